#include "wire/chatter.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace provtool {

namespace {

// What tells it: where it is sent to, the ethertype, or both. SNAP's protocol stands where it is 802.3 (RFC
// 1042).
struct Chatter {
  std::string_view name;
  std::optional<MacAddress> destination;
  std::optional<std::uint16_t> ethertype;
};

constexpr MacAddress mac(std::array<std::uint8_t, 6> bytes) {
  return MacAddress{bytes};
}

// The addresses 01:80:c2:00:00:00 to 0f are those that no bridge forwards (802.1Q 8.6.3).
const std::array<Chatter, 15> k_chatter{{
    {"EAPOL (802.1X)", std::nullopt, 0x888e},
    {"LLDP", std::nullopt, 0x88cc},
    {"MACsec key agreement", std::nullopt, 0x888f},
    {"LACP", std::nullopt, 0x8809},  // and the other slow protocols (802.3 57A)
    {"loop detection", std::nullopt, 0x9000},
    {"loop detection", std::nullopt, 0x9003},  // D-Link, Realtek
    {"loop detection", std::nullopt, 0x8899},  // Realtek
    {"flow control", std::nullopt, 0x8808},
    {"spanning tree", mac({0x01, 0x80, 0xc2, 0x00, 0x00, 0x00}), std::nullopt},
    {"spanning tree", mac({0x01, 0x00, 0x0c, 0xcc, 0xcc, 0xcd}), std::nullopt},  // PVST+
    {"CDP", mac({0x01, 0x00, 0x0c, 0xcc, 0xcc, 0xcc}), std::nullopt},            // and VTP, UDLD, DTP
    {"EDP", mac({0x00, 0xe0, 0x2b, 0x00, 0x00, 0x00}), std::nullopt},            // Extreme
    {"FDP", mac({0x01, 0xe0, 0x52, 0xcc, 0xcc, 0xcc}), std::nullopt},            // Foundry
    {"SONMP", mac({0x01, 0x00, 0x81, 0x00, 0x01, 0x00}), std::nullopt},          // Nortel
    {"ELMI or GVRP", mac({0x01, 0x80, 0xc2, 0x00, 0x00, 0x21}), std::nullopt},
}};

constexpr std::size_t k_ethernet_header = 14;
constexpr std::uint16_t k_vlan = 0x8100;

std::uint16_t u16_at(ByteView bytes, std::size_t at) {
  return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}

std::uint16_t ethertype_of(ByteView head) {
  const auto type = u16_at(head, 12);
  return type == k_vlan && head.size() >= k_ethernet_header + 4 ? u16_at(head, 16) : type;
}

bool is_for_bridges(const MacAddress& destination) {
  static constexpr std::array<std::uint8_t, 5> k_prefix{0x01, 0x80, 0xc2, 0x00, 0x00};
  return std::equal(k_prefix.begin(), k_prefix.end(), destination.bytes.begin()) &&
         destination.bytes[5] <= 0x0f;
}

}  // namespace

std::string_view chatter_of(ByteView head) {
  if (head.size() < k_ethernet_header) return {};
  const auto destination = *MacAddress::from(head.first(6));
  const auto ethertype = ethertype_of(head);
  for (const auto& [name, to, type] : k_chatter)
    if ((!to || *to == destination) && (!type || *type == ethertype)) return name;
  return is_for_bridges(destination) ? "a protocol between bridges" : std::string_view();
}

// EAPOL's version, type (0: an EAP packet) and length, then EAP's code (1: request).
bool asks_for_authentication(ByteView head) {
  constexpr std::uint16_t k_eapol = 0x888e;
  if (head.size() < k_ethernet_header || ethertype_of(head) != k_eapol) return false;
  const auto body = head.subspan(u16_at(head, 12) == k_vlan ? k_ethernet_header + 4 : k_ethernet_header);
  return body.size() >= 5 && body[1] == 0 && body[4] == 1;
}

}  // namespace provtool
