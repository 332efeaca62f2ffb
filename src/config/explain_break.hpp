// A parser's message as what a person can mend.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/document.hpp"
#include "config/edited_text.hpp"

namespace provtool {

struct BreakExplanation {
  std::size_t at = 0;                     // where the mistake is, which may be before the parser noticed
  std::string message;                    // quotes elements and bytes, never text
  std::optional<std::string> misprint{};  // which of the guide's own it is
  std::optional<Edit> repair{};           // to go on reading behind it
};

BreakExplanation explain(const EditedText& text, const DocumentBreak& broken);

}  // namespace provtool
