#include "explain/page_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "explain/explain.hpp"

namespace provtool {

std::string_view meaning_of(Confidence confidence) {
  switch (confidence) {
    case Confidence::guide:
      return "printed in the phone's Administrator Guide";
    case Confidence::sample:
      return "seen in a deployed configuration of this phone";
    case Confidence::sibling:
      return "true for other Panasonic SIP phones";
    case Confidence::assumption:
      break;
  }
  return "inferred, printed nowhere";
}

std::string in_words(Confidence confidence) {
  return fmt::format("{}: {}", to_text(confidence), meaning_of(confidence));
}

void PageParts::add(PieceKind kind, std::string_view text) {
  for (const auto* mark : open_marks(text, m_context.values))
    if (std::find(m_open.begin(), m_open.end(), mark) == m_open.end()) m_open.push_back(mark);
  m_parts.back().pieces.push_back({kind, filled(text, m_context.values)});
}

void PageParts::add_fact(std::string_view text, std::optional<Confidence> confidence) {
  add(PieceKind::paragraph,
      confidence ? fmt::format("{} ({})", text, in_words(*confidence)) : std::string(text));
}

void PageParts::add_setting(Setting setting) {
  const auto* option = find_value(m_context.values, "OPTION");
  add(PieceKind::paragraph, fmt::format("{}:", title_of(setting)));
  for (const auto& server : all_servers()) {
    const auto* row = find_lines(server, setting, option == nullptr ? "" : option->text);
    if (row == nullptr) continue;
    add(PieceKind::label, fmt::format("{}, {}{}", server.name, row->where, row->lines.empty() ? "." : ":"));
    if (!row->lines.empty()) add(PieceKind::code, row->lines);
  }
}

void PageParts::add_seen() {
  if (!m_context.is_given) return;
  begin("In this run");
  for (const auto& sentence : m_context.seen)
    m_parts.back().pieces.push_back({PieceKind::paragraph, sentence});
  if (m_context.seen.empty()) add(PieceKind::paragraph, "The report says nothing of it.");
}

void PageParts::add_open_marks(std::string_view name) {
  if (m_open.empty()) return;
  std::vector<std::string> examples;
  for (const auto* mark : m_open) examples.push_back(fmt::format("{} for {}", mark->example, mark->meaning));
  auto sentence = fmt::format("Examples stand here: {}.", listed(examples));
  if (!m_context.is_given)
    sentence += fmt::format(" With the values of a run: provtool explain {} --context report.json", name);
  m_parts.back().pieces.push_back({PieceKind::paragraph, std::move(sentence)});
}

std::vector<Part> PageParts::take() {
  std::erase_if(m_parts, [](const Part& part) { return part.pieces.empty(); });
  return std::move(m_parts);
}

}  // namespace provtool
