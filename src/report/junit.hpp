// The report as JUnit XML, which CI shows as tests. JUnit has no standard: this is what the schemas of Ant
// and of Jenkins both allow.
#pragma once

#include <optional>
#include <string>

#include "report/report.hpp"

namespace provtool {

// One document with a line end: a test case for each source that was asked and each file, failed by findings
// of `fail_on` or above, and an error when it could not be read; one more for the run, where a finding
// belongs to nothing else or the verdict is undetermined. All other findings, and what was not tested, stand
// in the output of the suite. Expects a report that was disclosed.
std::string to_junit(const Report& report, std::optional<Severity> fail_on);

}  // namespace provtool
