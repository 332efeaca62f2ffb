// DHCPv4 packets of one small link, as "the usual one, except …":
//   offer({.server = "192.0.2.2", .options = {{160, "http://other.example.com/"}}})
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/datagram.hpp"
#include "wire/dhcpv4.hpp"

namespace provtool::testing {

inline constexpr MacAddress k_phone_mac{{0x00, 0x80, 0xf0, 0x12, 0x34, 0x56}};
inline constexpr MacAddress k_laptop_mac{{0x00, 0x00, 0x5e, 0x00, 0x53, 0x05}};
inline constexpr MacAddress k_server_mac{{0x00, 0x00, 0x5e, 0x00, 0x53, 0x01}};
inline constexpr MacAddress k_other_mac{{0x00, 0x00, 0x5e, 0x00, 0x53, 0x99}};  // of nobody in the test
inline constexpr dhcpv4::Xid k_xid{0x3d1de45f};
inline constexpr dhcpv4::Xid k_own_xid{0x3d1de460};
inline constexpr dhcpv4::Xid k_survey_xid{0x3d1de462};
inline constexpr dhcpv4::Xid k_other_xid{0x0badcafe};

// The tests' clock: any zero but its own.
inline constexpr Instant k_start{std::chrono::seconds(1000)};
inline Instant at(Duration after_start) {
  return k_start + after_start;
}

using OptionTexts = std::vector<std::pair<std::uint8_t, std::string>>;

// A server's packet. Each entry of `options` becomes one instance, as it stands.
struct Dhcp4Reply {
  dhcpv4::MessageType type = dhcpv4::MessageType::offer;
  dhcpv4::Xid xid = k_xid;
  MacAddress chaddr = k_phone_mac;
  std::string server = "192.0.2.1";  // sender and server identifier
  MacAddress server_mac = k_server_mac;
  bool with_identifier = true;  // option 54
  std::string address = "192.0.2.50";
  OptionTexts options = {{160, "http://prov.example.com/{MODEL}.cfg"}};
  std::string sname{};
  std::string file{};
  std::string relay = "0.0.0.0";
  std::string next_server = "0.0.0.0";  // siaddr
  bool with_lease_time = true;          // option 51
  bool with_name_server = true;         // option 6
  bool with_end = true;                 // option 255
  Duration time{};                      // when it arrives
};

// A client's packet.
struct Dhcp4Request {
  dhcpv4::MessageType type = dhcpv4::MessageType::discover;
  dhcpv4::Xid xid = k_xid;
  MacAddress chaddr = k_phone_mac;
  Duration time{};
  Bytes requested{};  // option 55
};

Datagram to_datagram(const Dhcp4Reply& reply);
Datagram to_datagram(const Dhcp4Request& request);

Dhcp4Reply offer(Dhcp4Reply except = {});
Dhcp4Reply ack(Dhcp4Reply except = {});
Dhcp4Reply nak(Dhcp4Reply except = {});

dhcpv4::Message message_in(const Datagram& datagram);  // throws when there is none

}  // namespace provtool::testing
