#include "cli/formats.hpp"

#include <doctest/doctest.h>

#include "cli/option_table.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using testing::says;
using Views = std::vector<std::string_view>;

// What is wrong with the format, for a command.
std::string wrong(const std::string& command, std::string_view format) {
  Options options;
  options.command = command;
  return take_format(options, format).value_or("");
}

Format format_of(const std::string& command, std::string_view word) {
  Options options;
  options.command = command;
  CHECK_FALSE(take_format(options, word));
  return options.output.format;
}

}  // namespace

TEST_CASE("files are reported in formats that code hosts and CI read, too") {
  CHECK(format_words("validate") == Views{"text", "json", "sarif", "junit"});
  CHECK(format_words("discover") == Views{"text", "json"});
  CHECK(format_of("validate", "sarif") == Format::sarif);
  CHECK(format_of("validate", "junit") == Format::junit);
  CHECK(format_of("validate", "json") == Format::json);
  CHECK(format_of("discover", "text") == Format::text);
}

TEST_CASE("another command says which formats it has") {
  CHECK(says(wrong("discover", "sarif"),
             "sarif is written by validate only; the formats of discover are text and json"));
  CHECK(says(wrong("discover", "sarf"), "unknown format \"sarf\"; the formats are text and json"));
  CHECK(says(wrong("validate", "sarf"), "did you mean sarif?"));
  CHECK(says(wrong("validate", "html"), "the formats are text, json, sarif and junit"));
}

TEST_CASE("each format has a word, which names it") {
  for (const auto word : format_words()) CHECK(word_for(format_of("validate", word)) == word);
}

}  // namespace provtool
