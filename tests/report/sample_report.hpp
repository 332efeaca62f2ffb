// The report of the contract's example: option 160 wins over 159 and 66.
#pragma once

#include "report/report.hpp"

namespace provtool::testing {

Report sample_report();

}  // namespace provtool::testing
