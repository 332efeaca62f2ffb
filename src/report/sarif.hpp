// The report as SARIF 2.1.0 (OASIS), which code hosts show beside a change.
#pragma once

#include <string>

#include "report/report.hpp"

namespace provtool {

// One document with a line end. What was found in a file is a result; what kept us from reading or writing is
// a notification of the run. Expects a report that was disclosed.
std::string to_sarif(const Report& report);

// A path as a relative reference of RFC 3986: its bytes, percent-encoded where they must be.
std::string to_uri_reference(std::string_view path);

}  // namespace provtool
