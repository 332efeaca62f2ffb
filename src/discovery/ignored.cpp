#include "discovery/ignored.hpp"

#include <fmt/format.h>

#include <vector>

#include "base/text.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_most_reasons_of_others = 16;
constexpr std::size_t k_most_reasons = 48;
constexpr auto k_other_reasons = "for other reasons";

void note(Ignored& ignored, const std::string& reason, std::size_t most) {
  const bool listed = ignored.size() < most || ignored.contains(reason);
  ++ignored[listed ? reason : k_other_reasons];
}

}  // namespace

void note_ignored(Ignored& ignored, const std::string& reason) {
  note(ignored, reason, k_most_reasons);
}

void note_ignored_as_told(Ignored& ignored, const std::string& reason) {
  note(ignored, reason, k_most_reasons_of_others);
}

std::size_t total(const Ignored& ignored) {
  std::size_t total = 0;
  for (const auto& [reason, count] : ignored) total += count;
  return total;
}

Ignored merged(Ignored ignored, const Ignored& more) {
  for (const auto& [reason, count] : more) ignored[reason] += count;
  return ignored;
}

std::vector<std::string> added_since(const Ignored& before, const Ignored& now) {
  std::vector<std::string> reasons;
  for (const auto& [reason, count] : now) {
    const auto known = before.find(reason);
    if (known == before.end() || known->second < count) reasons.push_back(reason);
  }
  return reasons;
}

std::optional<Finding> judge_ignored(FindingId id, std::string_view noun, const Ignored& ignored) {
  if (ignored.empty()) return std::nullopt;
  std::vector<std::string> reasons;
  for (const auto& [reason, count] : ignored) reasons.push_back(fmt::format("{} {}", count, reason));
  return make_finding(id, fmt::format("{} ignored: {}", counted(total(ignored), noun), listed(reasons)));
}

}  // namespace provtool
