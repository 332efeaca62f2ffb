// What --version says.
#pragma once

#include <string>
#include <vector>

namespace provtool {

// The first line is for scripts: "provtool 0.1.0". `libraries`: those of other folders, as "libcurl/7.88.1".
std::string version_text(std::vector<std::string> libraries);

}  // namespace provtool
