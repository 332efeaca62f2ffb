// Lines of a terminal: colour, and breaks where its width ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/text.hpp"

namespace provtool {

enum class Ink : std::uint8_t { plain, bold, green, yellow, red, dim };

// Blanks behind it, up to `width` columns.
std::string pad(std::string text, std::size_t width);
// What fits into so many columns; "…" stands for the rest.
std::string fitted(std::string_view text, std::size_t width);
// The same with beginning and end of it.
std::string fitted_around(std::string_view text, std::size_t width);

class Lines {
 public:
  // `style` outlives it.
  explicit Lines(const TextStyle& style) : m_style(style) {}

  [[nodiscard]] std::string colored(std::string_view text, Ink ink) const;

  // An empty line, unless nothing stands above it.
  void blank();
  // `head` as it is, then `body` wrapped behind it, or below it when that leaves too little room;
  // `head_columns` because colour takes none.
  void line(std::string_view head, std::size_t head_columns, std::string_view body, Ink ink = Ink::plain);
  // As it is, without the blanks at its end.
  void raw(std::string_view line);
  // Breaks at spaces; a word longer than the line is cut where the line ends.
  [[nodiscard]] std::vector<std::string> wrap(std::string_view body, std::size_t indent) const;

  std::string take() { return std::move(m_text); }

 private:
  const TextStyle& m_style;
  std::string m_text;
};

}  // namespace provtool
