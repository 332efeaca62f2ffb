// DHCPv6 messages and router advertisements of one small link, as "the usual one, except …":
//   reply({.from = "fe80::2", .mac = k_other_mac, .vendor = {{.enterprise = 9}}})
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "support/dhcp4_packets.hpp"
#include "wire/dhcpv6.hpp"
#include "wire/ndp.hpp"

namespace provtool::testing {

// fe80::200:5eff:fe00:5305, of k_laptop_mac
inline constexpr Ipv6Address k_laptop_address{
    {0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0x02, 0x00, 0x5e, 0xff, 0xfe, 0x00, 0x53, 0x05}};
inline constexpr dhcpv6::TransactionId k_information_id{0x1de45f};
inline constexpr dhcpv6::TransactionId k_solicit_id{0x1de460};
inline constexpr dhcpv6::TransactionId k_other_id{0x0adbad};
inline constexpr std::uint32_t k_enterprise = 258;
inline constexpr std::uint32_t k_other_enterprise = 9;
inline const std::string k_dhcp6_url = "http://prov6.example.com/{MODEL}.cfg";

using Dhcp6Options = std::vector<std::pair<std::uint16_t, std::string>>;

// One instance of option 17.
struct Dhcp6Vendor {
  std::uint32_t enterprise = k_enterprise;
  Dhcp6Options sub_options = {{1, k_dhcp6_url}};
};

// A server's message.
struct Dhcp6Reply {
  dhcpv6::MessageType type = dhcpv6::MessageType::reply;
  dhcpv6::TransactionId id = k_information_id;
  MacAddress client = k_phone_mac;  // whose DUID it names
  bool with_client = true;          // option 1
  std::string from = "fe80::1";
  MacAddress mac = k_server_mac;  // the sender's, and what its DUID is made of
  bool with_server = true;        // option 2
  std::vector<Dhcp6Vendor> vendor = {{}};
  Dhcp6Options options = {};  // behind the others, as they stand
  std::string junk{};         // behind the last option
  Duration time{};            // when it arrives
};

// A client's message.
struct Dhcp6Request {
  dhcpv6::MessageType type = dhcpv6::MessageType::information_request;
  dhcpv6::TransactionId id = k_information_id;
  MacAddress client = k_phone_mac;
  Duration time{};
};

// A router's advertisement.
struct RouterAdvertised {
  std::string from = "fe80::ff";
  MacAddress mac = k_server_mac;
  bool managed = false;
  bool other = true;
  std::vector<ndp::Prefix> prefixes = {};
  std::string junk{};  // behind the last option
  std::uint8_t hop_limit = ndp::k_hop_limit;
  Duration time{};
};

Datagram to_datagram(const Dhcp6Reply& reply);
Datagram to_datagram(const Dhcp6Request& request);
Datagram to_datagram(const RouterAdvertised& advertised);

Dhcp6Reply reply(Dhcp6Reply except = {});
Dhcp6Reply advertise(Dhcp6Reply except = {});  // to the Solicit, unless it is told another transaction

Dhcp6Request solicit(Dhcp6Request except = {});

// A server of its own for each number: another MAC and DUID, and fe80::a:<number> to answer from.
Dhcp6Reply of_server(std::uint16_t number, Dhcp6Reply reply);

// 2001:db8::/64, as it is usually advertised.
ndp::Prefix usual_prefix();

// IA_NA with the status NoAddrsAvail; IA_NA with an address.
std::pair<std::uint16_t, std::string> no_addresses();
std::pair<std::uint16_t, std::string> offered_address(const std::string& address);

dhcpv6::Message dhcp6_in(const Datagram& datagram);  // throws when there is none

}  // namespace provtool::testing
