// The report as one line of a monitoring plugin: Monitoring Plugins Development Guidelines, "Plugin Output"
// and "Performance data". Nagios, Icinga, Naemon and Checkmk read it.
#pragma once

#include <string>
#include <string_view>

#include "report/report.hpp"

namespace provtool {

// "PROVTOOL OK - the sentence | time=5.012s;;;0 …" and a line end. `state`: "OK", "WARNING", "CRITICAL" or
// "UNKNOWN". Expects a report that was disclosed.
std::string to_nagios(const Report& report, std::string_view state);

}  // namespace provtool
