#include "man/roff.hpp"

#include <doctest/doctest.h>

namespace provtool::man {

TEST_CASE("what roff would read as something else is escaped") {
  CHECK(roff("--mac `x` it's ~ ^ a\\b") == "\\-\\-mac \\(gax\\(ga it\\(aqs \\(ti \\(ha a\\eb");
  CHECK(roff(".cfg") == "\\&.cfg");
  CHECK(roff("'tis").starts_with("\\(aq"));
  CHECK(roff("a.cfg") == "a.cfg");
}

TEST_CASE("what is between backticks is bold") {
  CHECK(prose("ends in `.cfg`, or `-a`") == "ends in \\fB.cfg\\fR, or \\fB\\-a\\fR");
  CHECK(prose("`--mac` first") == "\\fB\\-\\-mac\\fR first");
  CHECK(prose("a lonely ` stays") == "a lonely \\(ga stays");
  CHECK(prose(".cfg") == "\\&.cfg");
}

TEST_CASE("a word longer than a line can be broken") {
  const auto half = std::string(40, 'x');
  CHECK(roff(half + ";" + half) == half + "; " + half);
  CHECK(roff("a;b and  c") == "a;b and  c");
}

TEST_CASE("an entry is a tag and what is said of it") {
  CHECK(entry(bold("-v"), roff("more.")) == ".TP\n\\fB\\-v\\fR\nmore.\n");
  CHECK(italic("FILE") == "\\fIFILE\\fR");
}

}  // namespace provtool::man
