// What a report comes to, in one sentence.
#pragma once

#include <string>

#include "report/report.hpp"

namespace provtool {

std::string summary_of(const Report& report);

}  // namespace provtool
