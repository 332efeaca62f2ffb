// What the answers of DHCPv6 servers and the routers' advertisements mean for the phone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "device/identity.hpp"
#include "discovery/dhcp6/reader.hpp"
#include "discovery/dhcp6/router_reader.hpp"
#include "discovery/evidence.hpp"
#include "discovery/observations.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

// One server as the phone would see it: a Reply outranks an Advertise (guide: "Request/Reply"), but not one
// that alone has vendor options: servers keep them in their pools of addresses, of which a Reply to an
// Information-request knows nothing.
struct Dhcp6Server {
  const Dhcp6Answer* answer = nullptr;  // the one that counts; points into the evidence

  [[nodiscard]] const std::string& id() const { return answer->server; }     // its DUID in hex
  [[nodiscard]] std::string address() const { return answer->from.text(); }  // for people
  [[nodiscard]] DhcpAnswer exchange() const;
  [[nodiscard]] static bool counts() { return true; }  // for the phone
  [[nodiscard]] bool is_among(const std::vector<std::string>& addresses) const;
};

// Servers in the order of their first answers. `managed`: a router says M=1, so that the phone asks for an
// address, and of vendor options that differ those that come with one count.
std::vector<Dhcp6Server> servers_in(const Dhcp6Evidence& evidence, bool managed = false);

// Where the URL is in option 17.
struct VendorUrl {
  std::uint32_t enterprise = 0;
  std::uint16_t sub_option = 0;
};

// The URL in option 17 as this server's answer contains it: found, unusable or empty. That of the expected
// enterprise counts before any other (RFC 8415 21.17: one instance an enterprise); options count even
// beside a status other than success.
SourceEvidence read_vendor_option(const Dhcp6Server& server, const VendorUrl& wanted,
                                  const Identity& identity);

struct Dhcp6Expectations {
  VendorUrl url;
  std::vector<std::string>
      servers;             // addresses; any other IPv6 server is one too many, none means all are good
  bool heard_out = false;  // the routers had their time: silence means that there is none
  bool lost = false;       // a packet came in pieces that may have been an answer
  Identity identity{};     // who reads the values
};
// The dhcp6.* findings.
std::vector<Finding> judge(const Dhcp6Evidence& evidence, const RouterEvidence& routers,
                           const Dhcp6Expectations& expected);

}  // namespace provtool
