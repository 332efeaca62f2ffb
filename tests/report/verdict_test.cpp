#include "report/verdict.hpp"

#include <doctest/doctest.h>

namespace provtool {

TEST_CASE("where nothing came out, the first error says why") {
  Report report;
  CHECK(summary_of(report) == "Nothing was done.");
  report.findings = {make_finding("host.no-address", "an info"),
                     make_finding("host.no-interface", "the first error"),
                     make_finding("host.not-written", "another")};
  CHECK(summary_of(report) == "the first error");
  report.plan.emplace();
  CHECK(summary_of(report) == "Nothing was sent.");
}

TEST_CASE("a decision is told by what the phone does") {
  Report report;
  auto& decision = report.discovery.emplace().decision;
  decision.outcome = Outcome::none;
  CHECK(summary_of(report) == "No source gives this phone a provisioning URL.");
  decision.outcome = Outcome::undetermined;
  decision.reason = "Because.";
  CHECK(summary_of(report) == "What the phone will do could not be determined: Because.");
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

}  // namespace provtool
