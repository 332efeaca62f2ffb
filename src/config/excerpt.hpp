// A line of a file as it may be shown beside a finding.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "config/catalogue.hpp"
#include "config/source_text.hpp"

namespace provtool {

struct Excerpt {
  std::string text;        // fit to be shown, on one line
  std::size_t column = 1;  // of the place in it, in characters
};

// Of a long line the element at the place. Nothing when what would be shown may hold a secret: when it is not
// whole elements, or one of them, or the one around them, is a secret's.
std::optional<Excerpt> excerpt_of(const SourceText& text, TextPosition place, const Catalogue& catalogue);

}  // namespace provtool
