// Commands and options in tables: parsing, --help, the man page and the completions walk them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.hpp"

namespace provtool {

struct CommandRow {
  std::string_view name;
  std::string_view arguments;  // "[SOURCE…]"
  std::string_view help;
};

struct OptionRow {
  std::string_view names;    // "-i,--interface"
  std::string_view value;    // "NAME"; empty for a flag
  std::string_view group;    // "who", "where", …
  std::string_view help;     // a sentence without its full stop
  std::string_view choices;  // "auto|ipv4|ipv6|dual": what completions offer; empty when free
  bool repeatable;
  // Takes the value into the options; returns what is wrong with it, or nothing.
  std::optional<std::string> (*apply)(Options&, std::string_view);

  [[nodiscard]] std::string_view long_name() const;   // "--interface"
  [[nodiscard]] std::string_view short_name() const;  // "-i" or empty
};

// The tables together. Whoever walks them is handed them: tests invent others.
struct CommandLine {
  std::span<const CommandRow> commands;
  std::span<const OptionRow> options;

  [[nodiscard]] std::vector<std::string_view> groups() const;  // of the options, in order of appearance
};
// What provtool takes.
CommandLine command_line();

// "manual", "dhcp" (the three IPv4 options together), …
std::vector<std::string_view> source_words();
// The sources a word stands for; empty when it is unknown.
std::vector<SourceId> sources_named(std::string_view word);

}  // namespace provtool
