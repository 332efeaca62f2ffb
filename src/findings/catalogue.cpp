#include "findings/catalogue.hpp"

#include <algorithm>
#include <utility>

namespace provtool {

namespace {

constexpr bool ids_are_unique() {
  for (const auto& kind : k_finding_catalogue)
    if (std::count_if(k_finding_catalogue.begin(), k_finding_catalogue.end(),
                      [&](const FindingKind& other) { return other.id == kind.id; }) != 1)
      return false;
  return true;
}
static_assert(ids_are_unique());

constexpr bool belongs_to(const FindingTable& table, std::string_view id) {
  return id.starts_with(table.prefix) && id.substr(table.prefix.size()).starts_with('.');
}
constexpr bool ids_begin_with_their_prefix() {
  for (const auto& table : k_finding_tables)
    for (const auto& kind : table.kinds)
      if (!belongs_to(table, kind.id)) return false;
  return true;
}
static_assert(ids_begin_with_their_prefix());

}  // namespace

std::string hint_of(FindingId id) {
  return std::string(id.kind().hint);
}

Finding make_finding(FindingId id, std::string_view message, Place place) {
  Finding finding;
  finding.id = id.text();
  finding.severity = id.kind().severity;
  finding.message = message;
  finding.hint = id.kind().hint;
  finding.place = std::move(place);
  return finding;
}

Finding make_finding(FindingId id, std::string_view message, std::string_view source) {
  return make_finding(id, message, Place{.source = std::string(source)});
}

void say_once(std::vector<Finding>& all, Finding finding) {
  const bool known = std::any_of(all.begin(), all.end(),
                                 [&](const Finding& said) { return said.message == finding.message; });
  if (!known) all.push_back(std::move(finding));
}

}  // namespace provtool
