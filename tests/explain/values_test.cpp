#include "explain/values.hpp"

#include <doctest/doctest.h>

namespace provtool {

TEST_CASE("a mark is replaced by the value, or else by its example") {
  CHECK(filled("-i @INTERFACE@ --mac @MAC@", {{"INTERFACE", "lan0"}}) == "-i lan0 --mac 0080F0123456");
  CHECK(filled("@URL@@OPTION@", {}) == "http://prov.example.com/utg200/160");
}

TEST_CASE("what only looks like a mark is kept") {
  for (const auto* text : {"", "@", "user@host", "@NOTHING@", "a@b@c", "@@"}) CHECK(filled(text, {}) == text);
  CHECK(filled("u@MAC@OPTION@", {{"OPTION", "66"}}) == "u0080F0123456OPTION@");
}

TEST_CASE("a value that contains a mark is not filled in turn") {
  CHECK(filled("@URL@", {{"URL", "http://@MAC@/"}}) == "http://@MAC@/");
}

TEST_CASE("open marks are those without a value, each once") {
  const auto open = open_marks("@URL@ @MAC@ @URL@ @OPTION@", {{"MAC", "0080F0000001"}});
  REQUIRE(open.size() == 2);
  CHECK(open[0]->name == "URL");
  CHECK(open[1]->name == "OPTION");
  CHECK(open_marks("no mark", {}).empty());
}

}  // namespace provtool
