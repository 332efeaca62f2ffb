// What a report says to a person: its words, made once, in blocks that any form of output can print. Clean
// text throughout, when the report was disclosed.
#pragma once

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

enum class Mark : std::uint8_t {
  wins,
  fails,     // wins, with a value that cannot be used
  value,     // a value that does not count
  no_value,  // looked, and there was none
  aside,     // nobody looked
};
struct SourceRow {
  std::string rank;  // "-" when it has none
  std::string title;
  Mark mark = Mark::aside;
  std::optional<std::string> url;  // when there is a value
  std::string note;                // why, or from whom; may be empty beside a URL
};
struct SourcesBlock {
  std::vector<SourceRow> rows;
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

using Block = std::variant<FieldsBlock, SourcesBlock, PacketsBlock, ParagraphsBlock, FindingsBlock>;
using Page = std::vector<Block>;  // no block is empty

enum class Depth : std::uint8_t {
  outcome,  // only the outcome and what is an error
  usual,
  everything,  // also every option of every DHCP server, and the assumptions
};

Page to_page(const Report& report, Depth depth);
SourcesBlock to_block(const DiscoverySection& discovery);

}  // namespace provtool
