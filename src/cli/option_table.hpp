// Commands and options in tables: parsing, --help, the manual and the completions walk them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.hpp"

namespace provtool {

// A set of commands, one bit each.
using CommandSet = std::uint8_t;
inline constexpr CommandSet k_discover = 1;
inline constexpr CommandSet k_validate = 2;
inline constexpr CommandSet k_fetch = 4;
inline constexpr CommandSet k_check = 8;
inline constexpr CommandSet k_explain = 16;

// What the words behind a command's name are.
enum class Words : std::uint8_t { none, sources, files, url, topic };

// What may follow a command's name, and what that is good for.
struct Example {
  std::string_view arguments;
  std::string_view purpose;
};

struct CommandRow {
  CommandSet bit;
  std::string_view name;
  Words words;
  std::string_view help;              // a sentence without its full stop
  std::span<const Example> examples;  // the first one is what is typed first

  [[nodiscard]] std::string usage() const;            // "discover [SOURCE…]"
  [[nodiscard]] std::string_view words_text() const;  // "[SOURCE…]"; empty when there are none
};

struct OptionRow {
  std::string_view names;                      // "-i,--interface"
  std::string_view value;                      // "NAME"; empty for a flag
  std::string_view group;                      // "who", "where", …
  CommandSet commands;                         // those that take it
  std::string_view help;                       // a sentence without its full stop
  std::string (*fallback)();                   // what is taken without it; null when nothing is
  std::vector<std::string_view> (*choices)();  // what completions offer; null when free
  bool repeatable;
  // Takes the value into the options; returns what is wrong with it, or nothing.
  std::optional<std::string> (*apply)(Options&, std::string_view);
  // With a URL there is nothing to discover: it says nothing then.
  bool of_discovery = false;

  [[nodiscard]] std::string meaning() const;          // help and default
  [[nodiscard]] std::string_view long_name() const;   // "--interface"
  [[nodiscard]] std::string_view short_name() const;  // "-i" or empty
};

// The tables together. Whoever walks them is handed them: tests invent others.
struct CommandLine {
  std::span<const CommandRow> commands;
  std::span<const OptionRow> options;

  [[nodiscard]] const CommandRow* find(std::string_view command) const;
  [[nodiscard]] CommandSet every_command() const;
  // Of those that look at a phone's boot: what they take in common is told once.
  [[nodiscard]] CommandSet every_looking_command() const;
  // The options that each of these commands takes.
  [[nodiscard]] std::vector<OptionRow> options_of(CommandSet takers) const;
  [[nodiscard]] std::string takers_of(const OptionRow& option) const;  // "fetch and check"
};
// What provtool takes.
CommandLine command_line();

std::vector<std::string_view> groups_of(std::span<const OptionRow> options);  // in order of appearance

}  // namespace provtool
