#include "report/tally.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace provtool {

void say_what_is_missing(ConfigFile& file) {
  if (file.more_findings > 0)
    file.findings.push_back(
        make_finding("config.more-findings",
                     fmt::format("and {} in this file", counted(file.more_findings, "more finding")),
                     Place{.file = file.name}));
}

void count(Report& report, const ConfigFile& file) {
  ++report.counts->files;
  report.counts->invalid += file.valid ? 0 : 1;
  count(report, file.findings);
}

void count(Report& report, const std::vector<Finding>& findings) {
  auto& counts = *report.counts;
  for (const auto& finding : findings) {
    if (finding.severity > counts.worst_severity) {
      counts.worst = finding.id;
      counts.worst_severity = finding.severity;
    }
    ++(finding.severity == Severity::error     ? counts.errors
       : finding.severity == Severity::warning ? counts.warnings
                                               : counts.infos);
  }
}

void list(Report& report, const ConfigFile& file) {
  report.files.push_back(to_section(file));
  list(report, file.findings);
}

void list(Report& report, const std::vector<Finding>& findings) {
  const auto room = k_most_findings - std::min(k_most_findings, report.findings.size());
  const auto taken = std::min(room, findings.size());
  report.findings.insert(report.findings.end(), findings.begin(),
                         findings.begin() + static_cast<std::ptrdiff_t>(taken));
  report.counts->not_listed += findings.size() - taken;
}

void say_what_is_not_listed(Report& report) {
  if (report.counts->not_listed > 0)
    report.findings.push_back(make_finding(
        "config.more-findings", fmt::format("the first {} are listed, and {} are not", k_most_findings,
                                            counted(report.counts->not_listed, "more finding"))));
}

}  // namespace provtool
