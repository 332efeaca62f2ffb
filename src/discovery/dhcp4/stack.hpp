// What the stack of a phone makes of a DHCPv4 answer, whatever its options say: whether it takes it, whether
// everything fitted in, and whether what the URL names can be reached with it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "device/identity.hpp"
#include "discovery/dhcp4/reader.hpp"
#include "discovery/evidence.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

// The server kept to a size, ours or the usual one, and had no room for more: what is missing may be hidden.
bool is_full(const Dhcp4Answer& answer);

// The room that would show what a full answer hides; a sentence.
std::string more_room(const Dhcp4Answer& answer);

// Lease time and size of one answer.
std::vector<Finding> judge_stack(const Dhcp4Answer& answer);

// `options`: 160, 159 and 66 as this answer contains them.
std::vector<Finding> judge_room(const Dhcp4Answer& answer, const std::vector<SourceEvidence>& options);
std::vector<Finding> judge_reach(const Dhcp4Answer& answer, const std::vector<SourceEvidence>& options);

// A reply of BOOTP, with what it carries.
Finding judge_bootp(const Dhcp4Answer& reply);

}  // namespace provtool
