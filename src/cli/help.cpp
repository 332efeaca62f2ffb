#include "cli/help.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "cli/defaults.hpp"
#include "cli/formats.hpp"
#include "cli/source_words.hpp"

namespace provtool {

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  std::string result;
  std::size_t column = indent;
  for (const auto word : split(text, ' ')) {
    if (column > indent && column + 1 + columns(word) > width) {
      result += '\n';
      result.append(indent, ' ');
      column = indent;
    } else if (column > indent) {
      result += ' ';
      ++column;
    }
    result += word;
    column += columns(word);
  }
  return result + "\n";
}

namespace {

constexpr std::size_t k_default_width = 80;
constexpr std::size_t k_narrowest = 40;
constexpr std::size_t k_first_commands = 4;  // that one types first

std::string spelled(const OptionRow& row) {
  const auto short_name = row.short_name();
  return fmt::format("{}{}{}{}", short_name.empty() ? "    " : fmt::format("{}, ", short_name),
                     row.long_name(), row.value.empty() ? "" : " ", row.value);
}

bool is_narrow(std::size_t width) {
  return width < 70;
}

// A name in its column and what it means beside it, or below it when the name is too long or the terminal
// narrow.
void add_entry(std::string& text, const std::string& name, std::string_view meaning, std::size_t width) {
  const std::size_t indent = is_narrow(width) ? 8 : 30;
  text += "  " + name;
  const auto used = 2 + columns(name);
  if (used + 2 > indent) {
    text += '\n';
    text.append(indent, ' ');
  } else {
    text.append(indent - used, ' ');
  }
  text += wrapped(meaning, indent, width);
}

std::size_t usable(std::optional<std::size_t> terminal) {
  return std::max(std::min(terminal.value_or(k_default_width), std::size_t{100}), k_narrowest);
}

std::string question() {
  return fmt::format("What will this {} phone do when it boots here, and why?", defaults::phone());
}

bool takes_sources(const CommandRow& command) {
  return command.words == Words::sources;
}

void add_sources(std::string& text, std::size_t width) {
  const auto sources =
      fmt::format("Sources: {} (dhcp: the three DHCPv4 options)", fmt::join(source_words(), " "));
  text += fmt::format("\n{}", wrapped(sources, 9, width));
}

void add_options(std::string& text, std::span<const OptionRow> options, std::size_t width) {
  for (const auto group : groups_of(options)) {
    text += fmt::format("\nOptions, {}:\n", group);
    for (const auto& row : options)
      if (row.group == group) add_entry(text, spelled(row), row.meaning(), width);
  }
}

// "With --format nagios: 0 OK, …", of a command that writes it.
void add_plugin_states(std::string& text, std::string_view command, std::size_t width) {
  const auto nagios = word_for(Format::nagios);
  const auto formats = format_words(command);
  if (std::find(formats.begin(), formats.end(), nagios) == formats.end()) return;
  std::vector<std::string> states;
  for (const auto& row : k_plugin_states)
    states.push_back(fmt::format("{} {} ({})", static_cast<int>(row.state), row.word, row.meaning));
  text += "  " + wrapped(fmt::format("With --format {}: {}", nagios, fmt::join(states, ", ")), 2, width);
}

// What follows the options in every help text. `command`: empty where it is about all.
void add_end(std::string& text, std::string_view command, std::size_t width) {
  text += "\nOther:\n";
  add_entry(text, "-h, --help", "show this help; the same: provtool help [COMMAND]", width);
  add_entry(text, "-V, --version", "show the version", width);
  text += "\nExit codes:\n";
  for (const auto& row : k_exit_codes)
    add_entry(text, fmt::format("{:>3}", static_cast<int>(row.code)), row.meaning, width);
  add_plugin_states(text, command, width);
  const auto page = command.empty() ? std::string("provtool") : fmt::format("provtool-{}", command);
  text += '\n' + wrapped(fmt::format("For more, see the man page: man {}", page), 0, width);
}

std::string typed(const CommandRow& command, const Example& example) {
  return fmt::format("provtool {} {}", command.name, example.arguments);
}

// What is typed, and below it what for.
void add_example(std::string& text, const CommandRow& command, const Example& example, std::size_t width) {
  text += "  " + wrapped(typed(command, example), 6, width);
  text += "      " + wrapped(example.purpose, 6, width);
}

}  // namespace

std::string help_text(const CommandLine& line, std::optional<std::size_t> terminal) {
  const auto width = usable(terminal);
  auto text =
      fmt::format("Usage: provtool COMMAND [OPTIONS]\n\n{}\nExamples:\n", wrapped(question(), 0, width));
  for (const auto& command : line.commands) add_example(text, command, command.examples.front(), width);
  text += "\nCommands:\n";
  for (const auto& command : line.commands) add_entry(text, command.usage(), command.help, width);
  if (std::any_of(line.commands.begin(), line.commands.end(), takes_sources)) add_sources(text, width);
  const auto common = line.options_of(line.every_looking_command());
  add_options(text, common, width);
  if (common.size() < line.options.size())
    text.append(1, '\n').append(wrapped("Each command has more options: provtool COMMAND --help", 0, width));
  add_end(text, "", width);
  return text;
}

std::string first_words(const CommandLine& line, std::optional<std::size_t> terminal) {
  const auto width = usable(terminal);
  auto text = wrapped(question(), 0, width) + "\n";
  for (const auto& command : line.commands.first(std::min(line.commands.size(), k_first_commands))) {
    if (width < k_default_width)
      text += fmt::format("  {}\n", command.usage());
    else
      add_entry(text, command.usage(), command.examples.front().purpose, width);
  }
  const auto& first = line.commands.front();
  text += '\n' + wrapped(fmt::format("For example: sudo {}", typed(first, first.examples.front())), 6, width);
  return text + wrapped("For more: provtool --help; provtool COMMAND --help; man provtool", 6, width);
}

std::string help_text(const CommandLine& line, const CommandRow& command,
                      std::optional<std::size_t> terminal) {
  const auto width = usable(terminal);
  auto text = wrapped(fmt::format("Usage: provtool {} [OPTIONS]", command.usage()), 7, width);
  const auto sentence = fmt::format("{}{}.", to_upper(command.help.substr(0, 1)), command.help.substr(1));
  text += fmt::format("\n{}\nExamples:\n", wrapped(sentence, 0, width));
  for (const auto& example : command.examples) add_example(text, command, example, width);
  if (takes_sources(command)) add_sources(text, width);
  add_options(text, line.options_of(command.bit), width);
  add_end(text, command.name, width);
  return text;
}

}  // namespace provtool
