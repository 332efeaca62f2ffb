// Whether a report holds all that its decision was made of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace provtool::testing {

// What is different when the report is read back from its JSON, written again, and decided again.
std::vector<std::string> differences_when_decided_again(std::string_view json);

}  // namespace provtool::testing
