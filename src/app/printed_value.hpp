// --print: one value of a report, for scripts.
#pragma once

#include <string>

#include "cli/options.hpp"
#include "report/report.hpp"

namespace provtool {

// One line with its end; empty when there is no such value. Expects a disclosed report.
std::string printed_value(const Report& report, Printed what);

}  // namespace provtool
