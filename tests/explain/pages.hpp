// What tests look for on a page.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "explain/explanation.hpp"

namespace provtool::testing {

inline const Part* part_of(const Explanation& page, std::string_view heading) {
  const auto part = std::find_if(page.parts.begin(), page.parts.end(),
                                 [heading](const Part& each) { return each.heading == heading; });
  return part == page.parts.end() ? nullptr : &*part;
}

// All of it, a piece per line.
inline std::string text_of(const Part& part) {
  std::string text;
  for (const auto& piece : part.pieces) text += piece.text + "\n";
  return text;
}
inline std::string text_of(const Explanation& page, std::string_view heading) {
  const auto* part = part_of(page, heading);
  return part == nullptr ? "" : text_of(*part);
}

inline bool contains(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

}  // namespace provtool::testing
