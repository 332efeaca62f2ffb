// What is wrong inside a tag.
#pragma once

#include <optional>

#include "config/explain_break.hpp"

namespace provtool {

// Nothing when the break is in no tag.
std::optional<BreakExplanation> explain_in_tag(std::string_view text, const DocumentBreak& broken);

}  // namespace provtool
