#include "config/attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "config/unknown_names.hpp"

namespace provtool {

namespace {

constexpr std::array<std::string_view, 6> k_perms{"", "RW", "R", "!", "!RW", "!R"};
constexpr std::array<std::string_view, 3> k_accesses{"A", "U", "AU"};
constexpr std::array<std::string_view, 2> k_odd_accesses{"UA", ""};  // nothing is lost by these

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void say_unknown(std::string_view name, std::string_view element, const std::vector<std::string_view>& known,
                 std::size_t at, PlacedFindings& findings) {
  // One that is only counted is worth no time.
  if (findings.is_full()) return findings.say("config.unknown-attribute", at, "");
  const auto near = meant(name, known);
  findings.say("config.unknown-attribute", at,
               fmt::format("the attribute {} has no place in {}{}", named(name), named(element),
                           near.empty() ? "" : fmt::format("; did you mean {}?", near)));
}

void judge_perm(std::string_view value, std::string_view element, const std::function<std::string()>& path,
                std::size_t at, PlacedFindings& findings) {
  if (!is_known_perm(value))
    findings.say(
        "config.bad-perm", at,
        fmt::format("perm=\"{}\" of {} is none of RW, R, !, !RW and !R", named(value), named(element)),
        path());
}

void judge_access(std::string_view value, std::string_view element, const std::function<std::string()>& path,
                  std::size_t at, PlacedFindings& findings) {
  if (is_known_access(value)) return;
  auto finding = make_finding("config.bad-access", fmt::format("access=\"{}\" of {} is none of A, U and AU",
                                                               named(value), named(element)));
  if (is_one_of(value, k_odd_accesses)) finding.severity = Severity::warning;
  findings.add(std::move(finding), at, path());
}

void judge_line_index(std::optional<std::string_view> idx, std::string_view element, std::size_t at,
                      PlacedFindings& findings) {
  if (!idx)
    return findings.say("config.line-index", at, fmt::format("{} has no attribute idx", named(element)));
  if (!is_line_index(*idx))
    findings.say("config.line-index", at,
                 fmt::format("idx=\"{}\" is not a number from 1 to {}", named(*idx), k_most_lines));
}

}  // namespace

std::optional<std::string_view> find_attribute(std::span<const Attribute> attributes, std::string_view name) {
  for (const auto& attribute : attributes)
    if (attribute.name == name) return attribute.value;
  return std::nullopt;
}

bool is_known_perm(std::string_view value) {
  return is_one_of(value, k_perms);
}
bool is_known_access(std::string_view value) {
  return is_one_of(value, k_accesses);
}
bool is_line_index(std::string_view idx) {
  return idx.size() == 1 && idx[0] >= '1' && idx[0] <= '0' + k_most_lines;
}

void judge_parameter_attributes(std::span<const Attribute> attributes, std::string_view element,
                                const std::function<std::string()>& path, std::size_t at,
                                PlacedFindings& findings) {
  for (const auto& [name, value] : attributes) {
    if (name == "perm")
      judge_perm(value, element, path, at, findings);
    else if (name == "access")
      judge_access(value, element, path, at, findings);
    else
      say_unknown(name, element, {"perm", "access"}, at, findings);
  }
}

void judge_section_attributes(std::span<const Attribute> attributes, std::string_view element, bool numbered,
                              std::size_t at, PlacedFindings& findings) {
  static const std::vector<std::string_view> k_none;
  static const std::vector<std::string_view> k_idx{"idx"};
  for (const auto& [name, value] : attributes)
    if (!numbered || name != "idx") say_unknown(name, element, numbered ? k_idx : k_none, at, findings);
  if (numbered) judge_line_index(find_attribute(attributes, "idx"), element, at, findings);
}

}  // namespace provtool
