// The attributes that elements may have: perm and access of a parameter, idx of a Line.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "config/document.hpp"
#include "config/placed_findings.hpp"

namespace provtool {

// An attribute's value; nothing when the element does not have it.
std::optional<std::string_view> find_attribute(std::span<const Attribute> attributes, std::string_view name);

constexpr int k_most_lines = 8;

bool is_known_perm(std::string_view value);
bool is_known_access(std::string_view value);
bool is_line_index(std::string_view idx);  // from 1 to 8, and nothing else

// Of the parameter `element`, which stands at `at`.
void judge_parameter_attributes(std::span<const Attribute> attributes, std::string_view element,
                                const std::function<std::string()>& path, std::size_t at,
                                PlacedFindings& findings);

// Of a section. `numbered`: it repeats, and its attribute idx says which line it is.
void judge_section_attributes(std::span<const Attribute> attributes, std::string_view element, bool numbered,
                              std::size_t at, PlacedFindings& findings);

}  // namespace provtool
