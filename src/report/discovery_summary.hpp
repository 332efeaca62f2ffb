// The first line of a report on a discovery.
#pragma once

#include <string>
#include <vector>

#include "report/report.hpp"

namespace provtool {

// One sentence: what the phone will do, or why nobody knows. Two spaces stand in front of a URL at its end.
// Expects a report that has a discovery and was not disclosed yet.
std::string discovery_summary(const Report& report);

// "Not as expected: …. ": an error that the command line alone makes one; without it the first line would
// name a winner and no fault. Empty when there is none.
std::string not_as_expected(const Report& report);

// Whether the command line left something out that stands above the winner and may have another URL.
bool leaves_out_above_winner(const DiscoverySection& discovery);

// How a user gets to ask DHCP; a command is one line.
std::vector<std::string> ways_to_privilege(const std::string& command);

// Whether a finding says nothing that the first line does not.
bool is_said(const Report& report, const Finding& finding);

}  // namespace provtool
