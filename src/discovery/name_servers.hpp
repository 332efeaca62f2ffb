// The DNS servers that a DHCP answer gives a phone.
#pragma once

#include <vector>

#include "base/address.hpp"
#include "discovery/observations.hpp"

namespace provtool {

// DHCPv4 option 6 (RFC 2132 3.8) or DHCPv6 option 23 (RFC 3646 3); none when there are none.
std::vector<IpAddress> name_servers_of(const SeenDhcpServer& server);

// Of the server whose value won; when it was none of theirs (SIP PnP, a URL set by hand), of the first
// that has any: there the phone gets its address.
std::vector<IpAddress> name_servers_of(const std::vector<SeenDhcpServer>& servers, const std::string& winner);

}  // namespace provtool
