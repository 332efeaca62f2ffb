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

// Where no server gives the phone an address, that there is no URL follows, and has no advice of its own.
bool no_address_is_the_cause(const Decision& decision, AddressMode mode) {
  return mode != AddressMode::ipv6 &&
         std::any_of(decision.sources.begin(), decision.sources.end(), [](const RankedSource& source) {
           return kind_of(source.evidence.source).dhcp_option &&
                  (source.status == Status::no_answer || source.status == Status::refused);
         });
}

void append(std::vector<Finding>& all, std::vector<Finding> more) {
  for (auto& finding : more) all.push_back(std::move(finding));
}

}  // namespace

std::vector<Finding> findings_of_outcome(const Decision& decision, AddressMode mode, const Ending& ending,
                                         const Situation& situation) {
  std::vector<Finding> findings;
  if (auto finding = no_dhcp_server(decision, mode, ending)) findings.push_back(std::move(*finding));
  append(findings, findings_of(decision, *situation.identity.phone));
  for (auto& finding : findings)
    if (finding.id == "decision.no-source" && no_address_is_the_cause(decision, mode)) finding.hint.clear();
  append(findings, first_only(decision, ending, situation.settings));
  append(findings, unmet_expectations(decision, situation.settings.expect));
  return findings;
}

}  // namespace provtool
