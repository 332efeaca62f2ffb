// What a boot came to, in a report.
#pragma once

#include <string>

#include "provisioning/boot_load.hpp"
#include "report/report.hpp"

namespace provtool {

// `contender`: the DHCP server that the phone follows here, when several differ; else empty. `url`: the
// provisioning URL.
void add(Report& report, const BootResult& result, const std::string& contender, const std::string& url);

}  // namespace provtool
