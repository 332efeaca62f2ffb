// The report as JSON, for scripts, and back; report.schema.json says the same.
#pragma once

#include <string>
#include <string_view>

#include "base/trouble.hpp"
#include "report/report.hpp"

namespace provtool {

// One document with a line end. Keys have a fixed order; what is unknown is absent.
std::string to_json(const Report& report);
// The same in one line, for reports that follow each other.
std::string to_json_line(const Report& report);

// A report as it was before disclose() made it fit to be written, but for what was masked or left out then.
// Keys that are not known are passed over; one that is known and does not fit is named in the trouble by its
// path: "discovery.sources[2].status is not one of the words allowed here".
Expected<Report> from_json(std::string_view text);

}  // namespace provtool
