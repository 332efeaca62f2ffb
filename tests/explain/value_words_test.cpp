#include "explain/value_words.hpp"

#include <doctest/doctest.h>

#include <array>

namespace provtool {

namespace {

std::string words_for(const ValueRule& rule) {
  Parameter parameter;
  parameter.rule = rule;
  return value_words(parameter);
}

}  // namespace

TEST_CASE("the type of a value is told, and its range") {
  CHECK(words_for({}) == "Text.");
  CHECK(words_for({.type = ValueType::flag}) == "Y or N.");
  CHECK(words_for({.type = ValueType::integer, .minimum = 0, .maximum = 65535}) ==
        "A whole number, 0 to 65535.");
  CHECK(words_for({.type = ValueType::integer, .minimum = 1}) == "A whole number, 1 or more.");
  CHECK(words_for({.type = ValueType::integer, .maximum = 9}) == "A whole number, 9 or less.");
}

TEST_CASE("lengths, allowed words and characters that are not allowed are told") {
  static constexpr std::array<std::string_view, 2> k_words{"128", "192"};
  CHECK(words_for({.min_length = 6, .max_length = 16, .forbidden_characters = "<& "}) ==
        "Text, 6 to 16 characters, without <, & or a space.");
  CHECK(words_for({.min_length = 32, .max_length = 32}) == "Text, 32 characters.");
  CHECK(words_for({.allowed = k_words}) == "Text: 128 or 192.");
}

TEST_CASE("every parameter's value is one sentence") {
  for (const auto& parameter : known_parameters()) {
    CAPTURE(parameter.name);
    CHECK(value_words(parameter).ends_with('.'));
  }
}

}  // namespace provtool
