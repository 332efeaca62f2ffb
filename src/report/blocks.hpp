// What a page is made of: text that is fit to be shown, and no word of how it is laid out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "report/report.hpp"

namespace provtool {

enum class Tone : std::uint8_t { plain, bad, unsure };

// "Winner     DHCP option 160 wins": a name, empty where the one above goes on, and what is said of it.
struct PageField {
  std::string name;
  std::string value;
  Tone tone = Tone::plain;
};
struct FieldsBlock {
  std::vector<PageField> fields;
};

struct PacketRow {
  std::string when;
  std::string what;
};
struct PacketsBlock {
  std::vector<PacketRow> rows;
};

struct ParagraphsBlock {
  std::vector<std::string> paragraphs;
};

struct FindingRow {
  Severity severity = Severity::info;
  std::string id;
  std::string message;
  std::string hint;  // empty when nothing is to be done
};
struct FindingsBlock {
  std::vector<FindingRow> rows;  // the worst first
};

// The first word and the sentence behind it; below it "why" and "do".
struct AnswerRow {
  std::string name;  // empty: it belongs to the sentence
  std::string text;
  std::string id{};       // of a finding
  bool one_line = false;  // cut, not wrapped
};
struct AnswerBlock {
  VerdictStatus status = VerdictStatus::ok;
  std::string sentence;
  std::vector<AnswerRow> rows{};
  std::string more{};  // the command that says more, on the sentence's line where it fits
};

// A table whose rows take a line each: a column is cut to what the line leaves.
enum class Weight : std::uint8_t { plain, good, bad, unsure, dim };
struct TableCell {
  std::string text;
  Weight weight = Weight::plain;
};
struct TableRow {
  std::vector<TableCell> cells{};
  std::string whole{};  // stands in place of cells
};
struct TableBlock {
  std::size_t cut = 0;               // the column that is cut
  bool keeps_end = false;            // of it, because it names the file
  std::vector<std::size_t> right{};  // columns whose text ends at their right edge
  std::vector<TableRow> rows{};
};

// Who asked, when, and with what.
struct RecordLine {
  std::string text;
  std::string end{};  // stays when the text before it is cut; without it the text is wrapped
};
struct RecordBlock {
  std::vector<RecordLine> lines;
};

using Block = std::variant<FieldsBlock, PacketsBlock, ParagraphsBlock, FindingsBlock, AnswerBlock, TableBlock,
                           RecordBlock>;
using Page = std::vector<Block>;  // no block is empty

}  // namespace provtool
