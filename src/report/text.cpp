#include "report/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "report/causes.hpp"
#include "report/frame.hpp"
#include "report/lines.hpp"
#include "report/page.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_field_columns = 11;

Ink ink_of(Tone tone) {
  return tone == Tone::bad ? Ink::red : tone == Tone::unsure ? Ink::yellow : Ink::plain;
}
Ink ink_of(Severity severity) {
  return severity == Severity::error ? Ink::red : severity == Severity::warning ? Ink::yellow : Ink::plain;
}

Ink ink_of(Weight weight) {
  switch (weight) {
    case Weight::plain:
      break;
    case Weight::good:
      return Ink::green;
    case Weight::bad:
      return Ink::red;
    case Weight::unsure:
      return Ink::yellow;
    case Weight::dim:
      return Ink::dim;
  }
  return Ink::plain;
}

struct FirstWord {
  VerdictStatus status;
  std::string_view word;
  Ink ink;
};
constexpr std::array k_first_words{
    FirstWord{VerdictStatus::ok, "OK", Ink::green},
    FirstWord{VerdictStatus::warning, "WARNING", Ink::yellow},
    FirstWord{VerdictStatus::failed, "FAILS", Ink::red},
    FirstWord{VerdictStatus::undetermined, "UNKNOWN", Ink::yellow},
};
const FirstWord& first_word_of(VerdictStatus status) {
  return *std::find_if(k_first_words.begin(), k_first_words.end(),
                       [status](const FirstWord& word) { return word.status == status; });
}
constexpr std::size_t k_answer_columns = 9;
// Where nothing says otherwise.
constexpr std::size_t k_usual_width = 80;

// The widths of a table's columns: the one that is cut gets what the others leave.
class Columns {
 public:
  Columns(const TableBlock& table, std::size_t line) : m_table(table), m_line(line) {
    for (const auto& row : table.rows)
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (m_widths.size() <= i) m_widths.push_back(0);
        m_widths[i] = std::max(m_widths[i], columns(row.cells[i].text));
      }
    if (table.cut >= m_widths.size()) return;
    std::size_t others = k_between * m_widths.size();
    for (std::size_t i = 0; i < m_widths.size(); ++i) others += i == table.cut ? 0 : m_widths[i];
    m_widths[table.cut] = std::min(m_widths[table.cut], std::max(line > others ? line - others : 0, k_least));
  }

  [[nodiscard]] std::string line(const TableRow& row, const Lines& lines) const {
    std::string text;
    std::size_t left = m_line;
    for (std::size_t i = 0; i < row.cells.size() && left > k_between; ++i) {
      const auto shown = fitted(cell(row, i), left - k_between);
      text.append(k_between, ' ').append(lines.colored(shown, ink_of(row.cells[i].weight)));
      left -= std::min(left, k_between + columns(shown));
    }
    return text;
  }

 private:
  static constexpr std::size_t k_between = 2;
  static constexpr std::size_t k_least = 8;

  [[nodiscard]] std::string cell(const TableRow& row, std::size_t column) const {
    const bool keeps_end = m_table.keeps_end && column == m_table.cut;
    const auto& whole = row.cells[column].text;
    const auto text = keeps_end ? fitted_around(whole, m_widths[column]) : fitted(whole, m_widths[column]);
    const auto& right = m_table.right;
    if (std::find(right.begin(), right.end(), column) != right.end())
      return std::string(m_widths[column] - columns(text), ' ') + text;
    return column + 1 == m_widths.size() ? text : pad(text, m_widths[column]);
  }

  const TableBlock& m_table;
  std::size_t m_line;
  std::vector<std::size_t> m_widths;
};

// For a terminal that shows ASCII only: as many columns as before, so that what stands below stays aligned.
std::string in_ascii(std::string_view text) {
  constexpr std::string_view k_ellipsis = "…";
  std::string ascii;
  while (!text.empty()) {
    const auto length = std::max<std::size_t>(first_code_point(text).length, 1);
    const auto character = text.substr(0, length);
    if (length == 1)
      ascii += character;
    else if (character == k_ellipsis)
      ascii += '~';
    else
      ascii.append(columns(character), '?');
    text.remove_prefix(length);
  }
  return ascii;
}

// Prints the blocks of a page, an empty line between them.
class Printer {
 public:
  explicit Printer(const TextStyle& style) : m_style(style), m_lines(style) {}

  std::string print(const Page& page) {
    for (const auto& block : page) {
      m_lines.blank();
      std::visit(*this, block);
    }
    return m_style.utf8 ? m_lines.take() : in_ascii(m_lines.take());
  }

  void operator()(const FieldsBlock& block) {
    for (const auto& field : block.fields)
      m_lines.line(m_lines.colored(pad(field.name, k_field_columns), Ink::bold), k_field_columns, field.value,
                   ink_of(field.tone));
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

  void operator()(const AnswerBlock& block) {
    const auto& first = first_word_of(block.status);
    sentence(m_lines.colored(pad(std::string(first.word), k_answer_columns), first.ink),
             fits_beside(block) ? fmt::format("{}; more: {}", block.sentence, block.more) : block.sentence);
    if (!block.more.empty() && !fits_beside(block))
      m_lines.line(pad("  more", k_answer_columns), k_answer_columns, block.more);
    for (const auto& row : block.rows) {
      const auto name = pad("  " + row.name, k_answer_columns);
      auto text = row.id.empty() ? row.text : fmt::format("{}  [{}]", row.text, row.id);
      if (row.one_line && m_style.width && *m_style.width > k_answer_columns)
        text = fitted(text, *m_style.width - k_answer_columns);
      m_lines.line(m_lines.colored(name, row.name == "do" ? Ink::bold : Ink::plain), k_answer_columns, text);
    }
  }

  void operator()(const TableBlock& block) {
    const auto width = m_style.width.value_or(k_usual_width);
    const Columns table(block, width);
    for (const auto& row : block.rows)
      m_lines.raw(row.whole.empty() ? table.line(row, m_lines) : fitted("  " + row.whole, width));
  }

  void operator()(const RecordBlock& block) {
    const auto width = m_style.width.value_or(k_usual_width);
    for (const auto& [text, end] : block.lines) {
      const auto room = width - std::min(width, columns(end));
      m_lines.line("", 0, end.empty() ? text : fitted(fitted(text, room) + end, width));
    }
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
  // In a pipe a line has no end.
  [[nodiscard]] bool fits_beside(const AnswerBlock& block) const {
    if (block.more.empty()) return false;
    return !m_style.width ||
           k_answer_columns + columns(block.sentence + "; more: " + block.more) <= *m_style.width;
  }

  // A URL behind two spaces is cut where a line ends, unless all is to be shown.
  void sentence(const std::string& head, const std::string& text) {
    const auto width = m_style.width.value_or(k_usual_width);
    const auto room = width > k_answer_columns ? width - k_answer_columns : 0;
    const auto url = text.rfind("  ");
    if (url == std::string::npos || m_style.verbose) return m_lines.line(head, k_answer_columns, text);
    const auto before = text.substr(0, url + 2);
    const auto beside = room > columns(before) ? room - columns(before) : 0;
    m_lines.line(head, k_answer_columns,
                 before + fitted_around(text.substr(url + 2), beside < k_least_of_url ? room : beside));
  }

  static constexpr std::size_t k_least_of_url = 40;

  const TextStyle& m_style;
  Lines m_lines;
};

// So that the first line is still to be seen in a terminal of 24 rows, the last of which is the prompt; text
// in a pipe is the same text.
constexpr std::ptrdiff_t k_rows = 23;
constexpr std::array k_rooms{Room{},        Room{2, 8, 8}, Room{1, 8, 8}, Room{1, 6, 8},
                             Room{1, 4, 4}, Room{1, 3, 4}, Room{1, 2, 3}, Room{1, 1, 2}};

std::ptrdiff_t rows_of(std::string_view text) {
  return std::count(text.begin(), text.end(), '\n');
}

Depth depth_of(const TextStyle& style) {
  return style.quiet ? Depth::outcome : style.verbose ? Depth::everything : Depth::usual;
}

}  // namespace

std::string_view first_word(VerdictStatus status) {
  return first_word_of(status).word;
}

std::string in_color(Severity severity, bool color) {
  TextStyle style;
  style.color = color;
  return Lines(style).colored(to_text(severity), ink_of(severity));
}

std::string to_text(const Report& report, const TextStyle& style) {
  if (!has_frame(report)) return Printer(style).print(to_page(report, depth_of(style)));
  auto framed = style;
  framed.width = style.width.value_or(k_usual_width);
  const auto depth = depth_of(style);
  for (const auto& room : k_rooms) {
    auto text = Printer(framed).print(to_frame(report, depth, style.least, room));
    if (depth != Depth::usual || &room == &k_rooms.back() || rows_of(text) <= k_rows) return text;
  }
  return "";
}

std::string to_text(const Page& page, const TextStyle& style) {
  return Printer(style).print(page);
}

}  // namespace provtool
