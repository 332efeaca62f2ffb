#include "report/lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_least_room = 20;
constexpr std::size_t k_indent_below = 4;
constexpr std::size_t k_widest_character = 2;

// ECMA-48 SGR.
constexpr std::array<std::string_view, 6> k_ink_codes{"",         "\x1b[1m",  "\x1b[32m",
                                                      "\x1b[33m", "\x1b[31m", "\x1b[2m"};

std::string without_blanks_at_the_end(std::string_view text) {
  return std::string(text.substr(0, text.find_last_not_of(' ') + 1));
}

}  // namespace

std::string pad(std::string text, std::size_t width) {
  const auto used = columns(text);
  if (used < width) text.append(width - used, ' ');
  return text;
}

std::string fitted(std::string_view text, std::size_t width) {
  if (columns(text) <= width) return std::string(text);
  return width == 0 ? "" : std::string(first_columns(text, width - 1)) + "…";
}

std::string fitted_around(std::string_view text, std::size_t width) {
  if (columns(text) <= width || width < 3) return fitted(text, width);
  const auto begin = first_columns(text, (width - 1) / 2);
  auto end = text.substr(begin.size());
  while (columns(begin) + 1 + columns(end) > width) {
    const auto next = first_columns(end, 1);
    end.remove_prefix(next.empty() ? first_columns(end, k_widest_character).size() : next.size());
  }
  return fmt::format("{}…{}", begin, end);
}

std::string Lines::colored(std::string_view text, Ink ink) const {
  if (!m_style.color || ink == Ink::plain || text.empty()) return std::string(text);
  return fmt::format("{}{}\x1b[0m", k_ink_codes[static_cast<std::size_t>(ink)], text);
}

void Lines::blank() {
  if (!m_text.empty()) m_text += '\n';
}

void Lines::raw(std::string_view line) {
  m_text += without_blanks_at_the_end(line) + '\n';
}

void Lines::line(std::string_view head, std::size_t head_columns, std::string_view body, Ink ink) {
  const bool beside = !m_style.width || head_columns + k_least_room <= *m_style.width;
  const std::size_t indent = beside ? head_columns : k_indent_below;
  const auto lines = wrap(body, indent);
  if (beside)
    m_text += head;
  else if (!trim(head).empty())
    m_text += without_blanks_at_the_end(head) + '\n';
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0 || !beside) m_text.append(indent, ' ');
    m_text += colored(lines[i], ink);
    m_text += '\n';
  }
}

std::vector<std::string> Lines::wrap(std::string_view body, std::size_t indent) const {
  if (!m_style.width) return {std::string(body)};
  const auto room = std::max(*m_style.width > indent ? *m_style.width - indent : 0, k_widest_character);
  std::vector<std::string> lines{""};
  std::size_t used = 0;
  for (auto word : split(body, ' ')) {
    auto needed = columns(word);
    if (used + needed + 1 > room && used > 0) {
      lines.back() = without_blanks_at_the_end(lines.back());
      lines.emplace_back();
      used = 0;
    }
    while (needed > room) {
      const auto fits = first_columns(word, room);
      lines.back() += fits;
      lines.emplace_back();
      word.remove_prefix(fits.size());
      needed -= columns(fits);
    }
    if (used > 0) lines.back() += ' ';
    lines.back() += word;
    used += needed + (used > 0 ? 1 : 0);
  }
  return lines;
}

}  // namespace provtool
