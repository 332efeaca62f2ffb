#include "report/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/text.hpp"

namespace provtool {

bool is_undetermined(const Report& report) {
  return report.discovery && report.discovery->decision.outcome == Outcome::undetermined;
}

bool is_prevented(const Report& report) {
  if (report.counts && report.counts->not_read > 0) return true;
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
    if (at_least > 0 || counts->invalid > 0) return true;
  }
  return std::any_of(report.findings.begin(), report.findings.end(),
                     [severity](const Finding& finding) { return finding.severity >= severity; });
}

namespace {

// On the command line; the redirection server is left out by default.
bool leaves_some_out(const DiscoverySection& discovery) {
  return std::any_of(discovery.sources.begin(), discovery.sources.end(), [](const SourceSection& source) {
    return source.left_out && source.source != SourceId::redirect;
  });
}

// "3 files: 1 invalid; 2 errors, 1 warning"
std::string summary_of(const FileCounts& counts) {
  std::vector<std::string> states;
  if (counts.not_read > 0) states.push_back(fmt::format("{} not read", counts.not_read));
  if (counts.invalid > 0) states.push_back(fmt::format("{} invalid", counts.invalid));
  const auto files = counts.files + counts.not_read;
  if (states.empty()) states.emplace_back(files == 1 ? "valid" : "all valid");
  return fmt::format("{}: {}; {}, {}", counted(files, "file"), fmt::join(states, ", "),
                     counted(counts.errors, "error"), counted(counts.warnings, "warning"));
}

}  // namespace

std::string summary_of(const Report& report) {
  if (report.counts && report.counts->files + report.counts->not_read > 0) return summary_of(*report.counts);
  if (report.discovery) {
    const auto& decision = report.discovery->decision;
    const bool no_server =
        std::any_of(report.findings.begin(), report.findings.end(),
                    [](const Finding& finding) { return finding.id == "dhcp4.no-server"; });
    const auto& servers = report.discovery->dhcp_servers;
    const bool over_ipv6 = std::any_of(servers.begin(), servers.end(),
                                       [](const SeenDhcpServer& server) { return server.family == 6; });
    const std::string no_address = fmt::format("No {} server answered: a phone gets no {}address",
                                               over_ipv6 ? "DHCPv4" : "DHCP", over_ipv6 ? "IPv4 " : "");
    if (decision.outcome == Outcome::none && no_server) return no_address + " and no URL here.";
    if (decision.outcome == Outcome::none)
      return fmt::format("No source{} gives this phone a provisioning URL.",
                         leaves_some_out(*report.discovery) ? " that was asked" : "");
    if (decision.outcome == Outcome::undetermined && no_server)
      return fmt::format("{} here. What it will do without one could not be determined: {}", no_address,
                         decision.reason);
    if (decision.outcome == Outcome::contested) return it_depends(decision.contenders);
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
