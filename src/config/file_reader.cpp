#include "config/file_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "config/appearance.hpp"
#include "config/attributes.hpp"
#include "config/values.hpp"

namespace provtool {

namespace {

// Of a section below the root.
FileKind kind_of(const Section& section) {
  if (section.name == "Initial") return FileKind::initial;
  return section.name == "Device" ? FileKind::device : FileKind::unknown;
}

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

std::string_view FileReader::Open::name() const {
  if (section != nullptr && !section->name.empty()) return section->name;
  return parameter != nullptr ? parameter->name : std::string_view(unknown);
}

void FileReader::starts(std::string_view element, std::span<const Attribute> attributes, std::size_t at) {
  if (!m_open.empty() && m_open.back().section == nullptr) contains_others(m_open.back());
  if (m_left_aside > 0 || (!m_open.empty() && m_open.back().section == nullptr)) {
    ++m_left_aside;
    return;
  }
  auto& open = m_open.push();
  open.at = at;
  if (m_open.size() == 1)
    open_root(open, element);
  else
    open_in(m_open[m_open.size() - 2], open, element, attributes);
  if (open.section != nullptr)
    judge_section_attributes(attributes, element, open.section->repeats, at, m_findings);
  else if (!attributes.empty())
    judge_parameter_attributes(
        attributes, element, [&] { return path(); }, at, m_findings);
  m_value.clear();
}

void FileReader::ends() {
  if (m_left_aside > 0) {
    --m_left_aside;
    return;
  }
  if (m_open.back().section != nullptr) say_repeated(m_open.back());
  const auto& closed = m_open.pop();
  if (closed.section == nullptr && !closed.has_children) end_parameter(closed);
}

void FileReader::text(std::string_view piece, std::size_t at) {
  m_has_odd_lines = m_has_odd_lines || may_be_leftover(piece.front());
  if (m_left_aside > 0 || m_open.empty()) return;
  auto& open = m_open.back();
  if (open.section == nullptr) {
    m_value += piece;
    return;
  }
  if (open.said_stray || trim(piece).empty()) return;
  open.said_stray = true;
  if (is_text_format(piece))
    return m_findings.say(
        "config.text-format", at,
        fmt::format("a line NAME=\"value\" stands in <{}>; the guide prints some by mistake", open.name()));
  m_findings.say("config.stray-text", at, fmt::format("text stands in the section <{}>", open.name()));
}

FileReader::Open& FileReader::OpenElements::push() {
  if (m_count == m_all.size()) {
    ++m_count;
    return m_all.emplace_back();
  }
  auto& open = m_all[m_count++];
  open.section = nullptr;
  open.parameter = nullptr;
  open.kind = FileKind::unknown;
  open.unknown.clear();
  open.idx.clear();
  open.perm.clear();
  open.has_children = false;
  open.said_stray = false;
  open.likely = 0;
  open.met.clear();
  open.sections.clear();
  open.repeated.clear();
  return open;
}

void FileReader::open_root(Open& open, std::string_view element) {
  const auto root = m_question.identity.phone->file.root.value;
  if (element != root)
    m_findings.say("config.wrong-root", open.at,
                   fmt::format("the root element is <{}>, not <{}>", element, root));
  open.unknown = element;
  open.section = &m_question.catalogue.root();
}

void FileReader::open_in(Open& parent, Open& open, std::string_view element,
                         std::span<const Attribute> attributes) {
  if (m_question.keep_values) open.perm = find_attribute(attributes, "perm").value_or(std::string_view());
  const auto& parameters = parent.section->parameters;
  const auto index = parent.section->find_parameter(element, parent.likely);
  if (index < parameters.size()) {
    open.parameter = parameters[index];
    parent.likely = index + 1;
    return count_parameter(parent, index, open.at);
  }
  open.section = parent.section->find_section(element);
  if (open.section == nullptr)
    open.unknown = element;
  else if (open.section->repeats)
    open.idx = find_attribute(attributes, "idx").value_or("?");
  if (open.section != nullptr) open.kind = m_open.size() == 2 ? kind_of(*open.section) : parent.kind;
  count_other(parent, open);
}

// The element turns out to be a section, of which only its first child tells.
void FileReader::contains_others(Open& open) {
  if (std::exchange(open.has_children, true)) return;
  if (open.parameter != nullptr)
    return m_findings.say("config.stray-text", open.at,
                          fmt::format("elements stand in the parameter <{}>", open.name()));
  const auto& around = *m_open[m_open.size() - 2].section;
  m_findings.say("config.unknown-section", open.at,
                 fmt::format("<{}> is no section that is known here{}", open.name(),
                             did_you_mean(open.name(), names_of(around))));
}

void FileReader::count_parameter(Open& parent, std::size_t index, std::size_t at) {
  if (parent.met.empty()) parent.met.resize(parent.section->parameters.size());
  auto& met = parent.met[index];
  if (met == 0) {
    met = 1;
    return;
  }
  const auto name = parent.section->parameters[index]->name;
  if (std::exchange(met, std::uint8_t{2}) == 1) {
    parent.repeated.push_back({name, "", "", 2, at});
    return;
  }
  std::find_if(parent.repeated.begin(), parent.repeated.end(), [&](const Child& child) {
    return child.name == name;
  })->count++;
}

void FileReader::count_other(Open& parent, const Open& child) {
  const auto known = std::find_if(parent.sections.begin(), parent.sections.end(), [&](const Child& entry) {
    return entry.name == (child.section != nullptr ? child.section->name : std::string_view()) &&
           entry.unknown == child.unknown && entry.idx == child.idx;
  });
  if (known == parent.sections.end())
    parent.sections.push_back({child.section != nullptr ? child.section->name : std::string_view(),
                               child.unknown, child.idx, 1, 0});
  else if (++known->count == 2)
    known->second_at = child.at;
}

void FileReader::say_repeated(const Open& closed) {
  for (const auto* children : {&closed.sections, &closed.repeated}) {
    for (const auto& child : *children) {
      if (child.count == 1) continue;
      auto name = std::string(child.name.empty() ? std::string_view(child.unknown) : child.name);
      if (!child.idx.empty()) name += fmt::format("[{}]", child.idx);
      const auto around = path();
      m_findings.say("config.duplicate-parameter", child.second_at,
                     fmt::format("<{}> stands here {} times; the last one counts", name, child.count),
                     around.empty() ? name : around + "/" + name);
    }
  }
}

void FileReader::end_parameter(const Open& open) {
  ++m_file.parameters;
  if (open.parameter == nullptr)
    say_unknown(open);
  else if (!m_value.empty())
    judge_value(open);
  const auto& around = m_open.back();
  m_file.has_device = m_file.has_device || around.kind == FileKind::device;
  if (around.kind == FileKind::initial) {
    m_file.has_initial = true;
    m_file.names_a_file =
        m_file.names_a_file || (around.section->path == "Initial/CfgFiles" && !trim(m_value).empty());
  }
  if (!m_question.keep_values) return;
  const bool secret = open.parameter != nullptr ? open.parameter->secret : is_secret_name(open.unknown);
  m_file.values.push_back(
      {open.parameter, path_of(open), m_value, open.perm, secret, m_text.position_of(open.at).line});
}

void FileReader::say_unknown(const Open& open) {
  const auto& catalogue = m_question.catalogue;
  if (const auto* known = catalogue.find(open.unknown))
    return m_findings.say("config.misplaced-parameter", open.at,
                          fmt::format("<{}> belongs into {}", open.unknown, known->section), path_of(open));
  m_findings.say("config.unknown-parameter", open.at,
                 fmt::format("<{}> is no parameter that is known{}", open.unknown,
                             did_you_mean(open.unknown, names_of(catalogue.parameters()))),
                 path_of(open));
}

void FileReader::judge_value(const Open& open) {
  const auto trimmed = trim(m_value);
  if (trimmed.empty()) return;
  const auto& parameter = *open.parameter;
  if (parameter.rule.type == ValueType::url) return judge_url(open);
  if (trimmed.size() != m_value.size())
    m_findings.say("config.untrimmed", open.at,
                   fmt::format("the value of {} has blanks around it", parameter.name), path_of(open));
  const auto fault = check_value(parameter, m_value);
  if (!fault) return;
  const auto message = fmt::format("{}: {}", parameter.name, fault->what);
  if (fault->certain)
    m_findings.say("config.bad-value", open.at, message, path_of(open));
  else
    m_findings.say("config.unusual-value", open.at, message, path_of(open));
}

void FileReader::judge_url(const Open& open) {
  for (auto& finding : check_url(m_value, m_question.identity)) {
    finding.message = fmt::format("{}: {}", open.parameter->name, finding.message);
    m_findings.add(std::move(finding), open.at, path_of(open));
  }
  judge_mac(open);
}

// A file for one phone may name it.
void FileReader::judge_mac(const Open& open) {
  if (m_question.role == FileRole::none || m_question.role == FileRole::standard) return;
  if (const auto mac = find_mac(m_value))
    m_findings.say("config.foreign-mac", open.at,
                   fmt::format("{} names the phone {}; every phone that loads this file would follow it",
                               open.parameter->name, *mac),
                   path_of(open));
}

std::string FileReader::path() const {
  std::string path;
  for (std::size_t i = 1; i < m_open.size(); ++i) {
    if (!path.empty()) path += '/';
    path += m_open[i].name();
    if (!m_open[i].idx.empty()) path += fmt::format("[{}]", m_open[i].idx);
  }
  return path;
}

std::string FileReader::path_of(const Open& open) const {
  auto around = path();
  if (!around.empty()) around += '/';
  return around.append(open.name());
}

}  // namespace provtool
