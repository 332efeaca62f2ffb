#include "discovery/outcome.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "discovery/expectations.hpp"
#include "discovery/first_heard.hpp"

namespace provtool {

namespace {

// A phone gets no address unless one was set by hand; a warning where a source has won all the same.
std::optional<Finding> no_dhcp_server(const Decision& decision, AddressMode mode, const Ending& ending) {
  const auto& sources = decision.sources;
  const auto silent = std::find_if(sources.begin(), sources.end(), [](const RankedSource& source) {
    return kind_of(source.evidence.source).dhcp_option && source.status == Status::no_answer &&
           !source.evidence.server;  // who is named was there, with an OFFER of no use
  });
  if (silent == sources.end() || mode == AddressMode::ipv6) return std::nullopt;
  auto finding = make_finding(
      "dhcp4.no-server",
      fmt::format(
          "{}{}; a phone without an address set by hand gets none here", silent->reason,
          ending.received ? fmt::format(", where {} arrived", counted(*ending.received, "packet")) : ""));
  if (decision.winner) finding.severity = Severity::warning;
  return finding;
}

void append(std::vector<Finding>& all, std::vector<Finding> more) {
  for (auto& finding : more) all.push_back(std::move(finding));
}

}  // namespace

std::vector<Finding> findings_of_outcome(const Decision& decision, AddressMode mode, const Ending& ending,
                                         const Situation& situation) {
  std::vector<Finding> findings;
  const auto no_server = no_dhcp_server(decision, mode, ending);
  if (no_server) findings.push_back(*no_server);
  append(findings, findings_of(decision, *situation.identity.phone));
  for (auto& finding : findings)
    if (no_server && finding.id == "decision.no-source") finding.hint.clear();  // it follows from the other
  append(findings, first_only(decision, ending, situation.settings));
  append(findings, unmet_expectations(decision, situation.settings.expect));
  return findings;
}

}  // namespace provtool
