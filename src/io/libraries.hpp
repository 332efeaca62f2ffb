// The libraries behind the door, for --version.
#pragma once

#include <string>
#include <vector>

namespace provtool {

// "libcurl/7.88.1", …; libpcap is not asked, as it is loaded only when it is needed.
std::vector<std::string> io_libraries();

}  // namespace provtool
