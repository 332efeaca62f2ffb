// What DHCPv4 servers send that other devices read, and this phone is not known to.
#pragma once

#include <vector>

#include "discovery/dhcp4/judgement.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

// One dhcp4.other-option for each option and value, whoever sends it.
std::vector<Finding> judge_other_options(const std::vector<Dhcp4Server>& servers);

}  // namespace provtool
