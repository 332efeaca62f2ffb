#include "explain/values.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

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

TEST_CASE("a value is spelled as each server wants it") {
  CHECK(filled("@MAC_COLONS@ @MAC_DASHES@ @MAC_CLIENT_ID@", {{"MAC", "0080F0ABCDEF"}}) ==
        "00:80:f0:ab:cd:ef 00-80-f0-ab-cd-ef 0100.80f0.abcd.ef");
  CHECK(filled("@ENTERPRISE_HEX@0001@URL_SIZE_HEX@@URL_HEX@", {{"URL", "http://h/"}}) ==
        "0000010200010009687474703a2f2f682f");
}

TEST_CASE("of a spelling the mark it spells is open") {
  const auto open = open_marks("@URL_HEX@ @URL@ @MAC_DASHES@", {{"MAC", "0080F0ABCDEF"}});
  REQUIRE(open.size() == 1);
  CHECK(open.front()->name == "URL");
}

TEST_CASE("every mark has an example that is told, or spells one that has") {
  for (const auto& mark : k_marks) {
    CAPTURE(mark.name);
    CHECK(mark.meaning.empty() == (mark.spelling != Spelling::as_it_is));
    CHECK_FALSE(filled(fmt::format("@{}@", mark.name), {}).empty());
  }
}

TEST_CASE("open marks are those without a value, each once") {
  const auto open = open_marks("@URL@ @MAC@ @URL@ @OPTION@", {{"MAC", "0080F0000001"}});
  REQUIRE(open.size() == 2);
  CHECK(open[0]->name == "URL");
  CHECK(open[1]->name == "OPTION");
  CHECK(open_marks("no mark", {}).empty());
}

}  // namespace provtool
