#include "config/file_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "config/appearance.hpp"
#include "config/attributes.hpp"
#include "config/values.hpp"

namespace provtool {

namespace {

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& names) {
  const auto near = nearest(word, names);
  return near.empty() ? "" : fmt::format("; did you mean <{}>?", near);
}

std::vector<std::string_view> names_of(const Section& section) {
  std::vector<std::string_view> names;
  for (const auto& inner : section.sections) names.push_back(inner->name);
  return names;
}

std::vector<std::string_view> names_of(std::span<const Parameter* const> parameters) {
  std::vector<std::string_view> names;
  for (const auto* parameter : parameters) names.push_back(parameter->name);
  return names;
}

}  // namespace

FileReader::FileReader(const FileQuestion& question, const EditedText& text, ConfigFile& file,
                       PlacedFindings& findings)
    : m_question(question), m_text(text), m_file(file), m_findings(findings) {}

void FileReader::starts(std::string_view element, std::span<const Attribute> attributes, std::size_t at) {
  if (!m_open.empty() && m_open.back().section == nullptr) contains_others(m_open.back());
  if (m_left_aside > 0 || (!m_open.empty() && m_open.back().section == nullptr)) {
    ++m_left_aside;
    return;
  }
  auto open = m_open.empty() ? open_root(element, at) : open_in(m_open.back(), element, attributes, at);
  if (open.section != nullptr)
    judge_section_attributes(attributes, element, open.section->repeats, at, m_findings);
  else
    judge_parameter_attributes(attributes, element, open.path, at, m_findings);
  if (!m_open.empty()) count(m_open.back(), open);
  m_open.push_back(std::move(open));
}

void FileReader::ends(std::string_view /*element*/) {
  if (m_left_aside > 0) {
    --m_left_aside;
    return;
  }
  auto closed = std::move(m_open.back());
  m_open.pop_back();
  say_repeated(closed);
  if (closed.section == nullptr && !closed.has_children) end_parameter(closed);
}

void FileReader::text(std::string_view piece, std::size_t at) {
  if (m_left_aside > 0 || m_open.empty()) return;
  auto& open = m_open.back();
  if (open.section == nullptr) {
    open.text += piece;
    return;
  }
  if (open.said_stray || trim(piece).empty()) return;
  open.said_stray = true;
  if (is_text_format(piece))
    return m_findings.say(
        "config.text-format", at,
        fmt::format("a line NAME=\"value\" stands in <{}>; the guide prints some by mistake", open.name));
  m_findings.say("config.stray-text", at, fmt::format("text stands in the section <{}>", open.name));
}

FileReader::Open FileReader::open_root(std::string_view element, std::size_t at) {
  const auto root = m_question.identity.phone->file.root.value;
  if (element != root)
    m_findings.say("config.wrong-root", at, fmt::format("the root element is <{}>, not <{}>", element, root));
  Open open;
  open.name = element;
  open.at = at;
  open.section = &m_question.catalogue.root();
  return open;
}

FileReader::Open FileReader::open_in(const Open& parent, std::string_view element,
                                     std::span<const Attribute> attributes, std::size_t at) const {
  Open open;
  open.name = element;
  open.path = parent.path.empty() ? std::string(element) : fmt::format("{}/{}", parent.path, element);
  open.at = at;
  open.section = parent.section->find_section(element);
  if (open.section == nullptr) open.parameter = parent.section->find_parameter(element);
  open.perm = find_attribute(attributes, "perm").value_or("");
  if (open.section != nullptr && open.section->repeats)
    open.path += fmt::format("[{}]", find_attribute(attributes, "idx").value_or("?"));
  return open;
}

// The element turns out to be a section, of which only its first child tells.
void FileReader::contains_others(Open& open) {
  if (std::exchange(open.has_children, true)) return;
  if (open.parameter != nullptr)
    return m_findings.say("config.stray-text", open.at,
                          fmt::format("elements stand in the parameter <{}>", open.name));
  const auto& around = *m_open[m_open.size() - 2].section;
  m_findings.say("config.unknown-section", open.at,
                 fmt::format("<{}> is no section that is known here{}", open.name,
                             did_you_mean(open.name, names_of(around))));
}

void FileReader::count(Open& parent, const Open& child) {
  const auto name = child.path.substr(parent.path.empty() ? 0 : parent.path.size() + 1);
  const auto known = std::find_if(parent.children.begin(), parent.children.end(),
                                  [&](const Child& entry) { return entry.name == name; });
  if (known == parent.children.end()) {
    parent.children.push_back({name, 1, 0});
    return;
  }
  if (++known->count == 2) known->second_at = child.at;
}

void FileReader::say_repeated(const Open& closed) {
  for (const auto& child : closed.children) {
    if (child.count == 1) continue;
    const auto path = closed.path.empty() ? child.name : fmt::format("{}/{}", closed.path, child.name);
    m_findings.say("config.duplicate-parameter", child.second_at,
                   fmt::format("<{}> stands here {} times; the last one counts", child.name, child.count),
                   path);
  }
}

void FileReader::end_parameter(Open& open) {
  ++m_file.parameters;
  if (open.parameter == nullptr)
    say_unknown(open);
  else if (!trim(open.text).empty())
    judge_value(open);
  const bool secret = open.parameter != nullptr ? open.parameter->secret : is_secret_name(open.name);
  m_file.values.push_back({open.parameter, std::move(open.path), std::move(open.text), std::move(open.perm),
                           secret, m_text.position_of(open.at).line});
}

void FileReader::say_unknown(const Open& open) {
  const auto& catalogue = m_question.catalogue;
  if (const auto* known = catalogue.find(open.name))
    return m_findings.say("config.misplaced-parameter", open.at,
                          fmt::format("<{}> belongs into {}", open.name, known->section), open.path);
  m_findings.say("config.unknown-parameter", open.at,
                 fmt::format("<{}> is no parameter that is known{}", open.name,
                             did_you_mean(open.name, names_of(catalogue.parameters()))),
                 open.path);
}

void FileReader::judge_value(const Open& open) {
  const auto& parameter = *open.parameter;
  if (parameter.rule.type == ValueType::url) return judge_url(open);
  if (trim(open.text).size() != open.text.size())
    m_findings.say("config.untrimmed", open.at,
                   fmt::format("the value of {} has blanks around it", parameter.name), open.path);
  const auto fault = check_value(parameter, open.text);
  if (!fault) return;
  const auto message = fmt::format("{}: {}", parameter.name, fault->what);
  if (fault->certain)
    m_findings.say("config.bad-value", open.at, message, open.path);
  else
    m_findings.say("config.unusual-value", open.at, message, open.path);
}

void FileReader::judge_url(const Open& open) {
  for (auto& finding : check_url(open.text, m_question.identity)) {
    finding.message = fmt::format("{}: {}", open.parameter->name, finding.message);
    if (finding.masked) finding.masked = fmt::format("{}: {}", open.parameter->name, *finding.masked);
    m_findings.add(std::move(finding), open.at, open.path);
  }
  judge_mac(open);
}

// A file for one phone may name it.
void FileReader::judge_mac(const Open& open) {
  if (m_question.role == FileRole::none || m_question.role == FileRole::standard) return;
  if (const auto mac = find_mac(open.text))
    m_findings.say("config.foreign-mac", open.at,
                   fmt::format("{} names the phone {}; every phone that loads this file would follow it",
                               open.parameter->name, *mac),
                   open.path);
}

}  // namespace provtool
