#include "report/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"

namespace provtool {

bool is_undetermined(const Report& report) {
  return report.discovery && report.discovery->decision.outcome == Outcome::undetermined;
}

bool is_prevented(const Report& report) {
  return std::any_of(report.findings.begin(), report.findings.end(), [](const Finding& finding) {
    const auto* kind = find_finding_kind(finding.id);
    return finding.severity == Severity::error && kind != nullptr && kind->prevents;
  });
}

bool reaches(const Report& report, Severity severity) {
  return std::any_of(report.findings.begin(), report.findings.end(),
                     [severity](const Finding& finding) { return finding.severity >= severity; });
}

std::string summary_of(const Report& report) {
  if (report.discovery) {
    const auto& decision = report.discovery->decision;
    if (decision.outcome == Outcome::none) return "No source gives this phone a provisioning URL.";
    if (decision.outcome == Outcome::undetermined)
      return "What the phone will do could not be determined: " + decision.reason;
    const auto& title = kind_of(*decision.winner).title;
    if (!decision.usable) return fmt::format("{} wins with a value that is not a usable URL.", title);
    return fmt::format("{} wins: the phone loads {}", title, foreign(decision.resolved.front()));
  }
  if (report.plan) return "Nothing was sent.";
  const auto error = std::find_if(report.findings.begin(), report.findings.end(),
                                  [](const Finding& finding) { return finding.severity == Severity::error; });
  return error == report.findings.end() ? "Nothing was done." : error->message;
}

}  // namespace provtool
