#include "report/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "report/frame.hpp"
#include "report/lines.hpp"
#include "report/page.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_field_columns = 11;
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

  void operator()(const AnswerBlock& block) {
    const auto& first =
        *std::find_if(k_first_words.begin(), k_first_words.end(),
                      [&block](const FirstWord& word) { return word.status == block.status; });
    sentence(m_lines.colored(pad(std::string(first.word), k_answer_columns), first.ink), block.sentence);
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
    for (const auto& line : block.lines) m_lines.line("", 0, line);
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
  // A URL behind two spaces is cut where the line ends, unless all is to be shown.
  void sentence(const std::string& head, const std::string& text) {
    const auto url = text.rfind("  ");
    const auto room = m_style.width.value_or(k_usual_width) > k_answer_columns
                          ? m_style.width.value_or(k_usual_width) - k_answer_columns
                          : 0;
    const auto before = url == std::string::npos ? 0 : columns(std::string_view(text).substr(0, url + 2));
    const bool cuts = url != std::string::npos && !m_style.verbose && before + k_least_of_url <= room;
    m_lines.line(head, k_answer_columns,
                 cuts ? text.substr(0, url + 2) + fitted_around(text.substr(url + 2), room - before) : text);
  }

  static constexpr std::size_t k_least_of_url = 20;

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
  if (!has_frame(report)) return Printer(style).print(to_page(report, depth_of(style)));
  auto framed = style;
  framed.width = style.width.value_or(k_usual_width);
  return Printer(framed).print(to_frame(report, depth_of(style), style.least));
}

std::string to_text(const DiscoverySection& discovery, TextStyle style) {
  style.one_line_rows = true;
  return Printer(style).print({to_block(discovery)});
}

}  // namespace provtool
