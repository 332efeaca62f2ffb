#include "report/discovery_summary.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "report/source_names.hpp"

namespace provtool {

namespace {

const Finding* find(const Report& report, std::string_view id) {
  const auto found = std::find_if(report.findings.begin(), report.findings.end(),
                                  [id](const Finding& finding) { return finding.id == id; });
  return found == report.findings.end() ? nullptr : &*found;
}

bool is_of_expectations(std::string_view id) {
  return id == "decision.expectation" || id.ends_with(".unexpected-server");
}

// On the command line; the redirection server is left out by default.
bool leaves_some_out(const DiscoverySection& discovery) {
  return std::any_of(discovery.sources.begin(), discovery.sources.end(), [](const SourceSection& source) {
    return source.left_out && source.source != SourceId::redirect;
  });
}

std::string nobody_gives_an_address(const DiscoverySection& discovery) {
  const auto& servers = discovery.dhcp_servers;
  const bool over_ipv6 = std::any_of(servers.begin(), servers.end(),
                                     [](const SeenDhcpServer& server) { return server.family == 6; });
  return over_ipv6 ? "No DHCPv4 server answered: a phone gets no IPv4 address"
                   : "No DHCP server answered: a phone gets no address";
}

std::string unusable(const DiscoverySection& discovery) {
  const auto others = named(not_tried(discovery));
  return fmt::format(
      "{} wins with a value that is not a usable URL: the phone loads nothing, and tries nothing else{}.",
      opening(name_of(*discovery.decision.winner)),
      others.empty() ? "" : fmt::format(" (not {} either)", others));
}

// An error beside a winner that works: a first line that named the winner alone would contradict the status.
std::string error_beside(const Report& report) {
  if (auto expectation = not_as_expected(report); !expectation.empty()) return expectation;
  for (const auto& finding : report.findings)
    if (finding.severity == Severity::error) return fmt::format("Not in order: {}. ", finding.message);
  return "";
}

std::string of_winner(const Report& report) {
  const auto& discovery = *report.discovery;
  const auto& decision = discovery.decision;
  if (!decision.usable) return not_as_expected(report) + unusable(discovery);
  return fmt::format("{}The phone {} load  {}", error_beside(report),
                     leaves_out_above_winner(discovery) ? "would" : "will",
                     foreign(decision.resolved.empty() ? decision.url : decision.resolved.front()));
}

// What is worse than the expectation stands first.
std::string and_not_as_expected(const std::string& sentence, const Report& report) {
  const auto expectation = not_as_expected(report);
  return expectation.empty() ? sentence : fmt::format("{} {}", sentence, trim(expectation));
}

std::string of_unknown(const Report& report) {
  const auto& discovery = *report.discovery;
  if (find(report, "dhcp4.no-server") != nullptr) return nobody_gives_an_address(discovery) + " here.";
  if (const auto* silent = find(report, "host.silent-link"))
    return fmt::format("This link is silent: {}.", silent->message);
  if (const auto* denied = find(report, "host.no-privilege"); denied && denied->severity == Severity::error)
    return "This user may not ask DHCP, which decides on most networks.";
  const auto first = std::find_if(
      discovery.sources.begin(), discovery.sources.end(),
      [](const SourceSection& source) { return source.status == Status::not_tested && !source.left_out; });
  if (first == discovery.sources.end()) return discovery.decision.reason;
  return fmt::format("{} could not be judged: {}.", opening(name_of(first->source)), first->reason);
}

}  // namespace

std::string discovery_summary(const Report& report) {
  const auto& discovery = *report.discovery;
  switch (discovery.decision.outcome) {
    case Outcome::none:
      if (find(report, "dhcp4.no-server") != nullptr)
        return and_not_as_expected(nobody_gives_an_address(discovery) + " and no URL here.", report);
      return fmt::format("{}No source{} gives this phone a provisioning URL.", not_as_expected(report),
                         leaves_some_out(discovery) ? " that was asked" : "");
    case Outcome::contested:
      return and_not_as_expected(it_depends(discovery.decision.contenders), report);
    case Outcome::undetermined:
      return of_unknown(report);
    case Outcome::won:
      break;
  }
  return of_winner(report);
}

std::string not_as_expected(const Report& report) {
  for (const auto& finding : report.findings)
    if (is_of_expectations(finding.id)) return fmt::format("Not as expected: {}. ", finding.message);
  return "";
}

bool leaves_out_above_winner(const DiscoverySection& discovery) {
  for (const auto& source : discovery.sources) {
    if (source.source == discovery.decision.winner) break;
    const bool is_assumed = source.source == SourceId::manual;  // not to be set, when nobody says otherwise
    if (source.left_out && source.status == Status::not_tested && !is_assumed) return true;
  }
  return false;
}

std::vector<std::string> ways_to_privilege(const std::string& command) {
  return {fmt::format("sudo provtool {} ...     or once, for everybody:", command),
          "sudo setcap cap_net_raw+ep \"$(command -v provtool)\""};
}

bool is_said(const Report& report, const Finding& finding) {
  const auto came_out = [&report](Outcome outcome) {
    return report.discovery && report.discovery->decision.outcome == outcome;
  };
  if (finding.id == "decision.contested") return came_out(Outcome::contested);
  if (finding.id == "decision.winner-unusable") return came_out(Outcome::won);
  if (finding.id == "decision.no-source") return came_out(Outcome::none);
  if (finding.id == "dhcp4.no-server") return came_out(Outcome::none) || came_out(Outcome::undetermined);
  return finding.message.size() > 1 &&
         report.verdict.summary.find(finding.message.substr(1)) != std::string::npos;
}

}  // namespace provtool
