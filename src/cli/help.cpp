#include "cli/help.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "cli/option_table.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_default_width = 80;
constexpr std::size_t k_narrowest = 40;
constexpr std::string_view k_intro = "What will this Panasonic KX-UTG phone do when it boots here, and why?";

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

std::string spelled(const OptionRow& row) {
  const auto short_name = row.short_name();
  return fmt::format("{}{}{}{}", short_name.empty() ? "    " : fmt::format("{}, ", short_name),
                     row.long_name(), row.value.empty() ? "" : " ", row.value);
}

// A name in its column and what it means beside it, or below it when the name is too long or the terminal
// narrow.
void add_entry(std::string& text, const std::string& name, std::string_view meaning, std::size_t width) {
  const std::size_t indent = width < 70 ? 8 : 30;
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

// roff: a backslash and a hyphen are their own escapes, and a line may not start with a dot or an apostrophe.
std::string roff(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\')
      result += "\\e";
    else if (c == '-')
      result += "\\-";
    else
      result += c;
  }
  if (result.starts_with('.') || result.starts_with('\'')) result.insert(0, "\\&");
  return result;
}

std::string roff_entry(std::string_view name, std::string_view value, std::string_view meaning) {
  return fmt::format(".TP\n\\fB{}\\fR{}{}\n{}.\n", roff(name), value.empty() ? "" : " ",
                     value.empty() ? "" : fmt::format("\\fI{}\\fR", roff(value)), roff(meaning));
}

std::string roff_options() {
  std::string text;
  for (const auto group : option_groups()) {
    text += fmt::format(".SS {}\n", to_upper(group));
    for (const auto& row : all_options()) {
      if (row.group != group) continue;
      const auto name = row.short_name().empty() ? std::string(row.long_name())
                                                 : fmt::format("{}, {}", row.short_name(), row.long_name());
      text += roff_entry(name, row.value,
                         fmt::format("{}{}", row.help, row.repeatable ? "; may be given several times" : ""));
    }
  }
  text += ".SS OTHER\n" + roff_entry("-h, --help", "", "show a summary") +
          roff_entry("--version", "", "show the version");
  return text;
}

std::string roff_sources() {
  std::string text;
  for (const auto& kind : all_sources())
    text += roff_entry(kind.name, "",
                       fmt::format("{}{}", kind.title,
                                   kind.enable_flag.empty()
                                       ? ""
                                       : fmt::format("; switched off on the phone by {}", kind.enable_flag)));
  return text;
}

std::string roff_exit_codes() {
  std::string text;
  for (const auto& row : k_exit_codes)
    text += roff_entry(std::to_string(static_cast<int>(row.code)), "", row.meaning);
  return text;
}

std::string roff_findings() {
  std::string text;
  for (const auto& kind : finding_catalogue())
    text += fmt::format(".TP\n\\fB{}\\fR ({})\n{}\n{}\n", roff(kind.id), to_text(kind.severity),
                        roff(kind.meaning), roff(kind.hint));
  return text;
}

std::string replaced(std::string text, std::string_view mark, std::string_view by) {
  if (const auto at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), by);
  return text;
}

std::string spaced(std::string_view choices) {
  std::string text(choices);
  std::replace(text.begin(), text.end(), '|', ' ');
  return text;
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (const auto word : words) text += fmt::format("{}{}", text.empty() ? "" : " ", word);
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

std::string version_text() {
  return fmt::format("provtool {}\n", PROVTOOL_VERSION);
}

std::string help_text(std::optional<std::size_t> terminal) {
  const auto width = std::max(std::min(terminal.value_or(k_default_width), std::size_t{100}), k_narrowest);
  std::string text = "Usage: provtool COMMAND [OPTIONS]\n\n" + wrapped(k_intro, 0, width) + "\nCommands:\n";
  for (const auto& command : all_commands())
    add_entry(text, fmt::format("{} {}", command.name, command.arguments), command.help, width);
  text +=
      "\n" + wrapped("Sources: " + joined(source_words()) + " (dhcp: the three DHCPv4 options)", 9, width);
  for (const auto group : option_groups()) {
    text += fmt::format("\nOptions, {}:\n", group);
    for (const auto& row : all_options())
      if (row.group == group) add_entry(text, spelled(row), row.help, width);
  }
  text += "\nOther:\n";
  add_entry(text, "-h, --help", "show this text", width);
  add_entry(text, "    --version", "show the version", width);
  text += "\nExit codes:\n";
  for (const auto& row : k_exit_codes)
    add_entry(text, fmt::format("{:>3}", static_cast<int>(row.code)), row.meaning, width);
  text += "\n" + wrapped("Example: provtool discover manual dhcp -i eth0 --mac 0080F0123456", 9, width);
  return text + wrapped("The man page says more: man provtool", 0, width);
}

std::string man_page(const std::string& page_template) {
  auto page = replaced(page_template, "@VERSION@", PROVTOOL_VERSION);
  page = replaced(page, "@OPTIONS@\n", roff_options());
  page = replaced(page, "@SOURCES@\n", roff_sources());
  page = replaced(page, "@EXIT_CODES@\n", roff_exit_codes());
  return replaced(page, "@FINDINGS@\n", roff_findings());
}

std::string bash_completion() {
  std::string names = "--help --version";
  std::string cases;
  for (const auto& row : all_options()) {
    names += fmt::format(" {}", row.long_name());
    if (row.value.empty()) continue;
    const auto short_name = row.short_name();
    const auto pattern =
        short_name.empty() ? std::string(row.long_name()) : fmt::format("{}|{}", short_name, row.long_name());
    if (takes_a_file(row))
      cases += fmt::format("    {}) COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n", pattern);
    else if (takes_an_interface(row))
      cases += fmt::format(
          "    {}) COMPREPLY=($(compgen -W \"$(ls /sys/class/net 2>/dev/null)\" -- \"$current\")); return "
          ";;\n",
          pattern);
    else
      cases += fmt::format("    {}) COMPREPLY=($(compgen -W \"{}\" -- \"$current\")); return ;;\n", pattern,
                           spaced(row.choices));
  }
  std::string commands;
  for (const auto& command : all_commands())
    commands += fmt::format("{}{}", commands.empty() ? "" : " ", command.name);
  return fmt::format(
      "# bash completion for provtool, made from its option table\n"
      "_provtool() {{\n"
      "  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}}\n"
      "  case $previous in\n{}  esac\n"
      "  if [[ $current == -* ]]; then\n"
      "    COMPREPLY=($(compgen -W \"{}\" -- \"$current\"))\n"
      "  elif [[ $COMP_CWORD -eq 1 ]]; then\n"
      "    COMPREPLY=($(compgen -W \"{}\" -- \"$current\"))\n"
      "  else\n"
      "    COMPREPLY=($(compgen -W \"{}\" -- \"$current\"))\n"
      "  fi\n"
      "}}\n"
      "complete -F _provtool provtool\n",
      cases, names, commands, joined(source_words()));
}

std::string zsh_completion() {
  std::string rows;
  for (const auto& row : all_options()) {
    const auto action = takes_a_file(row)         ? std::string("_files")
                        : takes_an_interface(row) ? std::string("_net_interfaces")
                        : row.choices.empty()     ? std::string(" ")
                                                  : fmt::format("({})", spaced(row.choices));
    const auto value =
        row.value.empty() ? std::string() : fmt::format(":{}:{}", to_lower(split(row.value, '|')[0]), action);
    for (const auto name : {row.short_name(), row.long_name()})
      if (!name.empty())
        rows += fmt::format("  \"{}{}[{}]{}\" \\\n", row.repeatable ? "*" : "", name, shell_text(row.help),
                            value);
  }
  std::string commands;
  for (const auto& command : all_commands())
    commands += fmt::format("{}{}", commands.empty() ? "" : " ", command.name);
  return fmt::format(
      "#compdef provtool\n"
      "# zsh completion for provtool, made from its option table\n"
      "_arguments \\\n{}"
      "  \"(- *)\"{{-h,--help}}\"[show a summary]\" \\\n"
      "  \"(- *)--version[show the version]\" \\\n"
      "  \"1:command:({})\" \\\n"
      "  \"*:source:({})\"\n",
      rows, commands, joined(source_words()));
}

std::string fish_completion() {
  std::string text = "# fish completion for provtool, made from its option table\ncomplete -c provtool -f\n";
  for (const auto& command : all_commands())
    text += fmt::format("complete -c provtool -n __fish_use_subcommand -a {} -d \"{}\"\n", command.name,
                        shell_text(command.help));
  for (const auto word : source_words())
    text += fmt::format("complete -c provtool -n \"not __fish_use_subcommand\" -a {}\n", word);
  for (const auto& row : all_options()) {
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
