#include "config/edited_text.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

std::string place(const EditedText& text, std::string_view word) {
  const auto [line, column] = text.position_of(text.text().find(word));
  return std::to_string(line) + ":" + std::to_string(column);
}

}  // namespace

TEST_CASE("places are those of the original, whatever was put in and taken out before them") {
  const auto bytes = to_bytes("one\ntwo three\nfour");
  const SourceText source(bytes);
  EditedText text(source);
  text.apply({4, 0, "<in>"});
  CHECK(text.text() == "one\n<in>two three\nfour");
  CHECK(place(text, "one") == "1:1");
  CHECK(place(text, "<in>") == "2:1");
  CHECK(place(text, "n>") == "2:1");
  CHECK(place(text, "two") == "2:1");
  CHECK(place(text, "three") == "2:5");
  text.apply({8, 4, ""});
  CHECK(text.text() == "one\n<in>three\nfour");
  CHECK(place(text, "three") == "2:5");
  CHECK(place(text, "four") == "3:1");
  text.apply({0, 3, "1"});
  CHECK(place(text, "three") == "2:5");
}

TEST_CASE("what is replaced by as much keeps its places") {
  const auto bytes = to_bytes("a bcd e");
  const SourceText source(bytes);
  EditedText text(source);
  text.apply({2, 3, "BCD"});
  CHECK(place(text, "D") == "1:5");
  CHECK(place(text, "e") == "1:7");
}

TEST_CASE("a place in what was put in is where it was put in") {
  const auto bytes = to_bytes("a b");
  const SourceText source(bytes);
  EditedText text(source);
  text.apply({2, 1, "much longer"});
  CHECK(place(text, "longer") == "1:3");
  CHECK(text.position_of(9999).column == 4);
}

}  // namespace provtool
