// A configuration file as XML: its elements in their order, and where it breaks.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace provtool {

struct Attribute {
  std::string_view name;
  std::string_view value;
};

// What a document consists of, as it is read. `at` is an offset into the text; views live as long as the
// call.
class DocumentReader {
 public:
  virtual ~DocumentReader() = default;

  virtual void starts(std::string_view element, std::span<const Attribute> attributes, std::size_t at) = 0;
  virtual void ends() = 0;  // the element that started last, and has not ended
  // In pieces, as the parser has them.
  virtual void text(std::string_view piece, std::size_t at) = 0;
};

enum class BreakKind : unsigned char {
  doctype,           // refused: entities have no place here
  too_deep,          // more than 64 elements inside each other
  wrong_end,         // an end tag of another element than the one that is open
  not_closed,        // the file ends inside an element
  double_attribute,  // one attribute twice in a tag
  two_roots,         // something behind the end of the root
  entity,            // "&name;" of no entity that XML knows
  character,         // "&#0;" of no character that XML allows
  declaration,       // of XML: wrong in itself
  late_declaration,  // of XML: something stands before it
  other,             // whoever explains it looks at the text
};

// Where it is no XML any more.
struct DocumentBreak {
  BreakKind kind = BreakKind::other;
  std::size_t at = 0;
  std::string parser_says{};        // in its own words, which quote nothing of the file
  std::vector<std::size_t> open{};  // where the elements around it begin, from the root
  bool behind_root = false;         // the root element has ended
};

inline constexpr std::size_t k_most_depth = 64;  // the root counts

// Reads to the end or to the first break. `text` is taken as UTF-8, whatever its declaration says.
std::optional<DocumentBreak> read_document(std::string_view text, DocumentReader& reader);

}  // namespace provtool
