#include "report/lines.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

TextStyle of_width(std::size_t width, bool color = false) {
  TextStyle style;
  style.width = width;
  style.color = color;
  return style;
}

}  // namespace

TEST_CASE("text is padded and fitted by the columns that it takes") {
  CHECK(pad("ab", 4) == "ab  ");
  CHECK(pad("日本", 5) == "日本 ");
  CHECK(pad("abcdef", 4) == "abcdef");
  CHECK(fitted("abcd", 4) == "abcd");
  CHECK(fitted("abcde", 4) == "abc…");
  CHECK(fitted("日本語", 4) == "日…");
  CHECK(fitted("e\u0301e\u0301e\u0301", 2) == "e\u0301…");
  CHECK(fitted("abc", 0).empty());
  CHECK(fitted_around("abcdefghi", 9) == "abcdefghi");
  CHECK(fitted_around("abcdefghij", 9) == "abcd…ghij");
  CHECK(fitted_around("ab日本語", 5) == "ab…語");
  CHECK(fitted_around("abcdef", 2) == "a…");
}

TEST_CASE("a body stands behind its head, or below it where that leaves no room") {
  const auto style = of_width(30);
  Lines lines(style);
  lines.line("head  ", 6, "one two three four five six");
  CHECK(lines.take() == "head  one two three four five\n      six\n");
  const auto narrow = of_width(25);
  Lines below(narrow);
  below.line("head  ", 6, "one two three four five six");
  CHECK(below.take() == "head\n    one two three four\n    five six\n");
}

TEST_CASE("a word longer than the line is cut where the line ends") {
  const auto style = of_width(30);
  CHECK(Lines(style).wrap("abcdefghijklmnopqrstuvwxyz0123456789 end", 0) ==
        std::vector<std::string>{"abcdefghijklmnopqrstuvwxyz0123", "456789 end"});
}

TEST_CASE("colour is around the text only, and only where it is wanted") {
  const auto plain = of_width(30);
  CHECK(Lines(plain).colored("x", Ink::red) == "x");
  const auto colored = of_width(30, true);
  CHECK(Lines(colored).colored("x", Ink::red) == "\x1b[31mx\x1b[0m");
  CHECK(Lines(colored).colored("", Ink::red).empty());
}

TEST_CASE("nothing stands above a first empty line, and no line ends in blanks") {
  const auto style = of_width(30);
  Lines lines(style);
  lines.blank();
  lines.raw("a  ");
  lines.blank();
  lines.raw("");
  CHECK(lines.take() == "a\n\n\n");
}

}  // namespace provtool
