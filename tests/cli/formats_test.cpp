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
  CHECK(format_words("validate") == Views{"text", "json", "ndjson", "sarif", "junit"});
  CHECK(format_of("validate", "sarif") == Format::sarif);
  CHECK(format_of("validate", "junit") == Format::junit);
  CHECK(format_of("validate", "json") == Format::json);
  CHECK(format_of("discover", "text") == Format::text);
}

TEST_CASE("what asks a network is told to monitors") {
  for (const auto* command : {"discover", "fetch", "check"}) {
    CHECK(format_words(command) ==
          Views{"text", "json", "ndjson", "sarif", "junit", "nagios", "openmetrics"});
    CHECK(format_of(command, "nagios") == Format::nagios);
    CHECK(format_of(command, "openmetrics") == Format::openmetrics);
  }
}

TEST_CASE("another command says which formats it has") {
  CHECK(says(wrong("validate", "nagios"),
             "nagios is written by discover, fetch and check only; the formats of validate are text, json, "
             "ndjson, sarif and junit"));
  CHECK(says(wrong("discover", "nagois"), "did you mean nagios?"));
  CHECK(says(wrong("validate", "sarf"), "did you mean sarif?"));
  CHECK(says(wrong("validate", "html"), "the formats are text, json, ndjson, sarif and junit"));
}

TEST_CASE("each format has a word, which names it") {
  for (const auto* command : {"check", "explain"})
    for (const auto word : format_words(command)) CHECK(word_for(format_of(command, word)) == word);
  CHECK(format_words("explain") == Views{"text", "markdown"});
}

TEST_CASE("the help of --format names each of them") {
  const auto line = command_line();
  for (const auto& row : line.options)
    if (row.long_name() == "--format")
      for (const auto word : format_words()) CHECK(says(row.help, word));
}

TEST_CASE("a plugin is known by its format, also when the rest of the command line is wrong") {
  using Arguments = std::vector<std::string>;
  CHECK(asks_for_nagios(Arguments{"check", "--format", "nagios"}));
  CHECK(asks_for_nagios(Arguments{"--zebra", "--format=nagios"}));
  CHECK_FALSE(asks_for_nagios(Arguments{"check", "--format", "json", "nagios"}));
  CHECK_FALSE(asks_for_nagios(Arguments{"check", "--format"}));
  CHECK_FALSE(asks_for_nagios(Arguments{"check", "--", "--format", "nagios"}));
}

TEST_CASE("a file's name chooses the format where none was given") {
  const auto chosen = [](const std::string& command, const std::string& file, Options options = {}) {
    options.command = command;
    options.output.file = file;
    choose_format_by_name(options);
    return options.output.format;
  };
  CHECK(chosen("discover", "report.json") == Format::json);
  CHECK(chosen("discover", "report.txt") == Format::text);
  CHECK(chosen("discover", "json") == Format::text);
  CHECK(chosen("validate", "all.sarif") == Format::sarif);
  CHECK(chosen("discover", "all.prom") == Format::openmetrics);
  CHECK(chosen("validate", "all.prom") == Format::text);
  Options given;
  given.command = "discover";
  CHECK_FALSE(take_format(given, "text"));
  CHECK(chosen("discover", "report.json", given) == Format::text);
  Options one_value;
  one_value.output.only = Printed::url;
  CHECK(chosen("discover", "url.json", one_value) == Format::text);
}

}  // namespace provtool
