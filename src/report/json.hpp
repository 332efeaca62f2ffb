// The report as JSON, for scripts; report.schema.json says the same.
#pragma once

#include <string>

#include "report/report.hpp"

namespace provtool {

// One document with a line end. Keys stand in a fixed order; what is unknown is absent.
std::string to_json(const Report& report);

}  // namespace provtool
