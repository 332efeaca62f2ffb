#include "config/file_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/text.hpp"
#include "config/appearance.hpp"
#include "config/attributes.hpp"
#include "config/cross_check.hpp"
#include "config/unknown_names.hpp"
#include "config/values.hpp"

namespace provtool {

namespace {

// What a Line's index adds to its path: "[1]"; "[?]" for none, and for one that would be mistaken for more of
// the path.
std::string shown_index(std::string_view idx) {
  constexpr std::size_t k_most = 8;
  const bool is_plain = !idx.empty() && idx.size() <= k_most &&
                        std::all_of(idx.begin(), idx.end(),
                                    [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; });
  return fmt::format("[{}]", is_plain ? idx : "?");
}

}  // namespace

FileReader::FileReader(const FileQuestion& question, const EditedText& text, ConfigFile& file,
                       PlacedFindings& findings)
    : m_question(question),
      m_text(text),
      m_file(file),
      m_findings(findings),
      m_mac_rule(question.role, question.name, question.identity) {}

std::string_view FileReader::Open::name() const {
  if (section != nullptr && !section->name.empty()) return section->name;
  return parameter != nullptr ? parameter->name : std::string_view(unknown);
}

void FileReader::starts(std::string_view element, std::span<const Attribute> attributes, std::size_t at) {
  if (!m_open.empty() && m_open.back().section == nullptr) contains_others(m_open.back());
  if (leaves_aside(element)) {
    ++m_left_aside;
    return;
  }
  auto& open = m_open.push();
  open.at = at;
  if (m_open.size() == 1)
    open_root(open, element);
  else
    open_in(m_open[m_open.size() - 2], open, element, attributes);
  judge_attributes(open, element, attributes);
  m_value.clear();
}

// What stands in an unknown section, or in a document of another kind.
bool FileReader::leaves_aside(std::string_view element) {
  if (m_left_aside > 0) return true;
  if (m_open.empty()) return false;
  const auto& around = m_open.back();
  if (around.section == nullptr) return true;
  return m_root_is_foreign && m_open.size() == 1 && around.section->find_section(element) == nullptr;
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
  if ((open.said_stray && open.said_text_format) || trim(piece).empty()) return;
  if (is_text_format(piece)) {
    if (std::exchange(open.said_text_format, true)) return;
    m_findings.say("config.text-format", at,
                   fmt::format("a line NAME=\"value\" is in {}: that is the format of other phones",
                               named(open.name())));
  } else if (!std::exchange(open.said_stray, true)) {
    m_findings.say("config.stray-text", at,
                   fmt::format("text is in the section {}, between its elements", named(open.name())));
  }
}

FileReader::Open& FileReader::OpenElements::push() {
  if (m_count == m_all.size()) {
    ++m_count;
    return m_all.emplace_back();
  }
  auto& open = m_all[m_count++];
  open.section = nullptr;
  open.parameter = nullptr;
  open.unknown.clear();
  open.idx.clear();
  open.perm.clear();
  open.access.clear();
  open.attributes.clear();
  open.has_children = false;
  open.said_stray = false;
  open.said_text_format = false;
  open.likely = 0;
  open.met.clear();
  open.sections.clear();
  open.repeated.clear();
  return open;
}

void FileReader::open_root(Open& open, std::string_view element) {
  const auto root = m_question.identity.phone->file.root.value;
  open.unknown = element;
  open.section = &m_question.catalogue.root();
  if (element == root) return;
  m_file.has_root = false;
  m_findings.say("config.wrong-root", open.at,
                 fmt::format("the root element is {}, not {}", named(element), root));
  m_root_is_foreign = meant(element, {root}).empty();
  open.said_stray = open.said_text_format = m_root_is_foreign;
  if (const auto* section = open.section->find_section(element)) {
    open.section = section;  // of which the root was left out
    m_root_is_foreign = false;
  }
}

void FileReader::open_in(Open& parent, Open& open, std::string_view element,
                         std::span<const Attribute> attributes) {
  if (m_question.keep_values) {
    open.perm = find_attribute(attributes, "perm").value_or(std::string_view());
    open.access = find_attribute(attributes, "access").value_or(std::string_view());
  }
  const auto& parameters = parent.section->parameters;
  const auto index = parent.section->find_parameter(element, parent.likely);
  if (index < parameters.size()) {
    open.parameter = parameters[index];
    parent.likely = index + 1;
    return count_parameter(parent, index, open.at);
  }
  open.section = parent.section->find_section(element);
  if (open.section == nullptr) {
    open.unknown = element;
    for (const auto& [name, value] : attributes) open.attributes.emplace_back(name, value);
  } else if (open.section->repeats) {
    open.idx = find_attribute(attributes, "idx").value_or(std::string_view());
  }
  count_other(parent, open);
  if (m_open.size() == 2 && open.section != nullptr) {
    auto& place = open.name() == "Initial" ? m_initial_at : m_device_at;
    place = place.value_or(open.at);
  }
}

void FileReader::judge_attributes(const Open& open, std::string_view element,
                                  std::span<const Attribute> attributes) {
  if (m_open.size() == 1 && m_root_is_foreign) return;
  if (open.section != nullptr)
    judge_section_attributes(attributes, element, open.section->repeats, open.at, m_findings);
  else if (open.parameter != nullptr && !attributes.empty())
    judge_parameter_attributes(
        attributes, element, [&] { return path(); }, open.at, m_findings);
}

// Whether it is a parameter shows when it ends.
void FileReader::judge_kept_attributes(const Open& open) {
  std::vector<Attribute> attributes;
  for (const auto& [name, value] : open.attributes) attributes.push_back({name, value});
  judge_parameter_attributes(
      attributes, open.unknown, [&] { return path_of(open); }, open.at, m_findings);
}

// The element turns out to be a section, of which only its first child tells.
void FileReader::contains_others(Open& open) {
  if (std::exchange(open.has_children, true)) return;
  if (open.parameter != nullptr)
    return m_findings.say("config.stray-text", open.at,
                          fmt::format("elements are in the parameter {}", named(open.name())), path());
  m_findings.say(
      "config.unknown-section", open.at,
      about_unknown_section(open.name(), *m_open[m_open.size() - 2].section, m_question.catalogue));
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
  constexpr std::size_t k_most = 200;  // different ones, of which nobody reads more
  const auto name = child.section != nullptr ? child.section->name : std::string_view();
  const auto known = std::find_if(parent.sections.begin(), parent.sections.end(), [&](const Child& entry) {
    return entry.name == name && entry.unknown == child.unknown && entry.idx == child.idx;
  });
  if (known != parent.sections.end()) {
    if (++known->count == 2) known->second_at = child.at;
  } else if (parent.sections.size() < k_most) {
    parent.sections.push_back({name, child.unknown, child.idx, 1, 0});
  }
}

void FileReader::say_repeated(const Open& closed) {
  for (const auto* children : {&closed.sections, &closed.repeated}) {
    for (const auto& child : *children) {
      if (child.count == 1) continue;
      const auto name = child.name.empty() ? std::string_view(child.unknown) : child.name;
      const auto* section = closed.section->find_section(name);
      const bool is_numbered = section != nullptr && section->repeats;
      const auto index = child.idx.empty() ? "" : fmt::format(" idx=\"{}\"", named(child.idx));
      const auto around = path();
      m_findings.say(
          "config.duplicate-parameter", child.second_at,
          fmt::format("{}{} occurs {} times; {}", named(name), index, child.count,
                      section != nullptr ? "of what is in several, the last counts" : "the last counts"),
          fmt::format("{}{}{}{}", around, around.empty() ? "" : "/", name,
                      is_numbered ? shown_index(child.idx) : ""));
    }
  }
}

void FileReader::end_parameter(const Open& open) {
  const auto& around = *m_open.back().section;
  if (open.parameter == nullptr && trim(m_value).empty() &&
      is_like_a_section(open.unknown, around, m_question.catalogue))
    return say_unknown_section(open);
  ++m_file.parameters;
  if (open.parameter == nullptr)
    say_unknown(open);
  else if (!m_value.empty())
    judge_value(open);
  if (m_mac_rule.judges() && !is_secret(open)) judge_mac(open);
  if (m_initial_at && around.path == "Initial/CfgFiles")
    m_names_a_file = m_names_a_file || !trim(m_value).empty();
  if (m_question.role == FileRole::none && open.parameter != nullptr && is_crossed(open.parameter->name))
    m_crossed[open.parameter->name] = {m_value, open.at, path_of(open)};
  if (!m_question.keep_values) return;
  m_file.values.push_back({open.parameter, path_of(open), m_value, open.perm, open.access, is_secret(open),
                           m_text.position_of(open.at).line});
}

// By the catalogue also when it stands elsewhere, or is misspelt.
bool FileReader::is_secret(const Open& open) const {
  if (open.parameter != nullptr) return open.parameter->secret;
  return is_secret_name(open.unknown) || is_nearly_a_secret(open.unknown, m_question.catalogue);
}

void FileReader::say_unknown_section(const Open& open) {
  m_findings.say("config.unknown-section", open.at,
                 about_unknown_section(open.unknown, *m_open.back().section, m_question.catalogue));
}

void FileReader::say_unknown(const Open& open) {
  judge_kept_attributes(open);
  const auto& catalogue = m_question.catalogue;
  if (const auto* known = catalogue.find(open.unknown))
    return m_findings.say("config.misplaced-parameter", open.at,
                          fmt::format("{} belongs in {}", named(open.unknown), known->section),
                          path_of(open));
  // Finding out what was meant takes time, which one that is only counted is not worth.
  m_findings.say(
      "config.unknown-parameter", open.at,
      m_findings.is_full() ? "" : about_unknown_parameter(open.unknown, *m_open.back().section, catalogue),
      path_of(open));
}

void FileReader::judge_value(const Open& open) {
  const auto trimmed = trim(m_value);
  if (trimmed.empty()) return;
  const auto& parameter = *open.parameter;
  if (parameter.rule.type == ValueType::url) return judge_url(open);
  if (trimmed.size() != m_value.size())
    m_findings.say("config.untrimmed", open.at,
                   fmt::format("the value of {} has spaces around it", named(parameter.name)), path_of(open));
  const auto fault = check_value(parameter, m_value);
  if (!fault) return;
  const auto message = fmt::format("{} {}", named(parameter.name), fault->what);
  if (fault->certain)
    m_findings.say("config.bad-value", open.at, message, path_of(open));
  else
    m_findings.say("config.unusual-value", open.at, message, path_of(open));
}

void FileReader::judge_url(const Open& open) {
  for (auto& finding : check_url(m_value, m_question.identity)) {
    finding.message = fmt::format("{}: {}", named(open.parameter->name), finding.message);
    m_findings.add(std::move(finding), open.at, path_of(open));
  }
}

void FileReader::judge_mac(const Open& open) {
  if (const auto fault = m_mac_rule.fault_in(m_value))
    m_findings.say("config.foreign-mac", open.at, fmt::format("{} {}", named(open.name()), *fault),
                   path_of(open));
}

void FileReader::cross_check() {
  const auto value_of = [&](std::string_view name) -> std::optional<std::string_view> {
    const auto crossed = m_crossed.find(name);
    return crossed == m_crossed.end() || crossed->second.value.empty() ? std::nullopt
                                                                       : std::optional(crossed->second.value);
  };
  for (const auto& [name, message] : find_contradictions(value_of))
    m_findings.say("config.cross-check", m_crossed[name].at, message, m_crossed[name].path);
}

void FileReader::judge_kind() {
  const auto role = m_question.role;
  const bool is_initial = m_initial_at || role == FileRole::initial;
  if (m_initial_at) m_file.kind = FileKind::initial;
  if (m_device_at && !m_initial_at) m_file.kind = FileKind::device;
  if (m_device_at && role == FileRole::initial)
    m_findings.say("config.device-in-initial", *m_device_at, "the initial file contains the section Device");
  else if (m_device_at && m_initial_at && role == FileRole::none)
    m_findings.say("config.device-in-initial", *m_device_at,
                   "the file contains both Initial and Device; it is read as initial");
  else if (m_initial_at && role != FileRole::initial && role != FileRole::none)
    m_findings.say(
        "config.misplaced-parameter", *m_initial_at,
        fmt::format("Initial belongs in the initial file, and this is the {} file", to_text(role)));
  if (is_initial && !m_device_at && !m_names_a_file && (role == FileRole::initial || role == FileRole::none))
    m_findings.say("config.no-device-files", m_initial_at.value_or(0),
                   "the initial file names no device file");
  cross_check();
}

std::string FileReader::path() const {
  std::string path;
  for (std::size_t i = 1; i < m_open.size(); ++i) {
    if (!path.empty()) path += '/';
    path += m_open[i].name();
    if (m_open[i].section != nullptr && m_open[i].section->repeats) path += shown_index(m_open[i].idx);
  }
  return path;
}

std::string FileReader::path_of(const Open& open) const {
  auto around = path();
  if (!around.empty()) around += '/';
  return around.append(open.name());
}

}  // namespace provtool
