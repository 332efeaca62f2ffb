// What tests ask of a text.
#pragma once

#include <algorithm>
#include <string_view>

#include "base/text.hpp"

namespace provtool::testing {

inline bool says(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

inline std::size_t count_of(std::string_view text, std::string_view words) {
  std::size_t count = 0;
  for (auto at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) ++count;
  return count;
}

// Columns of its widest line.
inline std::size_t widest(std::string_view text) {
  std::size_t most = 0;
  for (const auto line : split(text, '\n')) most = std::max(most, columns(line));
  return most;
}

}  // namespace provtool::testing
