// IPv6 neighbor discovery (RFC 4861) as far as it concerns DHCPv6: who the routers are, what they tell hosts,
// and who has an address. ICMPv6 messages, bytes to values and back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.hpp"
#include "base/bytes.hpp"
#include "base/words.hpp"
#include "tl/expected.hpp"

namespace provtool::ndp {

using provtool::to_text;

inline constexpr std::uint8_t k_router_solicitation = 133;
inline constexpr std::uint8_t k_router_advertisement = 134;
inline constexpr std::uint8_t k_neighbor_solicitation = 135;
inline constexpr std::uint8_t k_neighbor_advertisement = 136;
inline constexpr std::uint8_t k_hop_limit = 255;  // of every neighbor discovery message (RFC 4861 6.1)
// All nodes and all routers on the link (RFC 4291 2.7.1): ff02::1, ff02::2
inline constexpr Ipv6Address k_nodes{{0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};
inline constexpr Ipv6Address k_routers{{0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2}};

struct RouterSolicitation {
  std::optional<MacAddress> source_mac;  // option 1; not from the unspecified address (RFC 4861 4.1)
};

struct Prefix {
  Ipv6Address address{};
  std::uint8_t length = 0;  // bits
  bool on_link = false;
  bool autonomous = false;          // an address may be made from it (RFC 4862 5.5.3)
  std::uint32_t valid_seconds = 0;  // 0xffffffff: forever
  std::uint32_t preferred_seconds = 0;

  [[nodiscard]] std::string text() const;  // "2001:db8::/64"
};

// Where a message breaks off. What comes before it counts.
struct Fault {
  std::size_t offset = 0;  // from the start of the ICMPv6 message
  std::string what;
};

struct RouterAdvertisement {
  std::uint8_t hop_limit = 0;
  bool managed = false;                // M: addresses by DHCPv6
  bool other = false;                  // O: other configuration by DHCPv6
  std::uint16_t lifetime_seconds = 0;  // 0: no default router
  std::optional<MacAddress> source_mac;
  std::vector<Prefix> prefixes;
  std::vector<Fault> faults;
};

enum class Rejection : std::uint8_t {
  too_short,
  another_type,  // no router advertisement
  bad_code,      // the code is not 0 (RFC 4861 6.1.2)
};
constexpr auto words(Rejection) {
  return std::to_array<Word<Rejection>>(
      {{Rejection::too_short, "too short for a router advertisement"},
       {Rejection::another_type, "not a router advertisement"},
       {Rejection::bad_code, "a router advertisement with a code other than 0"}});
}

// Reads an ICMPv6 message, whose checksum wire/frame has verified. Hop limit and source address are for the
// caller to judge (RFC 4861 6.1.2).
tl::expected<RouterAdvertisement, Rejection> parse_router_advertisement(ByteView icmpv6);

// The address that a neighbor solicitation asks for; nothing when it is not one.
std::optional<Ipv6Address> solicited_neighbor(ByteView icmpv6);

// The answer to a neighbor solicitation: who has this address.
struct NeighborAdvertisement {
  Ipv6Address target{};
  MacAddress target_mac{};
};

// ICMPv6 messages; the checksum is left zero for wire/frame to fill in.
Bytes serialize(const RouterSolicitation& solicitation);
Bytes serialize(const RouterAdvertisement& advertisement);
Bytes serialize(const NeighborAdvertisement& advertisement);

}  // namespace provtool::ndp
