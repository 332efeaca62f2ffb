// The first line of a report on a boot that was followed to its end.
#pragma once

#include <string>

#include "report/report.hpp"

namespace provtool {

// One sentence or two; empty when nothing was to be loaded, or could not be yet. Expects a report that was
// not disclosed yet.
std::string boot_summary(const Report& report);

}  // namespace provtool
