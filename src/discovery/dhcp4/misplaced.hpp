// What a DHCPv4 server sends in a place where this phone does not look, or where it means something else to
// it.
#pragma once

#include <vector>

#include "discovery/dhcp4/judgement.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

// A server in the header fields, the leftovers of network boot in option 66, and a captive portal in option
// 160.
std::vector<Finding> judge_misplaced(const Dhcp4Server& server);

// Whether option 160 is the captive portal of option 114: both name one host.
bool announces_portal(const Dhcp4Server& server);

}  // namespace provtool
