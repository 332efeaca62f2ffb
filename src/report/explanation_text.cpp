#include "report/explanation_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/lines.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_usual_width = 80;
constexpr std::size_t k_indent = 2;
constexpr std::size_t k_code_indent = 6;

Ink ink_of(std::string_view kind) {
  if (kind == to_text(Severity::error)) return Ink::red;
  return kind == to_text(Severity::warning) ? Ink::yellow : Ink::plain;
}

TextStyle with_width(TextStyle style) {
  style.width = style.width.value_or(k_usual_width);
  return style;
}

// Lays the pieces of a page out.
class PageLines {
 public:
  explicit PageLines(const TextStyle& style) : m_style(with_width(style)), m_lines(m_style) {}

  std::string print(const Explanation& page) {
    m_lines.raw(fmt::format("{}  {}", m_lines.colored(page.name, Ink::bold),
                            m_lines.colored(page.kind, ink_of(page.kind))));
    for (const auto& part : page.parts) print(part);
    return m_lines.take();
  }

 private:
  void print(const Part& part) {
    m_lines.blank();
    if (!part.heading.empty()) m_lines.raw(m_lines.colored(part.heading, Ink::bold));
    m_number = 0;
    for (const auto& piece : part.pieces) print(piece, part.heading.empty() ? 0 : k_indent);
  }

  void print(const Piece& piece, std::size_t indent) {
    switch (piece.kind) {
      case PieceKind::paragraph:
        return behind(std::string(indent, ' '), piece.text);
      case PieceKind::item:
        return behind(fmt::format("{}{}. ", std::string(indent, ' '), ++m_number), piece.text);
      case PieceKind::label:
        return behind(std::string(indent + k_indent, ' '), piece.text);
      case PieceKind::code:
        for (const auto line : split(piece.text, '\n'))
          m_lines.raw(fmt::format("{:{}}{}", "", k_code_indent, line));
    }
  }

  void behind(const std::string& head, const std::string& text) { m_lines.line(head, head.size(), text); }

  TextStyle m_style;
  Lines m_lines;
  std::size_t m_number = 0;
};

std::string for_terminal(const std::string& text, const TextStyle& style) {
  constexpr std::string_view k_ellipsis = "…";
  if (style.utf8) return text;
  std::string plain;
  std::string_view rest = text;
  for (auto at = rest.find(k_ellipsis); at != std::string_view::npos; at = rest.find(k_ellipsis)) {
    plain.append(rest.substr(0, at)).append(1, '~');
    rest.remove_prefix(at + k_ellipsis.size());
  }
  return plain.append(rest);
}

// A name that opens no markup: CFG_FILE_KEY, <Device>, {MODEL}.
std::string escaped(std::string_view text) {
  constexpr std::string_view k_marks = "\\`*_<>[]#|~&!";
  std::string result;
  for (const char c : text) {
    if (k_marks.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string markdown_of(const Piece& piece) {
  switch (piece.kind) {
    case PieceKind::item:
      return fmt::format("1. {}\n", escaped(piece.text));
    case PieceKind::code:
      return fmt::format("\n```\n{}\n```\n", piece.text);
    case PieceKind::paragraph:
    case PieceKind::label:
      break;
  }
  return fmt::format("\n{}\n", escaped(piece.text));
}

// Of the names in one group.
std::size_t widest(std::span<const Topic> topics, std::string_view group) {
  std::size_t width = 0;
  for (const auto& topic : topics)
    if (topic.group == group) width = std::max(width, topic.name.size());
  return width;
}

}  // namespace

std::string to_text(const Explanation& page, const TextStyle& style) {
  return for_terminal(PageLines(style).print(page), style);
}

std::string to_markdown(const Explanation& page) {
  auto text = fmt::format("# {} ({})\n", escaped(page.name), page.kind);
  for (const auto& part : page.parts) {
    if (!part.heading.empty()) text += fmt::format("\n## {}\n", escaped(part.heading));
    if (!part.pieces.empty() && part.pieces.front().kind == PieceKind::item) text += '\n';
    for (const auto& piece : part.pieces) text += markdown_of(piece);
  }
  return text;
}

std::string to_text(std::span<const Topic> topics, const TextStyle& given) {
  const auto style = with_width(given);
  Lines lines(style);
  std::string_view group;
  std::size_t names = 0;
  for (const auto& topic : topics) {
    if (topic.group != group) {
      lines.blank();
      lines.raw(lines.colored(topic.group, Ink::bold));
      group = topic.group;
      names = widest(topics, group);
    }
    const auto line = fmt::format("  {:<{}}  {}", topic.name, names, topic.summary);
    lines.raw(fitted(line, *style.width));
  }
  return for_terminal(lines.take(), style);
}

std::string to_markdown(std::span<const Topic> topics) {
  std::string text;
  std::string_view group;
  for (const auto& topic : topics) {
    if (topic.group != group)
      text += fmt::format("{}## {}\n\n", text.empty() ? "" : "\n", escaped(topic.group));
    group = topic.group;
    text += fmt::format("- `{}`: {}\n", topic.name, escaped(topic.summary));
  }
  return text;
}

}  // namespace provtool
