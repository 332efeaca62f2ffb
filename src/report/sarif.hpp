// The report as SARIF 2.1.0 (OASIS), which code hosts show beside a change.
#pragma once

#include <string>

#include "report/report.hpp"

namespace provtool {

// One document with a line end. What was found is a result: in a file by line and column, of a source by its
// name; what kept us from asking, reading or writing is a notification of the run. Expects a report that was
// disclosed.
std::string to_sarif(const Report& report);

// A path as a relative reference of RFC 3986: its bytes, percent-encoded where they must be.
std::string to_uri_reference(std::string_view path);
// A URL as a URI: the same for what is not allowed in one, such as the braces of {MAC}.
std::string to_uri(std::string_view url);

}  // namespace provtool
