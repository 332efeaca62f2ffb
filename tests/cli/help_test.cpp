#include "cli/help.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "cli/defaults.hpp"
#include "cli/option_table.hpp"
#include "cli/source_words.hpp"
#include "device/kx_utg.hpp"
#include "support/invented_command_line.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using testing::count_of;
using testing::says;
using testing::widest;

}  // namespace

TEST_CASE("no line of the help is wider than the terminal") {
  for (const std::size_t width : {40U, 50U, 60U, 69U, 70U, 79U, 80U, 81U, 100U, 120U, 500U}) {
    CAPTURE(width);
    CHECK(widest(help_text(command_line(), width)) <= width);
  }
}

TEST_CASE("without a terminal the help is 80 columns wide, and on a wide one no line is endless") {
  CHECK(help_text(command_line(), std::nullopt) == help_text(command_line(), 80));
  CHECK(widest(help_text(command_line(), 500)) <= 100);
}

TEST_CASE("a terminal too narrow for any text gets the narrowest one") {
  CHECK(help_text(command_line(), 0) == help_text(command_line(), 40));
  CHECK(help_text(command_line(), 1) == help_text(command_line(), 40));
}

TEST_CASE("no line of the help ends in a blank") {
  const auto text = help_text(command_line(), 80);
  for (const auto line : split(text, '\n')) CHECK_FALSE(line.ends_with(' '));
}

TEST_CASE("the help of a command names each option that it takes, and no other") {
  const auto line = command_line();
  for (const auto& command : line.commands) {
    const auto text = help_text(line, command, 100);
    for (const auto& row : line.options) {
      CAPTURE(row.long_name());
      const auto lead = row.short_name().empty() ? "\n      " : fmt::format("\n  {}, ", row.short_name());
      const auto entry =
          fmt::format("{}{}{}", lead, row.long_name(), row.value.empty() ? "" : " " + std::string(row.value));
      CHECK(says(text, entry) == ((row.commands & command.bit) != 0));
    }
  }
}

TEST_CASE("the help names each command, source and exit code, and the options that all commands take") {
  const auto line = command_line();
  const auto text = help_text(line, 100);
  for (const auto& command : line.commands) CHECK(says(text, command.name));
  for (const auto& row : line.options_of(line.every_command())) CHECK(says(text, row.long_name()));
  CHECK(says(text, "provtool COMMAND --help"));
  for (const auto word : source_words()) CHECK(says(text, word));
  for (const auto& row : k_exit_codes) CHECK(says(text, fmt::format("{:>3}  ", static_cast<int>(row.code))));
  CHECK(says(text, "-h, --help"));
  CHECK(says(text, "--version"));
}

// Each stands where it is used: in device, in discovery, in the options.
TEST_CASE("the help says each default as it is used") {
  const auto meaning = [](std::string_view name) {
    for (const auto& row : command_line().options)
      if (row.long_name() == name) return row.meaning();
    return std::string();
  };
  CHECK(meaning("--model").ends_with(fmt::format(" (default: {})", k_kx_utg.model.value)));
  CHECK(meaning("--enterprise").ends_with(" (default: 258, Matsushita; assumed)"));
  CHECK(meaning("--pnp-timeout").ends_with(" (default: 5, like the phone)"));
  CHECK(meaning("--dhcp-timeout").ends_with(" (default: 5)"));
  CHECK(meaning("--settle").ends_with(" (default: 3.5 for DHCPv4, 1 for DHCPv6 and SIP PnP)"));
  CHECK(meaning("--dhcp-exchange").ends_with(" (default: offer)"));
  CHECK(meaning("--fail-on").ends_with(" (default: error)"));
  CHECK(meaning("--format").ends_with(" (default: text)"));
  CHECK(meaning("--color").ends_with(" (default: auto; NO_COLOR is honoured)"));
  CHECK_FALSE(says(meaning("--first"), "(default"));
  CHECK(says(k_exit_codes[0].meaning, "(default: " + defaults::fail_on() + ")"));
}

TEST_CASE("each help names its page of the manual") {
  const auto line = command_line();
  CHECK(help_text(line, 80).ends_with(": man provtool\n"));
  for (const auto& command : line.commands)
    CHECK(help_text(line, command, 80).ends_with(fmt::format(": man provtool-{}\n", command.name)));
}

TEST_CASE("the help of a command begins with its usage and what it does") {
  const auto line = command_line();
  CHECK(
      help_text(line, line.commands[0], 80)
          .starts_with("Usage: provtool discover [SOURCE…] [OPTIONS]\n\nRun the phone's discovery sources"));
  CHECK(help_text(line, *line.find("validate"), 80)
            .starts_with("Usage: provtool validate FILE… [OPTIONS]\n\nCheck configuration files"));
  CHECK(help_text(line, *line.find("fetch"), 80).starts_with("Usage: provtool fetch [URL] [OPTIONS]\n"));
  CHECK(help_text(line, *line.find("check"), 80).starts_with("Usage: provtool check [OPTIONS]\n"));
}

TEST_CASE("with several commands the help has what all take, and each command's help what it takes") {
  const auto line = testing::invented_command_line();
  const auto all = help_text(line, 80);
  CHECK(says(all, "  bake [SOURCE…]              make bread of sources\n"));
  CHECK(says(all, "  wash                        clean what is dirty\n"));
  CHECK(says(all, "--quiet"));
  CHECK_FALSE(says(all, "--heat DEGREES"));
  CHECK_FALSE(says(all, "Options, how:"));
  CHECK(says(all, "\nEach command has more options: provtool COMMAND --help\n"));

  const auto wash = help_text(line, line.commands[1], 80);
  CHECK(
      wash.starts_with("Usage: provtool wash [OPTIONS]\n\nClean what is dirty.\n\nExamples:\n  provtool wash "
                       "--soap\n      clean hands\n\nOptions, how:\n"));
  CHECK(says(wash, "-s, --soap"));
  CHECK(says(wash, "-q, --quiet"));
  CHECK_FALSE(says(wash, "--heat DEGREES"));
  CHECK_FALSE(says(wash, "Sources:"));
  CHECK(says(help_text(line, line.commands[0], 80), "\nSources: manual"));
}

TEST_CASE("examples stand before options, one of each command or all of one") {
  const auto line = command_line();
  const auto all = help_text(line, 80);
  for (const auto& command : line.commands) {
    const auto text = help_text(line, command, 80);
    CHECK(command.examples.size() >= 2);
    for (const auto& example : command.examples) {
      CAPTURE(std::string(example.arguments));
      const auto shown =
          fmt::format("\n  provtool {} {}\n      {}\n", command.name, example.arguments, example.purpose);
      CHECK(text.find(shown) < text.find("\nOptions, "));
      CHECK(says(all, shown) == (&example == &command.examples.front()));
    }
  }
}

TEST_CASE("each example is a command line that is taken") {
  const auto line = command_line();
  for (const auto& command : line.commands) {
    for (const auto& example : command.examples) {
      std::vector<std::string> words{std::string(command.name)};
      for (const auto word : split(example.arguments, ' ')) words.emplace_back(word);
      CAPTURE(std::string(example.arguments));
      CHECK(std::holds_alternative<Options>(parse_options(line, words, std::nullopt)));
    }
  }
}

TEST_CASE(
    "the first words are ten lines at most, name what is typed first, and are no wider than the terminal") {
  const auto line = command_line();
  for (const std::size_t width : {40U, 60U, 69U, 70U, 80U, 200U}) {
    const auto text = first_words(line, width);
    CAPTURE(text);
    CHECK(widest(text) <= width);
    CHECK(count_of(text, "\n") <= (width < 69 ? 14 : 10));
    for (const auto& command : line.commands.first(4)) CHECK(says(text, "\n  " + command.usage()));
    CHECK(says(text, "provtool --help"));
  }
  CHECK(says(first_words(testing::invented_command_line(), 80), "\n  bake [SOURCE…]              a loaf\n"));
}

// The contract names them.
TEST_CASE("the exit codes are the contract's") {
  std::vector<int> codes;
  for (const auto& row : k_exit_codes) codes.push_back(static_cast<int>(row.code));
  CHECK(codes == std::vector{0, 1, 2, 3, 130});
}

}  // namespace provtool
