#include "config/open_tag.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

using Part = OpenTag::Part;

// At the end of the text.
std::optional<OpenTag> open_tag(std::string_view text) {
  return open_tag_at(text, text.size());
}

}  // namespace

TEST_CASE("a place behind a tag, in a comment or before everything is in no tag") {
  for (const auto* text : {"", "text", "<P>", "<P>text", "<P a=\">\">", "<!-- c", "<?xml version", "</P>"})
    CHECK_FALSE(open_tag(text));
}

TEST_CASE("the part of the tag is known") {
  CHECK(open_tag("<P")->part == Part::name);
  CHECK(open_tag("<P ")->part == Part::between);
  CHECK(open_tag("<P a")->part == Part::attribute);
  CHECK(open_tag("<P a ")->part == Part::attribute);
  CHECK(open_tag("<P a =")->part == Part::behind_equals);
  CHECK(open_tag("<P a='>")->part == Part::value);
  CHECK(open_tag("<P a='1'")->part == Part::between);
  CHECK(open_tag("<P a='1'/")->part == Part::behind_slash);
}

TEST_CASE("names and places are known") {
  const auto tag = open_tag("x\n<PA.R a=\"1\" b=\"2");
  REQUIRE(tag);
  CHECK(tag->begin == 2);
  CHECK(tag->name == "PA.R");
  CHECK(tag->attribute == "b");
  CHECK(tag->attribute_at == 14);
  CHECK(tag->value_at == 16);
  CHECK_FALSE(tag->closes);
  CHECK_FALSE(tag->behind_text);
  CHECK(open_tag("</P")->closes);
  CHECK(open_tag("</P")->name == "P");
  CHECK(open_tag("<P a='1'")->touches_value);
  CHECK_FALSE(open_tag("<P a='1' ")->touches_value);
}

TEST_CASE("a tag behind text in its line may be a < in a value") {
  CHECK(is_behind_text("<P>a<b", 4));
  CHECK(is_behind_text("<P>a <b", 5));
  CHECK_FALSE(is_behind_text("<P>a\n <b", 6));
  CHECK_FALSE(is_behind_text("<P> <b", 4));
  CHECK_FALSE(is_behind_text("<b", 0));
}

TEST_CASE("a name in a message has an end") {
  CHECK(shown_name("Prov") == "Prov");
  CHECK(shown_name(std::string(1000, 'n')).size() < 70);
}

}  // namespace provtool
