#include "completions/completions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "cli/source_words.hpp"

namespace provtool {

namespace {

std::string choices_of(const OptionRow& row) {
  return row.choices == nullptr ? std::string() : fmt::format("{}", fmt::join(row.choices(), " "));
}

bool takes_a_file(const OptionRow& row) {
  return row.value == "FILE";
}
bool takes_a_folder(const OptionRow& row) {
  return row.value == "DIR";
}
bool takes_an_interface(const OptionRow& row) {
  return row.long_name() == "--interface";
}

// In double quotes for the shells.
std::string shell_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '"' || c == '$' || c == '`' || c == '\\' || c == '[' || c == ']') result += '\\';
    result += c;
  }
  return result;
}

std::vector<std::string_view> names_of(std::span<const CommandRow> commands) {
  std::vector<std::string_view> names;
  for (const auto& command : commands) names.push_back(command.name);
  return names;
}

// What may stand behind the command's name.
std::vector<std::string_view> words_of(const CommandRow& command) {
  return command.words == Words::sources ? source_words() : std::vector<std::string_view>{};
}

std::string bash_value(const OptionRow& row) {
  if (takes_a_file(row)) return "compopt -o filenames 2>/dev/null; _provtool_offer -f";
  if (takes_a_folder(row)) return "compopt -o filenames 2>/dev/null; _provtool_offer -d";
  if (takes_an_interface(row)) return "_provtool_offer -W \"$(ls /sys/class/net 2>/dev/null)\"";
  return fmt::format("_provtool_offer -W \"{}\"", choices_of(row));
}

std::string bash_values(std::span<const OptionRow> options) {
  std::string cases;
  for (const auto& row : options) {
    if (row.value.empty()) continue;
    const auto short_name = row.short_name();
    cases += fmt::format("    {}{}{}) {}; return ;;\n", short_name, short_name.empty() ? "" : "|",
                         row.long_name(), bash_value(row));
  }
  return cases;
}

std::string bash_command(std::string_view pattern, std::span<const OptionRow> options,
                         const std::vector<std::string_view>& words) {
  std::string names = "--help --version";
  for (const auto& row : options) names += fmt::format(" {}", row.long_name());
  return fmt::format("    {}) options=\"{}\" words=\"{}\" ;;\n", pattern, names, fmt::join(words, " "));
}

// What a value is called: a colon would end it.
std::string zsh_message(std::string_view value) {
  std::string text;
  for (const char c : to_lower(split(value, '|')[0]))
    text += c == ':' ? std::string("\\:") : std::string(1, c);
  return text;
}

std::string zsh_option(const OptionRow& row) {
  const auto action = takes_a_file(row)         ? std::string("_files")
                      : takes_a_folder(row)     ? std::string("_files -/")
                      : takes_an_interface(row) ? std::string("_net_interfaces")
                      : row.choices == nullptr  ? std::string(" ")
                                                : fmt::format("({})", choices_of(row));
  const auto value =
      row.value.empty() ? std::string() : fmt::format(":{}:{}", zsh_message(row.value), action);
  std::string text;
  for (const auto name : {row.short_name(), row.long_name()}) {
    if (name.empty()) continue;
    const auto joint = row.value.empty() ? "" : name.starts_with("--") ? "=" : "+";
    text += fmt::format("    \"{}{}{}[{}]{}\" \\\n", row.repeatable ? "*" : "", name, joint,
                        shell_text(row.meaning()), value);
  }
  return text;
}

std::string zsh_command(const CommandLine& line, std::string_view pattern, std::span<const OptionRow> options,
                        const std::vector<std::string_view>& words) {
  std::string rows;
  for (const auto& row : options) rows += zsh_option(row);
  const auto behind =
      words.empty() ? std::string() : fmt::format(" \\\n    \"*:source:({})\"", fmt::join(words, " "));
  return fmt::format(
      "  {}) _arguments \\\n{}"
      "    \"(- *)\"{{-h,--help}}\"[show a summary]\" \\\n"
      "    \"(- *)\"{{-V,--version}}\"[show the version]\" \\\n"
      "    \"1:command:({})\"{} ;;\n",
      pattern, rows, fmt::join(names_of(line.commands), " "), behind);
}

// Only behind the commands that take it, where there are others.
std::string fish_condition(const CommandLine& line, const OptionRow& row) {
  if (row.commands == line.every_command()) return "";
  std::string takers;
  for (const auto& command : line.commands)
    if ((row.commands & command.bit) != 0) takers += fmt::format(" {}", command.name);
  return fmt::format(" -n \"__fish_seen_subcommand_from{}\"", takers);
}

std::string fish_option(const CommandLine& line, const OptionRow& row) {
  auto text =
      fmt::format("complete -c provtool{} -l {}", fish_condition(line, row), row.long_name().substr(2));
  if (!row.short_name().empty()) text += fmt::format(" -s {}", row.short_name().substr(1));
  if (takes_a_file(row))
    text += " -r -F";
  else if (takes_a_folder(row))
    text += " -x -a \"(__fish_complete_directories)\"";
  else if (takes_an_interface(row))
    text += " -x -a \"(__fish_print_interfaces)\"";
  else if (!row.value.empty())
    text += fmt::format(" -x -a \"{}\"", choices_of(row));
  return text + fmt::format(" -d \"{}\"\n", shell_text(row.meaning()));
}

std::string fish_command(const CommandRow& command) {
  auto text = fmt::format("complete -c provtool -n __fish_use_subcommand -a {} -d \"{}\"\n", command.name,
                          shell_text(command.help));
  for (const auto word : words_of(command))
    text +=
        fmt::format("complete -c provtool -n \"__fish_seen_subcommand_from {}\" -a {}\n", command.name, word);
  return text;
}

}  // namespace

// bash hands `--mode=ip` over as three words: `--mode`, `=`, `ip`.
std::string bash_completion(const CommandLine& line) {
  const auto commands = names_of(line.commands);
  std::string cases;
  for (const auto& command : line.commands)
    cases += bash_command(command.name, line.options_of(command.bit), words_of(command));
  cases += bash_command("*", line.options_of(line.every_looking_command()), commands);
  return fmt::format(
      "# bash completion for provtool, made from its tables of commands and options\n"
      "_provtool() {{\n"
      "  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}}\n"
      "  if [[ $current == = ]]; then\n"
      "    current=\n"
      "  elif [[ $previous == = ]]; then\n"
      "    previous=${{COMP_WORDS[COMP_CWORD-2]}}\n"
      "  fi\n"
      "  _provtool_offer() {{ mapfile -t COMPREPLY < <(compgen \"$@\" -- \"$current\"); }}\n"
      "  case $previous in\n{}  esac\n"
      "  local word command= options words\n"
      "  for word in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do\n"
      "    case $word in {}) command=$word; break ;; esac\n"
      "  done\n"
      "  case $command in\n{}  esac\n"
      "  if [[ $current == -* ]]; then\n"
      "    _provtool_offer -W \"$options\"\n"
      "  else\n"
      "    _provtool_offer -W \"$words\"\n"
      "  fi\n"
      "}}\n"
      "complete -F _provtool provtool\n",
      bash_values(line.options), fmt::join(commands, "|"), cases);
}

// "=" and "+": the value may follow in the same word, as in --mode=ipv4 and -ieth0.
std::string zsh_completion(const CommandLine& line) {
  std::string cases;
  for (const auto& command : line.commands)
    cases += zsh_command(line, command.name, line.options_of(command.bit), words_of(command));
  cases += zsh_command(line, "*", line.options_of(line.every_looking_command()), {});
  return fmt::format(
      "#compdef provtool\n"
      "# zsh completion for provtool, made from its tables of commands and options\n"
      "case ${{words[(r)({})]}} in\n{}esac\n",
      fmt::join(names_of(line.commands), "|"), cases);
}

std::string fish_completion(const CommandLine& line) {
  std::string text =
      "# fish completion for provtool, made from its tables of commands and options\ncomplete -c provtool "
      "-f\n";
  for (const auto& command : line.commands) text += fish_command(command);
  for (const auto& row : line.options) text += fish_option(line, row);
  return text +
         "complete -c provtool -l help -s h -d \"show a summary\"\ncomplete -c provtool -l version -s V -d "
         "\"show "
         "the version\"\n";
}

}  // namespace provtool
