#include "man/tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "cli/exit_code.hpp"
#include "device/known_facts.hpp"
#include "device/kx_utg.hpp"
#include "explain/topics.hpp"
#include "findings/catalogue.hpp"
#include "man/roff.hpp"

namespace provtool::man {

namespace {

// "[SOURCE…]" with its capitals in italics, as they stand for something.
std::string words(const CommandRow& command) {
  std::string text;
  bool in_name = false;
  for (const char c : command.words_text()) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital != in_name) text += capital ? "\\fI" : "\\fR";
    in_name = capital;
    text += c;
  }
  return in_name ? text + "\\fR" : text;
}

std::string with_words(const CommandRow& command) {
  const auto behind = words(command);
  return behind.empty() ? "" : " " + behind;
}

std::string option_tag(const OptionRow& row) {
  const auto names = row.short_name().empty() ? std::string(row.long_name())
                                              : fmt::format("{}, {}", row.short_name(), row.long_name());
  return row.value.empty() ? bold(names) : fmt::format("{} {}", bold(names), italic(row.value));
}

std::string option_entry(const OptionRow& row) {
  return entry(option_tag(row), roff(fmt::format("{}{}.", row.meaning(),
                                                 row.repeatable ? "; may be given several times" : "")));
}

// What a page of `provtool explain` says in sentences: the lines for each server are left to the command.
std::string sentences(const Part& part) {
  std::string text;
  for (const auto& piece : part.pieces) {
    const bool announces_lines = piece.text.ends_with(':');
    if (piece.kind == PieceKind::code || piece.kind == PieceKind::label || announces_lines) continue;
    if (!text.empty()) text += '\n';
    if (piece.kind == PieceKind::item) text += ".br\n\\(bu ";
    text += prose(piece.text);
  }
  return text;
}

const Part* find_part(const Explanation& page, std::string_view heading) {
  const auto part = std::find_if(page.parts.begin(), page.parts.end(),
                                 [heading](const Part& one) { return one.heading == heading; });
  return part == page.parts.end() ? nullptr : &*part;
}

// More about the same, with the heading in front.
std::string paragraph(const Explanation& page, std::string_view heading) {
  const auto* part = find_part(page, heading);
  const auto said = part == nullptr ? std::string() : sentences(*part);
  return said.empty() ? "" : fmt::format(".IP\n{}\n{}\n", italic(fmt::format("{}:", heading)), said);
}

std::string finding_entry(const FindingKind& kind) {
  const auto severity = kind.prevents ? fmt::format("{}, exit status 3", to_text(kind.severity))
                                      : std::string(to_text(kind.severity));
  const auto page = explain(kind.id, {});
  auto text = entry(fmt::format("{} ({})", bold(kind.id), severity), prose(kind.meaning));
  for (const auto heading : {"The phone", "Likely causes", "What to change"})
    text += paragraph(page, heading);
  return text;
}

std::string source_entry(const SourceKind& kind) {
  std::string meaning(kind.id == SourceId::manual ? "a URL that was set by hand on the phone" : kind.title);
  if (const auto flag = enable_flag(k_kx_utg, kind.id); !flag.empty())
    meaning += fmt::format("; switched off on the phone by {}", flag);
  return entry(bold(kind.name), roff(meaning + "."));
}

}  // namespace

std::string synopsis(const CommandRow& command) {
  return fmt::format("\\fBprovtool {}\\fR{} [\\fIOPTIONS\\fR]\n", roff(command.name), with_words(command));
}

std::string command_list(const CommandLine& line) {
  std::string text;
  for (const auto& command : line.commands)
    text += entry(bold(command.name) + with_words(command),
                  fmt::format("{}; see\n.BR provtool\\-{} (1).", roff(command.help), roff(command.name)));
  return text;
}

std::string option_list(const CommandLine& line, CommandSet takers) {
  const auto options = line.options_of(takers);
  std::string text;
  for (const auto group : groups_of(options)) {
    text += fmt::format(".SS {}{}\n", to_upper(group.substr(0, 1)), group.substr(1));
    for (const auto& row : options)
      if (row.group == group) text += option_entry(row);
  }
  return text + ".SS Other\n" + entry(bold("-h, --help"), "show a summary.") +
         entry(bold("-V, --version"), "show the version, how it was built, and with which libraries.");
}

std::string source_list() {
  std::string text;
  for (const auto& kind : all_sources()) text += source_entry(kind);
  return text;
}

std::string macro_list() {
  std::string text;
  for (const auto& macro : k_kx_utg.url.macros)
    text += entry(bold(macro.text), roff(fmt::format("{} ({}).", macro.meaning, to_text(macro.confidence))));
  return text;
}

std::string exit_code_list() {
  std::string text;
  for (const auto& row : k_exit_codes)
    text += entry(bold(std::to_string(static_cast<int>(row.code))), roff(fmt::format("{}.", row.meaning)));
  return text;
}

std::string plugin_state_list() {
  std::string text;
  for (const auto& row : k_plugin_states)
    text += entry(bold(std::to_string(static_cast<int>(row.state))),
                  roff(fmt::format("{}: {}.", row.word, row.meaning)));
  return text;
}

std::string finding_list() {
  std::string text;
  for (const auto& table : k_finding_tables) {
    text += fmt::format(".SH {}\n", to_upper(table.prefix));
    for (const auto& kind : table.kinds) text += finding_entry(kind);
  }
  return text;
}

std::string source_sections() {
  std::string text;
  for (const auto& kind : all_sources()) {
    const auto page = explain(kind.name, {});
    const auto title = kind.title == kind.name ? "" : fmt::format(" ({})", kind.title);
    text += fmt::format(".SS {}{}\n{}\n", roff(kind.name), roff(title), sentences(page.parts.front()));
    for (const auto heading : {"The phone", "How provtool asks", "To switch it off"})
      text += fmt::format(".PP\n{}\n{}\n", italic(fmt::format("{}:", heading)),
                          sentences(*find_part(page, heading)));
  }
  return text;
}

std::string fact_list() {
  std::string text;
  for (const auto& fact : facts_known(k_kx_utg)) {
    text += fmt::format(".IP \\(bu 2\n{}\n({}: {}{}).\n", prose(fact.what), to_text(fact.confidence),
                        prose(fact.source),
                        fact.changed_by.empty() ? "" : fmt::format("; {}", prose(fact.changed_by)));
  }
  return text;
}

}  // namespace provtool::man
