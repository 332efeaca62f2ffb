// What `provtool explain` says of one thing, and no word of how it is laid out.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace provtool {

enum class PieceKind : std::uint8_t {
  paragraph,
  item,   // one of a list
  label,  // what the lines below it are for
  code,   // lines to be taken as they are
};
struct Piece {
  PieceKind kind = PieceKind::paragraph;
  std::string text;
};

struct Part {
  std::string heading;  // empty at the beginning of the page
  std::vector<Piece> pieces;
};

struct Explanation {
  std::string name;  // "url.quoted"
  std::string kind;  // "error", "source", "parameter"
  std::vector<Part> parts;
};

}  // namespace provtool
