// The pages about findings, one for each id.
#pragma once

#include <string_view>

#include "explain/finding_page.hpp"

namespace provtool {

// Null when nothing is known by this id.
const FindingPage* find_page(std::string_view id);

}  // namespace provtool
