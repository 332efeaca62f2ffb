#include "report/causes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace provtool {

namespace {

// Of one kind, unless all are wanted.
constexpr std::size_t k_most_of_a_kind = 3;

// Beginnings of ids, the cause before what follows from it; the longest that fits counts.
constexpr std::array<std::string_view, 28> k_order{"host.not-written",
                                                   "host.",
                                                   "decision.expectation",
                                                   "dhcp4.unexpected-server",
                                                   "dhcp6.unexpected-server",
                                                   "device.",
                                                   "pnp.",
                                                   "dhcp4.",
                                                   "dhcp6.",
                                                   "redirect.",
                                                   "url.",
                                                   "decision.contested",
                                                   "decision.",
                                                   "download.name-lookup",
                                                   "download.redirect",
                                                   "download.tls-",
                                                   "download.foreign-sender",
                                                   "download.candidate-failed",
                                                   "download.",
                                                   "config.not-a-config",
                                                   "config.no-key",
                                                   "config.decrypt",
                                                   "config.certificate",
                                                   "config.",
                                                   "download.partial",
                                                   "config.no-device-files",
                                                   "config.no-line",
                                                   "config.next-boot"};

std::size_t place_in_order(std::string_view id) {
  std::size_t place = k_order.size();
  std::size_t longest = 0;
  for (std::size_t i = 0; i < k_order.size(); ++i) {
    if (!id.starts_with(k_order[i]) || k_order[i].size() <= longest) continue;
    place = i;
    longest = k_order[i].size();
  }
  return place;
}

// One kind's findings stand together.
std::vector<const Finding*> in_order(const Report& report, std::optional<Severity> least) {
  std::vector<const Finding*> found;
  for (const auto& finding : report.findings)
    if (!least || finding.severity >= *least) found.push_back(&finding);
  std::vector<std::string_view> kinds;
  for (const auto* finding : found)
    if (std::find(kinds.begin(), kinds.end(), finding->id) == kinds.end()) kinds.push_back(finding->id);
  const auto key = [&kinds](const Finding* finding) {
    return std::tuple(-static_cast<int>(finding->severity), place_in_order(finding->id),
                      std::find(kinds.begin(), kinds.end(), finding->id) - kinds.begin());
  };
  std::stable_sort(found.begin(), found.end(),
                   [&key](const auto* a, const auto* b) { return key(a) < key(b); });
  return found;
}

std::string name_of_file(const Report& report, const std::string& name) {
  const auto file = std::find_if(report.files.begin(), report.files.end(),
                                 [&name](const FileSection& section) { return section.name == name; });
  return file == report.files.end() || !file->role ? name : fmt::format("{} file", to_text(*file->role));
}

// What settles it, where it is an open question.
std::string advice_on(const Report& report, const Finding& finding) {
  for (const auto& question : report.open)
    if (question.finding == finding.id && (question.url.empty() || question.url == finding.place.url))
      return question.to_settle;
  return finding.severity == Severity::info ? "" : finding.hint;
}

bool is_winner(const Report& report, const std::string& source) {
  return report.discovery && report.discovery->decision.winner &&
         kind_of(*report.discovery->decision.winner).name == source;
}

// The findings from `begin` to `end` are of one kind.
void add_kind(std::vector<AnswerRow>& rows, const Report& report, const std::vector<const Finding*>& found,
              std::pair<std::size_t, std::size_t> range, const CauseDepth& depth) {
  const auto [begin, end] = range;
  const auto shown = depth.all ? end : std::min(end, begin + k_most_of_a_kind);
  for (auto i = begin; i < shown; ++i) {
    const auto& finding = *found[i];
    const auto name = finding.severity == Severity::info ? "note" : "why";
    rows.push_back({name, said_with_place(report, finding), finding.id});
    const auto advice = advice_on(report, finding);
    const bool same_follows = i + 1 < shown && advice_on(report, *found[i + 1]) == advice;
    if (i + 1 == shown && shown < end)
      rows.push_back({"", fmt::format("and {} more of this kind: -v shows them", end - shown)});
    if (depth.advice && !same_follows && !advice.empty()) rows.push_back({"do", advice});
  }
}

}  // namespace

std::string said_with_place(const Report& report, const Finding& finding) {
  const auto& place = finding.place;
  if (place.file && !finding.message.starts_with(*place.file))
    return fmt::format("{}{}: {}", name_of_file(report, *place.file),
                       place.line ? fmt::format(", line {}", *place.line) : "", finding.message);
  if (!place.source || is_winner(report, *place.source)) return finding.message;
  const auto* kind = find_source(*place.source);
  return fmt::format("{}: {}", kind == nullptr ? *place.source : std::string(kind->title), finding.message);
}

std::vector<AnswerRow> causes_of(const Report& report, const CauseDepth& depth) {
  const auto found = in_order(report, depth.least);
  std::vector<AnswerRow> rows;
  for (std::size_t begin = 0; begin < found.size();) {
    auto end = begin + 1;
    while (end < found.size() && found[end]->id == found[begin]->id &&
           found[end]->severity == found[begin]->severity)
      ++end;
    add_kind(rows, report, found, {begin, end}, depth);
    begin = end;
  }
  return rows;
}

}  // namespace provtool
