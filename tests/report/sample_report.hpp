// The report of the contract's example: option 160 wins over 159 and 66.
#pragma once

#include "report/report.hpp"

namespace provtool::testing {

Report sample_report();

// With two DHCPv6 servers, the second of which sent sub-option 1, and a router.
Report sample_report_with_dhcp6();

}  // namespace provtool::testing
