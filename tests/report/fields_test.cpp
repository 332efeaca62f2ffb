#include "report/fields.hpp"

#include <doctest/doctest.h>

#include <set>

namespace provtool {

namespace {

struct Sample {
  std::string text;
  std::optional<std::string> perhaps;
  std::vector<std::string> texts;
  int number = 0;
};

template <typename Member>
concept NeedsNoNature = requires(Member Sample::*member) {
  field("key", member);
};

std::set<std::string_view> keys_of_a_report() {
  std::set<std::string_view> keys;
  for_each_field<Report>([&keys](const auto& field) { keys.insert(field.key); });
  return keys;
}

}  // namespace

TEST_CASE("a text has a nature, or it does not compile") {
  static_assert(!NeedsNoNature<std::string>);
  static_assert(!NeedsNoNature<std::optional<std::string>>);
  static_assert(!NeedsNoNature<std::vector<std::string>>);
  static_assert(!NeedsNoNature<std::optional<std::vector<std::string>>>);
  static_assert(!NeedsNoNature<std::vector<std::vector<std::string>>>);
  static_assert(NeedsNoNature<int>);
  constexpr auto text = field("text", &Sample::text, Nature::foreign);
  CHECK(text.nature == Nature::foreign);
  CHECK_FALSE(text.filled_only);
  CHECK(text.unless_empty().filled_only);
  CHECK(text.in("object").object == "object");
}

TEST_CASE("what has rows is a section") {
  static_assert(IsSection<Report>);
  static_assert(!IsSection<Sample>);
  static_assert(!IsSection<int>);
}

TEST_CASE("a report's fields are walked, each once") {
  CHECK(keys_of_a_report() ==
        std::set<std::string_view>{
            "schema",      "tool",      "command",   "started",  "duration_ms", "asked", "device",
            "assumptions", "interface", "discovery", "plan",     "downloads",   "boots", "files",
            "effective",   "lookups",   "counts",    "findings", "changes",     "open",  "verdict"});
}

}  // namespace provtool
