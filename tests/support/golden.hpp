// Texts that are compared as a whole with a file of tests/data.
#pragma once

#include <string>

namespace provtool::testing {

// What is in the file. With PROVTOOL_UPDATE_GOLDEN in the environment it is replaced by `text` first: read
// the diff like code.
std::string golden(const std::string& name, const std::string& text);

}  // namespace provtool::testing
