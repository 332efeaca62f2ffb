#include "man/pages.hpp"

#include <fmt/format.h>

#include <array>

#include "base/text.hpp"
#include "man/report_keys.hpp"
#include "man/roff.hpp"
#include "man/tables.hpp"

namespace provtool::man {

namespace {

constexpr std::string_view k_of_tables_alone =
    "@HEAD@\n.SH DESCRIPTION\n@HELP@\n.SH OPTIONS\n@OPTIONS@\n.SH EXIT STATUS\n@EXIT_CODES@\n"
    ".SH EXAMPLES\n@EXAMPLES@\n.SH SEE ALSO\n@SEE_ALSO@\n";

// Of those that are not about one command.
struct Title {
  std::string_view name;
  int section;
};
constexpr Title k_overview{"provtool", 1};
constexpr std::array k_about{Title{"provtool-report", 5}, Title{"provtool-findings", 7},
                             Title{"provtool-provisioning", 7}};

std::string name_of(const CommandRow& command) {
  return fmt::format("provtool-{}", command.name);
}

// For apropos(1): the beginning of what the help says.
std::string in_short(const CommandRow& command) {
  return roff(command.help.substr(0, command.help.find_first_of(":;")));
}

std::string head(const CommandRow& command) {
  const auto name = name_of(command);
  return fmt::format(
      ".TH {} 1 \"2026-01-31\" \"provtool @VERSION@\" \"User Commands\"\n"
      ".SH NAME\n{} \\- {}\n.SH SYNOPSIS\n{}",
      roff(to_upper(name)), roff(name), in_short(command), synopsis(command));
}

std::string capitalized(std::string_view text) {
  return to_upper(text.substr(0, 1)) + roff(text.substr(1));
}

// A command line, continued before an option in the next line where it would be wider than the page.
std::string command_lines(std::string_view typed) {
  constexpr std::size_t k_most = 60;
  std::string text;
  std::size_t column = 0;
  while (!typed.empty()) {
    const auto part = typed.substr(0, typed.find(" -", 1));
    if (column > 0 && column + part.size() > k_most) {
      text += " \\e\n   ";
      column = 0;
    }
    text += roff(part);
    column += part.size();
    typed.remove_prefix(part.size());
  }
  return text;
}

std::string example_list(const CommandRow& command) {
  std::string text;
  for (const auto& example : command.examples) {
    const auto typed = command_lines(fmt::format("provtool {} {}", command.name, example.arguments));
    text += fmt::format("{}{}:\n.PP\n.RS 4\n.EX\n{}\n.EE\n.RE\n", text.empty() ? "" : ".PP\n",
                        capitalized(example.purpose), typed);
  }
  return text;
}

// Every page names all others.
std::string see_also(const CommandLine& line, const Page& page) {
  std::vector<Page> all{{std::string(k_overview.name), k_overview.section, ""}};
  for (const auto& command : line.commands) all.push_back({name_of(command), 1, ""});
  for (const auto& title : k_about) all.push_back({std::string(title.name), title.section, ""});
  std::string text;
  for (const auto& other : all)
    if (other.file() != page.file())
      text += fmt::format("{}.BR {} ({})", text.empty() ? "" : ",\n", roff(other.name), other.section);
  return text + "\n";
}

void fill(std::string& text, std::string_view mark, const std::string& by) {
  if (const auto at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), by);
}

// Names of the machine are not broken at the end of a line, and lines are not drawn out. HY is what .EE of
// groff(1) sets again.
void keep_words_whole(std::string& text) {
  fill(text, "\n.SH NAME\n", "\n.nr HY 0\n.nh\n.ad l\n.SH NAME\n");
}

void fill_from_tables(std::string& text, const CommandLine& line, std::string_view schema) {
  fill(text, "@COMMANDS@\n", command_list(line));
  fill(text, "@COMMON_OPTIONS@\n", option_list(line, line.every_looking_command()));
  fill(text, "@SOURCES@\n", source_list());
  fill(text, "@MACROS@\n", macro_list());
  fill(text, "@EXIT_CODES@\n", exit_code_list());
  fill(text, "@PLUGIN_STATES@\n", plugin_state_list());
  fill(text, "@FINDINGS@\n", finding_list());
  fill(text, "@FACTS@\n", fact_list());
  fill(text, "@SOURCE_SECTIONS@\n", source_sections());
  if (text.find("@KEYS@") != std::string::npos) fill(text, "@KEYS@\n", report_keys(schema));
  fill(text, "@VERSION@", PROVTOOL_VERSION);
}

std::string command_page(const CommandLine& line, const CommandRow& command, std::string text) {
  if (text.empty()) text = k_of_tables_alone;
  fill(text, "@HEAD@\n", head(command));
  fill(text, "@HELP@\n", fmt::format("{}.\n", capitalized(command.help)));
  fill(text, "@OPTIONS@\n", option_list(line, command.bit));
  fill(text, "@EXAMPLES@\n", example_list(command));
  return text;
}

}  // namespace

std::string Page::file() const {
  return fmt::format("man{0}/{1}.{0}", section, name);
}

std::vector<Page> manual(const CommandLine& line, const Templates& templates, std::string_view schema) {
  std::vector<Page> pages{{std::string(k_overview.name), 1, templates("provtool.1")}};
  for (const auto& command : line.commands)
    pages.push_back({name_of(command), 1, command_page(line, command, templates(name_of(command) + ".1"))});
  for (const auto& title : k_about)
    pages.push_back(
        {std::string(title.name), title.section, templates(fmt::format("{}.{}", title.name, title.section))});
  for (auto& page : pages) {
    fill_from_tables(page.text, line, schema);
    fill(page.text, "@SEE_ALSO@\n", see_also(line, page));
    keep_words_whole(page.text);
  }
  return pages;
}

}  // namespace provtool::man
