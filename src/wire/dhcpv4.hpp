// DHCP messages for IPv4 (RFC 2131, RFC 2132): bytes to values and back.
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

namespace provtool::dhcpv4 {

using provtool::to_text;

inline constexpr Port k_server_port{67};
inline constexpr Port k_client_port{68};

enum class Xid : std::uint32_t {};

enum class Op : std::uint8_t { boot_request = 1, boot_reply = 2 };

enum class MessageType : std::uint8_t {
  discover = 1,
  offer = 2,
  request = 3,
  decline = 4,
  ack = 5,
  nak = 6,
  release = 7,
  inform = 8,
};
constexpr auto words(MessageType) {
  return std::to_array<Word<MessageType>>({{MessageType::discover, "DHCPDISCOVER"},
                                           {MessageType::offer, "DHCPOFFER"},
                                           {MessageType::request, "DHCPREQUEST"},
                                           {MessageType::decline, "DHCPDECLINE"},
                                           {MessageType::ack, "DHCPACK"},
                                           {MessageType::nak, "DHCPNAK"},
                                           {MessageType::release, "DHCPRELEASE"},
                                           {MessageType::inform, "DHCPINFORM"}});
}
std::string_view to_text(MessageType type);  // "DHCPOFFER"

// Where an option stood; options may continue in the header fields (option 52).
enum class Area : std::uint8_t { options, file, sname };

struct OptionInstance {
  std::uint8_t code = 0;
  Bytes data;
  Area area = Area::options;
  std::size_t offset = 0;  // of its code byte, from the start of the message
};

// Where a message breaks off or contradicts itself. What comes before it counts.
struct Fault {
  std::size_t offset = 0;  // from the start of the message
  std::string what;
};

struct Message {
  std::uint8_t op = static_cast<std::uint8_t>(Op::boot_request);
  std::uint8_t hops = 0;
  Xid xid{};
  std::uint16_t secs = 0;
  bool broadcast = false;
  Ipv4Address ciaddr{};
  Ipv4Address yiaddr{};
  Ipv4Address siaddr{};
  Ipv4Address giaddr{};
  MacAddress chaddr{};
  std::string sname;  // the header fields as text up to their first NUL; empty when they contain options
  std::string file;
  std::vector<OptionInstance> instances;  // in the order in which RFC 3396 joins them
  std::uint8_t overload = 0;              // value of option 52
  std::size_t options_end = 0;            // offset behind the END of the options field
  std::vector<Fault> faults;
  bool breaks_off = false;  // in the middle of an option: what would have followed is not known

  // All instances of an option joined (RFC 3396 7); nothing when there is none.
  [[nodiscard]] std::optional<Bytes> option(std::uint8_t code) const;
  [[nodiscard]] std::vector<const OptionInstance*> instances_of(std::uint8_t code) const;
  [[nodiscard]] std::optional<MessageType> type() const;
  [[nodiscard]] std::optional<Ipv4Address> address_option(std::uint8_t code) const;

  void add(std::uint8_t code, Bytes data);
};

enum class Rejection : std::uint8_t {
  too_short,  // shorter than the fixed header and the cookie
  no_cookie,  // BOOTP without DHCP options, or something else
  not_ethernet,
};
constexpr auto words(Rejection) {
  return std::to_array<Word<Rejection>>({{Rejection::too_short, "too short for a DHCP message"},
                                         {Rejection::no_cookie, "without a DHCP cookie"},
                                         {Rejection::not_ethernet, "without an Ethernet hardware address"}});
}

// Reads a UDP payload. Faults behind the header do not reject a message: they are listed in it.
tl::expected<Message, Rejection> parse(ByteView payload);

// Reads the fixed fields of a BOOTP message from before there were options (RFC 951): its vendor area, when
// it has one, contains nothing but zeros.
tl::expected<Message, Rejection> parse_bootp(ByteView payload);

// Writes all options into the options field, long ones split (RFC 3396 5), padded to 300 bytes (RFC
// 1542 2.1). Option 52 is therefore left out.
Bytes serialize(const Message& message);

}  // namespace provtool::dhcpv4
