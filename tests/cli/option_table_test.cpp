#include "cli/option_table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "support/invented_command_line.hpp"

namespace provtool {

namespace {

using Views = std::vector<std::string_view>;

const OptionRow& row_of(std::string_view long_name) {
  for (const auto& row : command_line().options)
    if (row.long_name() == long_name) return row;
  FAIL("no such option");
  return command_line().options[0];
}

}  // namespace

TEST_CASE("each option has a long name, a group, and help without its full stop") {
  std::set<std::string_view> names;
  for (const auto& row : command_line().options) {
    CAPTURE(row.names);
    CHECK(row.long_name().starts_with("--"));
    CHECK(names.insert(row.long_name()).second);
    if (!row.short_name().empty()) {
      CHECK(row.short_name().size() == 2);
      CHECK(names.insert(row.short_name()).second);
    }
    CHECK_FALSE(row.group.empty());
    CHECK_FALSE(row.help.empty());
    CHECK_FALSE(row.help.ends_with('.'));
  }
}

TEST_CASE("short and long name are told apart") {
  CHECK(row_of("--interface").short_name() == "-i");
  CHECK(row_of("--mac").short_name().empty());
}

TEST_CASE("each choice of an option is one that some command takes") {
  const auto line = command_line();
  for (const auto& row : line.options) {
    if (row.choices == nullptr) continue;
    for (const auto choice : row.choices()) {
      CAPTURE(row.long_name());
      CAPTURE(std::string(choice));
      CHECK(std::any_of(line.commands.begin(), line.commands.end(), [&](const CommandRow& command) {
        Options options;
        options.command = command.name;
        return !row.apply(options, choice);
      }));
    }
  }
}

TEST_CASE("flags take no value, and offer none") {
  for (const auto& row : command_line().options) {
    if (!row.value.empty()) continue;
    CAPTURE(row.long_name());
    CHECK((row.choices == nullptr));
    CHECK((row.fallback == nullptr));
    CHECK_FALSE(row.repeatable);
    Options options;
    CHECK_FALSE(row.apply(options, ""));
  }
}

// The contract: one per option, repeatable.
TEST_CASE("lists are given one by one") {
  CHECK(row_of("--disable").repeatable);
  CHECK(row_of("--expect-server").repeatable);
  CHECK_FALSE(row_of("--expect-url").repeatable);
}

TEST_CASE("groups stand together, in the contract's order") {
  CHECK(groups_of(command_line().options) ==
        Views{"who", "where", "what", "how long", "files", "expect", "output"});
  Views seen;
  for (const auto& row : command_line().options)
    if (seen.empty() || seen.back() != row.group) seen.push_back(row.group);
  CHECK(seen == groups_of(command_line().options));
}

TEST_CASE("each command has a name and help") {
  CHECK_FALSE(command_line().commands.empty());
  for (const auto& command : command_line().commands) {
    CHECK_FALSE(command.name.empty());
    CHECK_FALSE(command.help.empty());
  }
}

TEST_CASE("each option is taken by a command that exists") {
  const auto line = command_line();
  for (const auto& row : line.options) {
    CAPTURE(row.names);
    CHECK(row.commands != 0);
    CHECK((row.commands & line.every_command()) == row.commands);
  }
}

TEST_CASE("a command is found by its name, and its options by the table") {
  const auto line = testing::invented_command_line();
  CHECK(line.find("wash") == &line.commands[1]);
  CHECK(line.find("washing") == nullptr);
  CHECK(line.every_command() == (testing::k_bake | testing::k_wash));
  const auto names = [&](CommandSet takers) {
    Views found;
    for (const auto& row : line.options_of(takers)) found.push_back(row.long_name());
    return found;
  };
  CHECK(names(testing::k_bake) == Views{"--heat", "--quiet"});
  CHECK(names(testing::k_wash) == Views{"--soap", "--quiet"});
  CHECK(names(line.every_command()) == Views{"--quiet"});
}

}  // namespace provtool
