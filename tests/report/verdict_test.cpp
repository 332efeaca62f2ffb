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

}  // namespace provtool
