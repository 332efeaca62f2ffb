#include "report/causes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "report/discovery_summary.hpp"

namespace provtool {

namespace {

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

bool finds(const Report& report, std::string_view prefix, const std::optional<std::string>& source) {
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
    return finding.id.starts_with(prefix) && finding.severity == Severity::error &&
           finding.place.source == source;
  });
}

bool is_contested(const Report& report) {
  return report.discovery && report.discovery->decision.outcome == Outcome::contested;
}

// The first line says it, and it has no advice of its own: why there is none, other findings tell.
bool is_told_by_others(const Report& report, const Finding& finding) {
  return finding.hint.empty() && is_said(report, finding) &&
         std::any_of(report.findings.begin(), report.findings.end(), [&finding](const Finding& other) {
           return &other != &finding && other.severity != Severity::info;
         });
}

// What says no more than the sentence and the causes that are told anyhow.
bool is_consequence(const Report& report, const Finding& finding) {
  if (finding.id == "decision.winner-unusable") return finds(report, "url.", finding.place.source);
  if (finding.id == "decision.no-source")
    return finds(report, "dhcp4.no-server", std::nullopt) || is_told_by_others(report, finding);
  if (finding.id == "host.no-privilege") return finding.severity == Severity::error;  // the answer tells ways
  return finding.id.ends_with(".multiple-servers") && is_contested(report);
}

bool is_wanted(const Report& report, const Finding& finding, const CauseDepth& depth) {
  if (depth.advice && !depth.all && is_consequence(report, finding)) return false;
  return !depth.least || finding.severity >= *depth.least || (depth.advice && is_advice(finding));
}

// Errors first; but that there is no URL follows from whatever else was found.
int weight_of(const Finding& finding) {
  return finding.id == "decision.no-source" ? 0 : -static_cast<int>(finding.severity);
}

// One kind's findings stand together.
std::vector<const Finding*> in_order(const Report& report, const CauseDepth& depth) {
  std::vector<const Finding*> found;
  for (const auto& finding : report.findings)
    if (is_wanted(report, finding, depth)) found.push_back(&finding);
  std::vector<std::string_view> kinds;
  for (const auto* finding : found)
    if (std::find(kinds.begin(), kinds.end(), finding->id) == kinds.end()) kinds.push_back(finding->id);
  const auto key = [&kinds](const Finding* finding) {
    return std::tuple(weight_of(*finding), place_in_order(finding->id),
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

// What to do: for all of a kind, and for one of them alone.
struct Advice {
  std::string general;
  std::string own;
};

// What settles it, where it is an open question.
std::string advice_text(const Report& report, const Finding& finding) {
  for (const auto& question : report.open)
    if (question.finding == finding.id && (question.url.empty() || question.url == finding.place.url))
      return question.to_settle;
  return finding.severity == Severity::info && !is_advice(finding) ? "" : finding.hint;
}

Advice advice_on(const Report& report, const Finding& finding) {
  const auto text = advice_text(report, finding);
  const auto log = text.find(" In the server's log: ");
  if (log == std::string::npos) return {text, ""};
  return {text.substr(0, log), text.substr(log + 1)};
}

bool is_winner(const Report& report, const std::string& source) {
  return report.discovery && report.discovery->decision.winner &&
         kind_of(*report.discovery->decision.winner).name == source;
}

// The findings of one kind.
class Kind {
 public:
  Kind(const Report& report, std::vector<const Finding*> findings, const CauseDepth& depth)
      : m_report(report),
        m_findings(std::move(findings)),
        m_depth(depth),
        m_shown(depth.all ? m_findings.size() : std::min(m_findings.size(), depth.room.of_a_kind)) {}

  void add_to(std::vector<AnswerRow>& rows) const {
    for (std::size_t i = 0; i < m_shown; ++i) {
      const auto& finding = *m_findings[i];
      if (!is_told(finding))
        rows.push_back({finding.severity == Severity::info ? "note" : "why",
                        said_with_place(m_report, finding), finding.id});
      if (m_depth.advice)
        add_advice(rows, i);
      else if (i + 1 == m_shown)
        add_the_rest(rows);
    }
  }

 private:
  [[nodiscard]] bool is_told(const Finding& finding) const {
    return m_depth.advice && is_said(m_report, finding) && !advice_on(m_report, finding).general.empty();
  }

  [[nodiscard]] bool shares(std::size_t i, const Advice& advice) const {
    return i < m_shown && advice_on(m_report, *m_findings[i]).general == advice.general;
  }

  void add_advice(std::vector<AnswerRow>& rows, std::size_t i) const {
    auto advice = advice_on(m_report, *m_findings[i]);
    const bool is_shared = shares(i + 1, advice) || (i > 0 && shares(i - 1, advice));
    if (is_shared && !advice.own.empty()) rows.push_back({"", advice.own});
    if (i + 1 == m_shown) add_the_rest(rows);
    if (shares(i + 1, advice) || advice.general.empty()) return;
    if (!is_shared && !advice.own.empty()) advice.general += " " + advice.own;
    const bool alone = m_findings.size() == 1 && is_told(*m_findings[i]);
    rows.push_back({"do", advice.general, alone ? m_findings[i]->id : ""});
  }

  void add_the_rest(std::vector<AnswerRow>& rows) const {
    if (const auto left = m_findings.size() - m_shown; left > 0)
      rows.push_back({"", fmt::format("and {} more of this kind: -v shows them", left)});
  }

  const Report& m_report;
  std::vector<const Finding*> m_findings;
  CauseDepth m_depth;
  std::size_t m_shown;
};

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

bool is_advice(const Finding& finding) {
  return finding.id == "download.advice" || finding.id == "download.case-variant";
}

std::vector<AnswerRow> causes_of(const Report& report, const CauseDepth& depth) {
  const auto found = in_order(report, depth);
  std::vector<AnswerRow> rows;
  std::size_t kinds = 0;
  for (auto begin = found.begin(); begin != found.end(); ++kinds) {
    if (depth.advice && !depth.all && kinds == depth.room.kinds) {
      const auto left = static_cast<std::size_t>(found.end() - begin);
      rows.push_back({"", fmt::format("and {}: -v shows them", counted(left, "more finding"))});
      break;
    }
    const auto end = std::find_if(begin, found.end(), [begin](const Finding* finding) {
      return finding->id != (*begin)->id || finding->severity != (*begin)->severity;
    });
    Kind(report, {begin, end}, depth).add_to(rows);
    begin = end;
  }
  return rows;
}

}  // namespace provtool
