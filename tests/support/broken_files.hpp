// Where a text breaks, as sentences with their places.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "config/explain_break.hpp"

namespace provtool::testing {

using Breaks = std::vector<std::string>;

class IgnoringReader : public DocumentReader {
 public:
  void starts(std::string_view, std::span<const Attribute>, std::size_t) override {}
  void ends() override {}
  void text(std::string_view, std::size_t) override {}
};

// "LINE:COLUMN MESSAGE (misprint: …)" of each break, reading on behind those that can be mended.
inline Breaks all_breaks(std::string_view file) {
  const auto bytes = to_bytes(file);
  const SourceText source(bytes);
  EditedText text(source);
  Breaks breaks;
  IgnoringReader reader;
  while (breaks.size() < 20) {
    const auto broken = read_document(text.text(), reader);
    if (!broken) break;
    const auto why = explain(text, *broken);
    const auto [line, column] = text.position_of(why.at);
    breaks.push_back(std::to_string(line) + ":" + std::to_string(column) + " " + why.message +
                     (why.misprint ? " (misprint: " + *why.misprint + ")" : ""));
    if (!why.repair) break;
    text.apply(*why.repair);
  }
  return breaks;
}

inline std::string first_break(std::string_view bytes) {
  const auto breaks = all_breaks(bytes);
  return breaks.empty() ? "" : breaks.front();
}

}  // namespace provtool::testing
