// What a DHCPv4 server sends in a place where this phone does not look, or where it means something else to
// it.
#pragma once

#include <vector>

#include "discovery/dhcp4/judgement.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

// A server or file in the header fields, and a captive portal in option 160.
std::vector<Finding> judge_misplaced(const Dhcp4Server& server);

}  // namespace provtool
