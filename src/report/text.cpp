#include "report/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "report/page.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_field_columns = 11;
constexpr std::size_t k_least_room = 20;
constexpr std::size_t k_indent_below = 4;
constexpr std::size_t k_widest_character = 2;

enum class Ink : std::uint8_t { plain, bold, green, yellow, red, dim };

// ECMA-48 SGR.
constexpr std::array<std::string_view, 6> k_ink_codes{"",         "\x1b[1m",  "\x1b[32m",
                                                      "\x1b[33m", "\x1b[31m", "\x1b[2m"};

// How a source's outcome is marked; the words beside it carry the meaning.
struct MarkStyle {
  Mark mark;
  std::string_view plain;
  std::string_view symbol;
  Ink ink;
};
constexpr std::array k_marks{
    MarkStyle{Mark::wins, "*", "✔", Ink::green},  MarkStyle{Mark::fails, "!", "✘", Ink::red},
    MarkStyle{Mark::value, "o", "○", Ink::plain}, MarkStyle{Mark::no_value, "-", "-", Ink::plain},
    MarkStyle{Mark::aside, ".", "·", Ink::dim},
};

const MarkStyle& style_of(Mark mark) {
  return *std::find_if(k_marks.begin(), k_marks.end(), [mark](const auto& row) { return row.mark == mark; });
}

Ink ink_of(Tone tone) {
  return tone == Tone::bad ? Ink::red : tone == Tone::unsure ? Ink::yellow : Ink::plain;
}
Ink ink_of(Severity severity) {
  return severity == Severity::error ? Ink::red : severity == Severity::warning ? Ink::yellow : Ink::plain;
}

std::string pad(std::string text, std::size_t width) {
  const auto used = columns(text);
  if (used < width) text.append(width - used, ' ');
  return text;
}

std::string without_blanks_at_the_end(std::string_view text) {
  return std::string(text.substr(0, text.find_last_not_of(' ') + 1));
}

// Lines of a terminal: colour, and breaks where its width ends.
class Lines {
 public:
  explicit Lines(const TextStyle& style) : m_style(style) {}

  [[nodiscard]] std::string colored(std::string_view text, Ink ink) const {
    if (!m_style.color || ink == Ink::plain || text.empty()) return std::string(text);
    return fmt::format("{}{}\x1b[0m", k_ink_codes[static_cast<std::size_t>(ink)], text);
  }

  void blank() {
    if (!m_text.empty()) m_text += '\n';
  }

  // `head` as it is, then `body` wrapped behind it, or below it when that leaves too little room;
  // `head_columns` because colour takes none.
  void line(std::string_view head, std::size_t head_columns, std::string_view body, Ink ink = Ink::plain) {
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

  std::string take() { return std::move(m_text); }

 private:
  // Breaks at spaces; a word longer than the line is cut where the line ends.
  [[nodiscard]] std::vector<std::string> wrap(std::string_view body, std::size_t indent) const {
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

  const TextStyle& m_style;
  std::string m_text;
};

// The columns of the table of sources: rank, title, mark, and what is to be said.
class SourceTable {
 public:
  SourceTable(const Lines& lines, const SourcesBlock& block, const TextStyle& style)
      : m_lines(lines), m_style(style) {
    for (const auto& row : block.rows) {
      m_title_width = std::max(m_title_width, columns(row.title));
      m_url_width = std::max(m_url_width, columns(row.url.value_or("")));
    }
  }

  [[nodiscard]] std::size_t head_columns() const { return 5 + m_title_width + 5; }
  // Whether a URL and what is said of it fit on one line.
  [[nodiscard]] bool fits() const {
    return !m_style.width || m_title_width + m_url_width + 40 <= *m_style.width;
  }

  [[nodiscard]] std::string head(const SourceRow& row) const {
    const auto& mark = style_of(row.mark);
    return fmt::format("  {:>1}  {}  {}  ", row.rank, pad(row.title, m_title_width),
                       m_lines.colored(m_style.symbols ? mark.symbol : mark.plain, mark.ink));
  }

  // All that is to be said of a source in one line.
  [[nodiscard]] std::string body(const SourceRow& row) const {
    if (!row.url) return row.note;
    return row.note.empty() ? *row.url : pad(*row.url, m_url_width) + "  " + row.note;
  }

  [[nodiscard]] std::size_t room() const {
    return m_style.width && *m_style.width > head_columns() ? *m_style.width - head_columns() : 0;
  }

 private:
  const Lines& m_lines;
  const TextStyle& m_style;
  std::size_t m_title_width = 0;
  std::size_t m_url_width = 0;
};

// Prints the blocks of a page, an empty line between them.
class Printer {
 public:
  explicit Printer(const TextStyle& style) : m_style(style), m_lines(style) {}

  std::string print(const Page& page) {
    for (const auto& block : page) {
      m_lines.blank();
      std::visit(*this, block);
    }
    return m_lines.take();
  }

  void operator()(const FieldsBlock& block) {
    for (const auto& field : block.fields)
      m_lines.line(m_lines.colored(pad(field.name, k_field_columns), Ink::bold), k_field_columns, field.value,
                   ink_of(field.tone));
  }

  void operator()(const SourcesBlock& block) {
    const SourceTable table(m_lines, block, m_style);
    const auto indent = table.head_columns();
    for (const auto& row : block.rows) {
      if (m_style.one_line_rows) {
        const auto body = table.body(row);
        m_lines.line(table.head(row), indent,
                     std::string(m_style.width ? first_columns(body, table.room()) : std::string_view(body)));
      } else if (!row.url || table.fits() || row.note.empty()) {
        m_lines.line(table.head(row), indent, table.body(row),
                     row.mark == Mark::aside ? Ink::dim : Ink::plain);
      } else {
        m_lines.line(table.head(row), indent, *row.url);
        m_lines.line(std::string(indent, ' '), indent, row.note);
      }
    }
  }

  void operator()(const PacketsBlock& block) {
    for (const auto& row : block.rows) {
      const auto head = fmt::format("  {:>6}  ", row.when);
      m_lines.line(head, columns(head), row.what);
    }
  }

  void operator()(const ParagraphsBlock& block) {
    for (const auto& paragraph : block.paragraphs) m_lines.line("  - ", 4, paragraph);
  }

  void operator()(const FindingsBlock& block) {
    std::size_t id_width = 0;
    for (const auto& row : block.rows) id_width = std::max(id_width, row.id.size());
    const auto indent = 9 + id_width + 2;
    for (const auto& row : block.rows) {
      const auto head = m_lines.colored(fmt::format("{:<9}", to_text(row.severity)), ink_of(row.severity)) +
                        fmt::format("{:<{}}  ", row.id, id_width);
      m_lines.line(head, indent, row.message);
      if (!row.hint.empty()) m_lines.line(std::string(indent, ' '), indent, row.hint, Ink::dim);
    }
  }

 private:
  const TextStyle& m_style;
  Lines m_lines;
};

Depth depth_of(const TextStyle& style) {
  return style.quiet ? Depth::outcome : style.verbose ? Depth::everything : Depth::usual;
}

}  // namespace

std::string in_color(Severity severity, bool color) {
  TextStyle style;
  style.color = color;
  return Lines(style).colored(to_text(severity), ink_of(severity));
}

std::string to_text(const Report& report, const TextStyle& style) {
  return Printer(style).print(to_page(report, depth_of(style)));
}

std::string to_text(const DiscoverySection& discovery, TextStyle style) {
  style.one_line_rows = true;
  return Printer(style).print({to_block(discovery)});
}

}  // namespace provtool
