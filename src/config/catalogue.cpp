#include "config/catalogue.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace provtool {

namespace {

// A section of which no parameter is known: it is empty in the published file.
constexpr std::string_view k_bare_section = "Device/Lines/Codec";
constexpr std::string_view k_repeated_section = "Device/Lines/Line";

}  // namespace

const Section* Section::find_section(std::string_view element) const {
  const auto found = std::find_if(sections.begin(), sections.end(),
                                  [&](const auto& section) { return section->name == element; });
  return found == sections.end() ? nullptr : found->get();
}

std::size_t Section::find_parameter(std::string_view element, std::size_t likely) const {
  if (likely < parameters.size() && parameters[likely]->name == element) return likely;
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [&](const auto* parameter) { return parameter->name == element; });
  return static_cast<std::size_t>(found - parameters.begin());
}

Catalogue::Catalogue() {
  for (const auto& parameter : known_parameters()) add(parameter);
  section_at(k_bare_section);
}

void Catalogue::add(const Parameter& parameter) {
  if (const auto* known = find(parameter.name)) {
    std::erase(section_at(known->section).parameters, known);
    std::erase(m_parameters, known);
  }
  section_at(parameter.section).parameters.push_back(&parameter);
  m_parameters.push_back(&parameter);
}

const Parameter* Catalogue::find(std::string_view name) const {
  const auto found = std::find_if(m_parameters.begin(), m_parameters.end(),
                                  [&](const auto* parameter) { return parameter->name == name; });
  return found == m_parameters.end() ? nullptr : *found;
}

Section& Catalogue::section_at(std::string_view path) {
  Section* section = &m_root;
  for (const auto step : split(path, '/')) {
    if (const auto* known = section->find_section(step)) {
      section = const_cast<Section*>(known);
      continue;
    }
    auto made = std::make_unique<Section>();
    made->name = step;
    made->path = section->path.empty() ? std::string(step) : section->path + "/" + std::string(step);
    made->repeats = made->path == k_repeated_section;
    section->sections.push_back(std::move(made));
    section = section->sections.back().get();
  }
  return *section;
}

bool is_secret_name(std::string_view name) {
  static constexpr std::array<std::string_view, 7> k_words{"PASS",  "PWD", "KEY", "SECRET",
                                                           "TOKEN", "PIN", "AUTH"};
  auto upper = to_upper(name);
  for (auto at = upper.find("AUTH_ID"); at != std::string::npos; at = upper.find("AUTH_ID"))
    upper.replace(at, std::string_view("AUTH_ID").size(), 1, '_');
  return std::any_of(k_words.begin(), k_words.end(),
                     [&](std::string_view word) { return upper.find(word) != std::string::npos; });
}

}  // namespace provtool
