#include "report/discovery_summary.hpp"

#include <doctest/doctest.h>

#include "report/sample_report.hpp"

namespace provtool {

namespace {

using testing::sample_report;

Report with_outcome(Outcome outcome, std::vector<Finding> findings = {}) {
  Report report;
  report.command = "discover";
  report.discovery.emplace().decision.outcome = outcome;
  report.findings = std::move(findings);
  return report;
}

SourceSection source(SourceId id, Status status, const std::string& reason) {
  SourceSection section;
  section.source = id;
  section.status = status;
  section.reason = reason;
  return section;
}

const std::string k_loads = "The phone will load  http://prov.example.com/utg200/KX-UTG200B.cfg";

}  // namespace

TEST_CASE("of a winner the first line says what the phone loads") {
  CHECK(discovery_summary(sample_report()) == k_loads);
}

TEST_CASE("where something above the winner was left out, the first line does not promise it") {
  auto report = sample_report();
  auto& pnp = report.discovery->sources[1];
  pnp.status = Status::not_tested;
  pnp.left_out = true;
  CHECK(discovery_summary(report).starts_with("The phone would load  http://"));
  pnp.left_out = false;
  report.discovery->sources.back().left_out = true;
  CHECK(discovery_summary(report) == k_loads);
}

TEST_CASE("a winner that cannot be used is told with what is not tried instead") {
  auto report = sample_report();
  report.discovery->decision.usable = false;
  CHECK(discovery_summary(report) ==
        "DHCP option 160 wins with a value that is not a usable URL: the phone loads nothing, and tries "
        "nothing "
        "else (not options 159 and 66 either).");
  for (auto& each : report.discovery->sources)
    if (each.standing == Standing::outranked) each.standing = Standing::none;
  CHECK(discovery_summary(report).ends_with("and tries nothing else."));
}

TEST_CASE("an error beside a winner comes first, so that the first line agrees with the status") {
  auto report = sample_report();
  report.findings.push_back(make_finding("host.not-written", "x.json: no space"));
  CHECK(discovery_summary(report) == "Not in order: x.json: no space. " + k_loads);
  for (const auto& expectation : {make_finding("decision.expectation", "66 was expected"),
                                  make_finding("dhcp4.unexpected-server", "66 was expected"),
                                  make_finding("dhcp6.unexpected-server", "66 was expected")}) {
    report.findings.back() = expectation;
    CHECK(discovery_summary(report) == "Not as expected: 66 was expected. " + k_loads);
  }
  report.findings.back() = make_finding("dhcp4.nak", "a warning");
  CHECK(discovery_summary(report) == k_loads);
}

TEST_CASE("nobody who answers is another sentence than nobody who gives a URL") {
  auto report = with_outcome(Outcome::none);
  CHECK(discovery_summary(report) == "No source gives this phone a provisioning URL.");
  report.findings = {make_finding("dhcp4.no-server", "nobody")};
  CHECK(discovery_summary(report) == "No DHCP server answered: a phone gets no address and no URL here.");
  SeenDhcpServer over_ipv6;
  over_ipv6.family = 6;
  report.discovery->dhcp_servers.push_back(over_ipv6);
  CHECK(discovery_summary(report) ==
        "No DHCPv4 server answered: a phone gets no IPv4 address and no URL here.");
  report.discovery->decision.outcome = Outcome::undetermined;
  CHECK(discovery_summary(report) == "No DHCPv4 server answered: a phone gets no IPv4 address here.");
}

TEST_CASE("an expectation that is not met is said in every outcome, behind what is worse") {
  const auto unmet = make_finding("decision.expectation", "SIP PnP was expected to win, but another does");
  const std::string said = "Not as expected: SIP PnP was expected to win, but another does.";
  for (const auto outcome : {Outcome::none, Outcome::won}) {
    auto report = sample_report();
    report.discovery->decision.outcome = outcome;
    report.findings = {unmet};
    CHECK(discovery_summary(report).starts_with(said + " "));
  }
  CHECK(discovery_summary(with_outcome(Outcome::contested, {unmet})).ends_with(". " + said));
  const auto silent = make_finding("dhcp4.no-server", "nobody");
  CHECK(discovery_summary(with_outcome(Outcome::none, {silent, unmet})).ends_with("no URL here. " + said));
}

TEST_CASE("of sources that were not asked the first line says nothing") {
  auto report = with_outcome(Outcome::none);
  report.discovery->sources = {source(SourceId::redirect, Status::not_tested, "by default")};
  report.discovery->sources.front().left_out = true;
  CHECK(discovery_summary(report) == "No source gives this phone a provisioning URL.");
  report.discovery->sources.front().source = SourceId::pnp;
  CHECK(discovery_summary(report) == "No source that was asked gives this phone a provisioning URL.");
}

TEST_CASE("what is open is told by the first source that is, and why") {
  auto report = with_outcome(Outcome::undetermined);
  report.discovery->decision.reason = "Because.";
  CHECK(discovery_summary(report) == "Because.");
  auto left_out = source(SourceId::manual, Status::not_tested, "not named");
  left_out.left_out = true;
  report.discovery->sources = {left_out, source(SourceId::pnp, Status::not_tested, "interrupted after 1.0 s"),
                               source(SourceId::dhcp160, Status::not_tested, "too")};
  CHECK(discovery_summary(report) == "SIP PnP could not be judged: interrupted after 1.0 s.");
  report.findings = {make_finding("host.no-privilege", "EPERM")};
  CHECK(discovery_summary(report) == "This user may not ask DHCP, which decides on most networks.");
  report.findings = {make_finding("host.silent-link", "eth0 received nothing")};
  CHECK(discovery_summary(report) == "This link is silent: eth0 received nothing.");
}

TEST_CASE("what the first line says is known, so that it is not said again") {
  auto report = with_outcome(Outcome::contested);
  CHECK(is_said(report, make_finding("decision.contested", "2 differ")));
  CHECK_FALSE(is_said(report, make_finding("dhcp4.nak", "no")));
  report.discovery->decision.outcome = Outcome::won;
  CHECK(is_said(report, make_finding("decision.winner-unusable", "so")));
  report.verdict.summary = "Not in order: x.json: no space. More";
  CHECK(is_said(report, make_finding("host.not-written", "x.json: no space")));
}

}  // namespace provtool
