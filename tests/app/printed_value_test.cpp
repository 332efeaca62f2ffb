#include "app/printed_value.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

Report with_winner() {
  Report report;
  auto& decision = report.discovery.emplace().decision;
  decision.outcome = Outcome::won;
  decision.winner = SourceId::dhcp160;
  decision.usable = true;
  decision.url = "http://a/{MODEL}.cfg";
  decision.resolved = {"http://a/KX-UTG200B.cfg", "https://a/KX-UTG200B.cfg"};
  report.verdict = {VerdictStatus::failed, "One sentence.", 1};
  return report;
}

}  // namespace

TEST_CASE("each value is a line") {
  const auto report = with_winner();
  CHECK(printed_value(report, Printed::winner) == "dhcp160\n");
  CHECK(printed_value(report, Printed::url) == "http://a/KX-UTG200B.cfg\n");
  CHECK(printed_value(report, Printed::verdict) == "failed\n");
  CHECK(printed_value(report, Printed::summary) == "One sentence.\n");
  CHECK(printed_value(report, Printed::exit_code) == "1\n");
}

TEST_CASE("a value that there is not is not even a line") {
  auto report = with_winner();
  report.discovery->decision.usable = false;
  CHECK(printed_value(report, Printed::url).empty());
  report.discovery->decision = {};
  CHECK(printed_value(report, Printed::winner).empty());
  report.discovery.reset();
  CHECK(printed_value(report, Printed::winner).empty());
  CHECK(printed_value(report, Printed::url).empty());
}

TEST_CASE("of a URL that was given it is what was fetched first") {
  Report report;
  report.downloads.emplace_back().url = "a.example.com";
  CHECK(printed_value(report, Printed::url) == "a.example.com\n");
  report.downloads[0].attempts = {{"tftp://a.example.com/x", DownloadStatus::failed, "", {}},
                                  {"http://a.example.com/x", DownloadStatus::ok, "", {}}};
  CHECK(printed_value(report, Printed::url) == "tftp://a.example.com/x\n");
}

}  // namespace provtool
