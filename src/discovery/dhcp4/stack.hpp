// What the stack of a phone makes of a DHCPv4 answer, whatever its options say: whether it takes it, whether
// everything fitted in, and whether what the URL names can be reached with it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "discovery/dhcp4/reader.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

// Lease time and size of one answer.
std::vector<Finding> judge_stack(const Dhcp4Answer& answer);

// A reply of BOOTP, with what it carries.
Finding judge_bootp(const Dhcp4Answer& reply);

}  // namespace provtool
