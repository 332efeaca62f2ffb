// The files that the phone would load, a line each: role, URL, result, bytes, time.
#pragma once

#include "report/page.hpp"

namespace provtool {

// `attempts`: also what was tried in vain.
TableBlock file_table(const Report& report, bool attempts);

}  // namespace provtool
