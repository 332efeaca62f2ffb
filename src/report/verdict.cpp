#include "report/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
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
  if (const auto& counts = report.counts) {
    const auto at_least = severity == Severity::error     ? counts->errors
                          : severity == Severity::warning ? counts->errors + counts->warnings
                                                          : counts->errors + counts->warnings + counts->infos;
    if (at_least > 0) return true;
  }
  return std::any_of(report.findings.begin(), report.findings.end(),
                     [severity](const Finding& finding) { return finding.severity >= severity; });
}

namespace {

std::string summary_of(const FileCounts& counts) {
  auto text = counts.invalid == 0 ? fmt::format("{} can be loaded", counted(counts.files, "file"))
                                  : fmt::format("{} of {} cannot be loaded as written", counts.invalid,
                                                counted(counts.files, "file"));
  return fmt::format("{}: {}, {}.", text, counted(counts.errors, "error"),
                     counted(counts.warnings, "warning"));
}

}  // namespace

std::string summary_of(const Report& report) {
  if (report.counts) return summary_of(*report.counts);
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
