// What a report comes to.
#pragma once

#include <string>

#include "report/report.hpp"

namespace provtool {

// Unknown is not failed: an open question makes a verdict undetermined, unless an error stands by itself that
// no such question is about.
bool is_undetermined(const Report& report);
// When it is undetermined: the one thing to do.
std::string to_settle_of(const Report& report);
// By a finding that means: it could not be done.
bool is_prevented(const Report& report);
// Whether a finding is of this severity or above.
bool reaches(const Report& report, Severity severity);

std::string summary_of(const Report& report);

}  // namespace provtool
