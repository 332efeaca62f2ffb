#include "discovery/outcome.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/address.hpp"
#include "base/foreign.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "discovery/expectations.hpp"
#include "discovery/first_heard.hpp"

namespace provtool {

namespace {

// A phone gets no address unless one was set by hand; a warning where a source has won all the same.
std::optional<Finding> no_dhcp_server(const Decision& decision, AddressMode mode, const Ending& ending,
                                      const std::string& interface) {
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
  if (ending.received)
    finding.hint += fmt::format(" {} received {}.", interface, counted(*ending.received, "packet"));
  if (decision.winner) finding.severity = Severity::warning;
  return finding;
}

// Whether the URL names its host by an address that the phone cannot reach with those it has here.
std::optional<Finding> wrong_family(const Decision& decision, AddressMode mode) {
  if (decision.resolved.empty() || (mode != AddressMode::ipv4 && mode != AddressMode::ipv6))
    return std::nullopt;
  const auto parts = parse_url(decision.resolved.front());
  if (!parts) return std::nullopt;
  const bool is_v6 = parts->host.starts_with('[');
  const bool is_v4 = Ipv4Address::parse(parts->host).has_value();
  if (mode == AddressMode::ipv4 ? !is_v6 : !is_v4) return std::nullopt;
  return make_finding("decision.address-family",
                      fmt::format("the URL names {}, and a phone has {} addresses only here",
                                  foreign(parts->host), is_v6 ? "IPv4" : "IPv6"));
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
  if (auto finding = no_dhcp_server(decision, mode, ending, situation.interface.name))
    findings.push_back(std::move(*finding));
  append(findings, findings_of(decision, *situation.identity.phone));
  for (auto& finding : findings)
    if (finding.id == "decision.no-source" && no_address_is_the_cause(decision, mode)) finding.hint.clear();
  if (auto finding = wrong_family(decision, mode)) findings.push_back(std::move(*finding));
  append(findings, first_only(decision, ending, situation.settings));
  append(findings, unmet_expectations(decision, situation.settings.expect));
  return findings;
}

}  // namespace provtool
