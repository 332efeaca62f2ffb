// What a report comes to.
#pragma once

#include <string>

#include "report/report.hpp"

namespace provtool {

bool is_undetermined(const Report& report);
// By a finding that means: it could not be done.
bool is_prevented(const Report& report);
// Whether a finding is of this severity or above.
bool reaches(const Report& report, Severity severity);

std::string summary_of(const Report& report);

}  // namespace provtool
