#include "config/unknown_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/foreign.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

// Nobody misspells a name into something longer, and comparing takes time.
constexpr std::size_t k_longest = 64;

// "CFGCYCLIC" of "cfg-cyclic".
std::string letters_of(std::string_view name) {
  auto letters = to_upper(name);
  std::erase_if(letters, [](char c) { return c == '_' || c == '-' || c == '.'; });
  return letters;
}

// At least so many letters must be changed, whatever their order: quickly found, and most often too many.
std::size_t least_distance(std::string_view a, std::string_view b) {
  std::array<int, 256> surplus{};
  for (const char c : a) ++surplus[static_cast<unsigned char>(c)];
  for (const char c : b) --surplus[static_cast<unsigned char>(c)];
  std::size_t only_in_a = 0;
  for (const char c : a)
    if (auto& more = surplus[static_cast<unsigned char>(c)]; more > 0) {
      only_in_a += static_cast<std::size_t>(more);
      more = 0;
    }
  return std::max(only_in_a, only_in_a + b.size() - a.size());
}

bool begins_like(std::string_view a, std::string_view b) {
  constexpr std::size_t k_least = 4;
  const auto [shorter, longer] = a.size() < b.size() ? std::pair(a, b) : std::pair(b, a);
  return shorter.size() >= k_least && 3 * shorter.size() >= longer.size() && longer.starts_with(shorter);
}

std::vector<std::string_view> names_of(std::span<const Parameter* const> parameters) {
  std::vector<std::string_view> names;
  for (const auto* parameter : parameters) names.push_back(parameter->name);
  return names;
}

std::vector<std::string_view> names_of_sections(const Section& around) {
  std::vector<std::string_view> names;
  for (const auto& inner : around.sections) names.push_back(inner->name);
  return names;
}

// Those of this name, in any case, wherever they stand.
void find_sections(std::string_view name, const Section& below, std::vector<std::string>& paths) {
  for (const auto& section : below.sections) {
    if (equal_ignoring_case(section->name, name)) paths.push_back(section->path);
    find_sections(name, *section, paths);
  }
}

std::string parent_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? "the root element" : std::string(path.substr(0, slash));
}

// SIP_URI_2, as the siblings write what belongs to line 2.
const Parameter* of_a_numbered_line(std::string_view name, const Catalogue& catalogue) {
  const auto digit = name.empty() ? ' ' : name.back();
  if (name.size() < 3 || digit < '1' || digit > '8' || name[name.size() - 2] != '_') return nullptr;
  const auto* parameter = find_in_any_case(name.substr(0, name.size() - 2), catalogue);
  return parameter != nullptr && parameter->per_line ? parameter : nullptr;
}

std::string did_you_mean(std::string_view name, const Section& around, const Catalogue& catalogue) {
  if (const auto near = meant(name, names_of(around.parameters)); !near.empty())
    return fmt::format("; did you mean {}?", foreign(near));
  const auto near = meant(name, names_of(catalogue.parameters()));
  if (near.empty()) return "";
  return fmt::format("; did you mean {} in {}?", foreign(near), foreign(catalogue.find(near)->section));
}

}  // namespace

std::string_view meant(std::string_view word, const std::vector<std::string_view>& names) {
  if (word.size() > k_longest) return {};
  const auto letters = letters_of(word);
  std::string_view best;
  auto best_distance = std::max<std::size_t>(letters.size() / 4, 1) + 1;
  std::string_view beginning;
  for (const auto name : names) {
    const auto of_name = letters_of(name);
    if (begins_like(of_name, letters) && (beginning.empty() || name.size() < beginning.size()))
      beginning = name;
    if (least_distance(letters, of_name) > best_distance) continue;
    const auto distance = edit_distance(letters, of_name);
    const bool is_nearer = distance < best_distance;
    const bool is_shortened = distance == best_distance && !best.empty() && of_name.starts_with(letters);
    if (!is_nearer && !is_shortened) continue;
    best = name;
    best_distance = distance;
  }
  return best.empty() ? beginning : best;
}

std::string named(std::string_view name) {
  return foreign(shortened(name, k_longest));
}

std::string about_unknown_parameter(std::string_view name, const Section& around,
                                    const Catalogue& catalogue) {
  const auto said = named(name) + " is not a known parameter";
  if (const auto* parameter = of_a_numbered_line(name, catalogue))
    return fmt::format("{}; {} of a line stands in <Line idx=\"{}\">", said, parameter->name, name.back());
  return said + did_you_mean(name, around, catalogue);
}

std::string about_unknown_section(std::string_view name, const Section& around, const Catalogue& catalogue) {
  auto said = named(name) + " is not a known section here";
  if (const auto near = meant(name, names_of_sections(around)); !near.empty())
    return fmt::format("{}; did you mean {}?", said, near);
  std::vector<std::string> paths;
  find_sections(name, catalogue.root(), paths);
  if (paths.empty()) return said;
  const bool same_case = paths.front().ends_with(name);
  for (auto& path : paths) path = same_case ? parent_of(path) : path;
  return fmt::format("{}; {} {}", said, same_case ? "it belongs in" : "did you mean", listed(paths, "or")) +
         (same_case ? "" : "?");
}

bool is_like_a_section(std::string_view name, const Section& around, const Catalogue& catalogue) {
  if (!meant(name, names_of_sections(around)).empty()) return true;
  std::vector<std::string> paths;
  find_sections(name, catalogue.root(), paths);
  return !paths.empty();
}

bool is_nearly_a_secret(std::string_view name, const Catalogue& catalogue) {
  const auto most = std::max<std::size_t>(name.size() / 4, 1);
  const auto all = catalogue.parameters();
  return std::any_of(all.begin(), all.end(), [&](const Parameter* known) {
    return known->secret && least_distance(to_upper(name), known->name) <= most &&
           edit_distance(name, known->name) <= most;
  });
}

const Parameter* find_in_any_case(std::string_view name, const Catalogue& catalogue) {
  const auto all = catalogue.parameters();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const auto* known) { return equal_ignoring_case(known->name, name); });
  return found == all.end() ? nullptr : *found;
}

}  // namespace provtool
