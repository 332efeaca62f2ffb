// The files below tests/data.
#pragma once

#include <string>
#include <vector>

namespace provtool::testing {

// What tests/data/<name> holds, byte by byte. Throws std::runtime_error when it cannot be read.
std::string load_data_file(const std::string& name);

// The names of the files in tests/data/<folder> that end in `ending`, without it.
std::vector<std::string> data_files(const std::string& folder, const std::string& ending);

}  // namespace provtool::testing
