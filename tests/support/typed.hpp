// What comes of words typed behind `provtool discover`.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <variant>
#include <vector>

#include "cli/option_table.hpp"

namespace provtool::testing {

using Line = std::vector<std::string>;

// These words must be right.
inline Options options_of(Line words) {
  words.insert(words.begin(), "discover");
  auto result = parse_options(command_line(), words, std::nullopt);
  if (const auto* message = std::get_if<Message>(&result)) FAIL(message->text);
  return std::get<Options>(result);
}

// These must be wrong.
inline std::string wrong(Line words) {
  words.insert(words.begin(), "discover");
  const auto result = parse_options(command_line(), words, std::nullopt);
  REQUIRE(std::holds_alternative<Message>(result));
  CHECK(std::get<Message>(result).code == ExitCode::usage);
  return std::get<Message>(result).text;
}

}  // namespace provtool::testing
