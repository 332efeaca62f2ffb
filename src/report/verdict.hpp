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
// What stands before the summary when findings that are not errors, but reach `least`, are a failure all the
// same.
std::string failed_by(const Report& report, Severity least);

}  // namespace provtool
