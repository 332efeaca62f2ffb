// What is wrong with the characters of a text. Nothing of the text is quoted: it may be a password.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "config/explain_break.hpp"

namespace provtool {

// Nothing when that is not what broke the file.
std::optional<BreakExplanation> explain_bytes(std::string_view text, const DocumentBreak& broken);
std::optional<BreakExplanation> explain_control(std::string_view text, const DocumentBreak& broken);
std::optional<BreakExplanation> explain_invisible(std::string_view text, const DocumentBreak& broken);
std::optional<BreakExplanation> explain_ampersand(std::string_view text, const DocumentBreak& broken);
std::optional<BreakExplanation> explain_section_end(std::string_view text, const DocumentBreak& broken);

// The parser says where the text or the tag begins in which the entity is.
BreakExplanation explain_entity(std::string_view text, std::size_t from);
BreakExplanation explain_character(std::string_view text, std::size_t from);

}  // namespace provtool
