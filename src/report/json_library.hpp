#pragma once

#include <string>

namespace provtool {

std::string json_library();  // "nlohmann-json/3.11.2", for --version

}  // namespace provtool
