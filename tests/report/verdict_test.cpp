#include "report/verdict.hpp"

#include <doctest/doctest.h>

namespace provtool {

TEST_CASE("where nothing came out, the first error says why") {
  Report report;
  CHECK(summary_of(report) == "Nothing was done.");
  report.findings = {make_finding("host.no-address", "an info"),
                     make_finding("host.no-interface", "the first error"),
                     make_finding("host.not-written", "another")};
  CHECK(summary_of(report) == "The first error.");
  report.plan.emplace();
  CHECK(summary_of(report) == "Nothing was sent.");
}

TEST_CASE("what is a failure by --fail-on alone is said, the worst of it") {
  Report report;
  report.findings = {make_finding("host.no-address", "an info"),
                     make_finding("download.partial", "a warning"),
                     make_finding("download.partial", "another")};
  CHECK(failed_by(report, Severity::warning) == "Not accepted (--fail-on warning): a warning. ");
  CHECK(failed_by(report, Severity::info) == "Not accepted (--fail-on info): a warning. ");
  report.findings.resize(1);
  CHECK(failed_by(report, Severity::info) == "Not accepted (--fail-on info): an info. ");
  CHECK(failed_by(report, Severity::warning).empty());
  report.findings.push_back(make_finding("decision.no-source", "an error"));
  CHECK(failed_by(report, Severity::info).empty());
}

TEST_CASE("an error may prevent, and prevents nothing where it weighs less") {
  Report report;
  report.findings = {make_finding("host.no-privilege", "an error")};
  CHECK(is_prevented(report));
  CHECK(reaches(report, Severity::error));
  report.findings.front().severity = Severity::info;
  CHECK_FALSE(is_prevented(report));
  CHECK_FALSE(reaches(report, Severity::warning));
  report.findings = {make_finding("decision.no-source", "an error that is a result")};
  CHECK_FALSE(is_prevented(report));
  CHECK_FALSE(is_undetermined(report));
}

TEST_CASE("unknown is not failed, unless an error stands by itself") {
  Report report;
  report.command = "fetch";
  report.boots.push_back({"", "http://a/", BootOutcome::unknown, "the standard file is encrypted"});
  report.findings = {make_finding("config.no-key", "no key")};
  CHECK_FALSE(is_undetermined(report));
  report.open = {{"config.no-key", "Give the key with --key-file."}};
  CHECK(is_undetermined(report));
  CHECK(to_settle_of(report) == "Give the key with --key-file.");
  report.findings.push_back(make_finding("download.partial", "a warning"));
  CHECK(is_undetermined(report));
  report.findings.push_back(make_finding("download.not-found", "another file is lost"));
  CHECK_FALSE(is_undetermined(report));
  CHECK(to_settle_of(report).empty());
}

TEST_CASE("an error stands by itself beside an open one of its kind") {
  const auto refused = [](std::string url) {
    return make_finding("download.auth", "401", Place{.url = std::move(url)});
  };
  Report report;
  report.command = "fetch";
  report.boots.push_back({"", "http://a/", BootOutcome::unknown, "one asks for a login"});
  report.open = {{"download.auth", "Give the user and password with --credentials.", "http://b/"}};
  report.findings = {refused("http://b/")};
  CHECK(is_undetermined(report));
  report.findings.push_back(refused("http://a/"));
  CHECK_FALSE(is_undetermined(report));
}

TEST_CASE("a discovery that decides nothing stays undetermined, and asks its own question first") {
  Report report;
  report.command = "check";
  auto& decision = report.discovery.emplace().decision;
  decision.outcome = Outcome::undetermined;
  decision.to_settle = "Run it as root.";
  report.findings = {make_finding("download.not-found", "lost")};
  report.open = {{"config.no-key", "Give the key with --key-file."}};
  CHECK(is_undetermined(report));
  CHECK(to_settle_of(report) == "Run it as root.");
}

TEST_CASE("a contested discovery is an error, whatever is open") {
  Report report;
  report.command = "check";
  report.discovery.emplace().decision.outcome = Outcome::contested;
  report.findings = {make_finding("decision.contested", "two")};
  report.open = {{"config.no-key", "Give the key with --key-file."}};
  CHECK_FALSE(is_undetermined(report));
}

TEST_CASE("a check that ends before its files is undetermined, a discovery is not") {
  Report report;
  auto& decision = report.discovery.emplace().decision;
  decision.outcome = Outcome::won;
  decision.winner = SourceId::dhcp66;
  decision.usable = true;
  decision.resolved = {"http://192.0.2.1/x.cfg"};
  report.command = "discover";
  CHECK_FALSE(is_undetermined(report));
  report.command = "check";
  CHECK(is_undetermined(report));
  CHECK(summary_of(report) == "DHCP option 66 wins; the files behind it were not loaded.");
  CHECK_FALSE(to_settle_of(report).empty());
}

TEST_CASE("an error that ends a run early is said as a sentence") {
  Report report;
  report.findings = {make_finding("host.not-read", "cannot read a.pem")};
  CHECK(summary_of(report) == "Cannot read a.pem.");
  report.findings = {make_finding("host.link-down", "eth0 has no carrier")};
  CHECK(summary_of(report) == "eth0 has no carrier.");
}

}  // namespace provtool
