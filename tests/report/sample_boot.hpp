// Hand-made results of the phone's second step.
#pragma once

#include <string>

#include "provisioning/boot_load.hpp"
#include "report/report.hpp"

namespace provtool::testing {

Download came(DownloadRole role, const std::string& url);
Download lost(DownloadRole role, const std::string& url, const std::string& reason,
              const std::string& finding);

// An initial file, a certificate, and three device files with a line that is enabled and one that is not.
BootResult sample_boot();
// The server of the provisioning URL refuses the connection.
BootResult refused_boot();

// The report of `provtool check` on them: option 160 wins over 159 and 66.
Report checked(const BootResult& result);

}  // namespace provtool::testing
