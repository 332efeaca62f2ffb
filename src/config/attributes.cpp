#include "config/attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace provtool {

namespace {

constexpr std::array<std::string_view, 6> k_perms{"", "RW", "R", "!", "!RW", "!R"};
constexpr std::array<std::string_view, 3> k_accesses{"A", "U", "AU"};
constexpr std::array<std::string_view, 2> k_odd_accesses{"UA", ""};  // nothing is lost by these
constexpr int k_most_lines = 8;

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void say_unknown(std::string_view name, std::string_view element, std::size_t at, PlacedFindings& findings) {
  findings.say("config.unknown-attribute", at,
               fmt::format("the attribute {} has no place in <{}>", name, element));
}

void judge_access(std::string_view value, std::string_view element, const std::function<std::string()>& path,
                  std::size_t at, PlacedFindings& findings) {
  if (is_one_of(value, k_accesses)) return;
  auto finding = make_finding("config.bad-access",
                              fmt::format("access=\"{}\" of <{}> is none of A, U and AU", value, element));
  if (is_one_of(value, k_odd_accesses)) finding.severity = Severity::warning;
  findings.add(std::move(finding), at, path());
}

void judge_line_index(std::optional<std::string_view> idx, std::string_view element, std::size_t at,
                      PlacedFindings& findings) {
  if (!idx) return findings.say("config.line-index", at, fmt::format("<{}> has no attribute idx", element));
  if (idx->size() == 1 && *idx >= "1" && *idx <= "8") return;
  findings.say("config.line-index", at,
               fmt::format("idx=\"{}\" is no number from 1 to {}", *idx, k_most_lines));
}

}  // namespace

std::optional<std::string_view> find_attribute(std::span<const Attribute> attributes, std::string_view name) {
  for (const auto& attribute : attributes)
    if (attribute.name == name) return attribute.value;
  return std::nullopt;
}

void judge_parameter_attributes(std::span<const Attribute> attributes, std::string_view element,
                                const std::function<std::string()>& path, std::size_t at,
                                PlacedFindings& findings) {
  for (const auto& [name, value] : attributes) {
    if (name == "access") {
      judge_access(value, element, path, at, findings);
    } else if (name != "perm") {
      say_unknown(name, element, at, findings);
    } else if (!is_one_of(value, k_perms)) {
      findings.say("config.bad-perm", at,
                   fmt::format("perm=\"{}\" of <{}> is none of RW, R, !, !RW and !R", value, element),
                   path());
    }
  }
}

void judge_section_attributes(std::span<const Attribute> attributes, std::string_view element, bool numbered,
                              std::size_t at, PlacedFindings& findings) {
  for (const auto& [name, value] : attributes)
    if (!numbered || name != "idx") say_unknown(name, element, at, findings);
  if (numbered) judge_line_index(find_attribute(attributes, "idx"), element, at, findings);
}

}  // namespace provtool
