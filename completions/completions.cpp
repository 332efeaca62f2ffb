#include "completions/completions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.hpp"

namespace provtool {

namespace {

std::string spaced(std::string_view choices) {
  std::string text(choices);
  std::replace(text.begin(), text.end(), '|', ' ');
  return text;
}

bool takes_a_file(const OptionRow& row) {
  return row.value == "FILE";
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

}  // namespace

// bash hands `--mode=ip` over as three words: `--mode`, `=`, `ip`.
std::string bash_completion(const CommandLine& line) {
  std::string names = "--help --version";
  std::string cases;
  for (const auto& row : line.options) {
    names += fmt::format(" {}", row.long_name());
    if (row.value.empty()) continue;
    const auto short_name = row.short_name();
    const auto pattern =
        short_name.empty() ? std::string(row.long_name()) : fmt::format("{}|{}", short_name, row.long_name());
    const auto what = takes_a_file(row) ? std::string("compopt -o filenames 2>/dev/null; _provtool_offer -f")
                      : takes_an_interface(row)
                          ? std::string("_provtool_offer -W \"$(ls /sys/class/net 2>/dev/null)\"")
                          : fmt::format("_provtool_offer -W \"{}\"", spaced(row.choices));
    cases += fmt::format("    {}) {}; return ;;\n", pattern, what);
  }
  std::vector<std::string_view> commands;
  for (const auto& command : line.commands) commands.push_back(command.name);
  return fmt::format(
      "# bash completion for provtool, made from its option table\n"
      "_provtool() {{\n"
      "  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}}\n"
      "  if [[ $current == = ]]; then\n"
      "    current=\n"
      "  elif [[ $previous == = ]]; then\n"
      "    previous=${{COMP_WORDS[COMP_CWORD-2]}}\n"
      "  fi\n"
      "  _provtool_offer() {{ mapfile -t COMPREPLY < <(compgen \"$@\" -- \"$current\"); }}\n"
      "  case $previous in\n{}  esac\n"
      "  if [[ $current == -* ]]; then\n"
      "    _provtool_offer -W \"{}\"\n"
      "  elif [[ \" ${{COMP_WORDS[*]:1:COMP_CWORD-1}} \" =~ \" \"({})\" \" ]]; then\n"
      "    _provtool_offer -W \"{}\"\n"
      "  else\n"
      "    _provtool_offer -W \"{}\"\n"
      "  fi\n"
      "}}\n"
      "complete -F _provtool provtool\n",
      cases, names, fmt::join(commands, "|"), fmt::join(source_words(), " "), fmt::join(commands, " "));
}

// "=" and "+": the value may follow in the same word, as in --mode=ipv4 and -ieth0.
std::string zsh_completion(const CommandLine& line) {
  std::string rows;
  for (const auto& row : line.options) {
    const auto action = takes_a_file(row)         ? std::string("_files")
                        : takes_an_interface(row) ? std::string("_net_interfaces")
                        : row.choices.empty()     ? std::string(" ")
                                                  : fmt::format("({})", spaced(row.choices));
    const auto value =
        row.value.empty() ? std::string() : fmt::format(":{}:{}", to_lower(split(row.value, '|')[0]), action);
    for (const auto name : {row.short_name(), row.long_name()}) {
      if (name.empty()) continue;
      const auto joint = row.value.empty() ? "" : name.starts_with("--") ? "=" : "+";
      rows += fmt::format("  \"{}{}{}[{}]{}\" \\\n", row.repeatable ? "*" : "", name, joint,
                          shell_text(row.help), value);
    }
  }
  std::string commands;
  for (const auto& command : line.commands)
    commands += fmt::format("{}{}", commands.empty() ? "" : " ", command.name);
  return fmt::format(
      "#compdef provtool\n"
      "# zsh completion for provtool, made from its option table\n"
      "_arguments \\\n{}"
      "  \"(- *)\"{{-h,--help}}\"[show a summary]\" \\\n"
      "  \"(- *)--version[show the version]\" \\\n"
      "  \"1:command:({})\" \\\n"
      "  \"*:source:({})\"\n",
      rows, commands, fmt::join(source_words(), " "));
}

std::string fish_completion(const CommandLine& line) {
  std::string text = "# fish completion for provtool, made from its option table\ncomplete -c provtool -f\n";
  for (const auto& command : line.commands)
    text += fmt::format("complete -c provtool -n __fish_use_subcommand -a {} -d \"{}\"\n", command.name,
                        shell_text(command.help));
  for (const auto word : source_words())
    text += fmt::format("complete -c provtool -n \"not __fish_use_subcommand\" -a {}\n", word);
  for (const auto& row : line.options) {
    text += fmt::format("complete -c provtool -l {}", row.long_name().substr(2));
    if (!row.short_name().empty()) text += fmt::format(" -s {}", row.short_name().substr(1));
    if (takes_a_file(row))
      text += " -r -F";
    else if (takes_an_interface(row))
      text += " -x -a \"(__fish_print_interfaces)\"";
    else if (!row.value.empty())
      text += fmt::format(" -x -a \"{}\"", spaced(row.choices));
    text += fmt::format(" -d \"{}\"\n", shell_text(row.help));
  }
  text +=
      "complete -c provtool -l help -s h -d \"show a summary\"\ncomplete -c provtool -l version -d \"show "
      "the version\"\n";
  return text;
}

}  // namespace provtool
