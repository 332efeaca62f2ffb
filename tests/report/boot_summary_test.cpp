#include "report/boot_summary.hpp"

#include <doctest/doctest.h>

#include "report/disclosure.hpp"
#include "report/sample_boot.hpp"
#include "report/verdict.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using testing::checked;
using testing::says;

const std::string k_saved =
    "its server refuses the connection: the phone keeps its saved configuration if it has one; a new phone "
    "stays unprovisioned and tries again";

SourceSection* source_of(Report& report, SourceId id) {
  for (auto& source : report.discovery->sources)
    if (source.source == id) return &source;
  return nullptr;
}

}  // namespace

TEST_CASE("without a boot there is nothing to say of it") {
  CHECK(boot_summary(Report{}).empty());
}

TEST_CASE("of a winner it says what the phone does, and who will not be tried") {
  CHECK(boot_summary(checked(testing::refused_boot())) ==
        "DHCP option 160 wins and " + k_saved + "; options 159 and 66 will not be tried.");
  auto report = checked(testing::refused_boot());
  source_of(report, SourceId::dhcp159)->standing = Standing::none;
  CHECK(boot_summary(report) == "DHCP option 160 wins and " + k_saved + "; option 66 will not be tried.");
  source_of(report, SourceId::dhcp66)->url = report.discovery->decision.url;
  CHECK(boot_summary(report) == "DHCP option 160 wins and " + k_saved + ".");
}

TEST_CASE("sources without an option's number are named, too") {
  auto report = checked(testing::refused_boot());
  report.discovery->decision.winner = SourceId::manual;
  source_of(report, SourceId::dhcp159)->standing = Standing::none;
  source_of(report, SourceId::pnp)->standing = Standing::outranked;
  CHECK(boot_summary(report) ==
        "The URL set by hand wins and " + k_saved + "; option 66 and SIP PnP will not be tried.");
}

TEST_CASE("of a phone that comes up it does not matter who else there was") {
  CHECK(boot_summary(checked(testing::sample_boot())) ==
        "DHCP option 160 wins, and the phone comes up with the values of 3 device files.");
}

TEST_CASE("of a value that is no URL nothing is loaded") {
  auto report = checked(testing::refused_boot());
  report.boots.clear();
  CHECK(boot_summary(report).empty());
  report.discovery->decision.usable = false;
  CHECK(boot_summary(report) ==
        "DHCP option 160 wins with a value that is not a usable URL: the phone loads nothing, and keeps its "
        "saved "
        "configuration if it has one; options 159 and 66 will not be tried.");
  report.command = "discover";
  CHECK(boot_summary(report).empty());
}

TEST_CASE("without a discovery the URL is what it is about, its password masked") {
  Report report;
  report.command = "fetch";
  report.boots.push_back({"", "ftp://u:invented-pass@a.example.com/", BootOutcome::saved, k_saved});
  report.verdict.summary = summary_of(report);
  CHECK(says(report.verdict.summary, k_saved + "."));
  disclose(report, Secrets::mask);
  CHECK(report.verdict.summary == "ftp://u:***@a.example.com/: " + k_saved + ".");
}

TEST_CASE("when it depends on the DHCP server each one's outcome is said") {
  auto report = checked(testing::refused_boot());
  auto& decision = report.discovery->decision;
  decision.outcome = Outcome::contested;
  decision.winner = std::nullopt;
  decision.contenders = {{"192.0.2.1", "", {}, SourceId::dhcp160, "http://a/"},
                         {"192.0.2.2", "", {}, SourceId::dhcp66, "http://b/"},
                         {"192.0.2.3", "", {}, std::nullopt, ""}};
  report.boots = {{"192.0.2.1", "http://a/", BootOutcome::configured, "the phone comes up"},
                  {"192.0.2.2", "http://b/", BootOutcome::empty, "the initial file names no device file"}};
  CHECK(
      boot_summary(report) ==
      "It depends on which DHCP server answers first: 3 answer, and differ. With 192.0.2.1: the phone comes "
      "up; with 192.0.2.2: the initial file names no device file; with 192.0.2.3: nothing to load.");
  decision.contenders.resize(9, decision.contenders.back());
  CHECK(boot_summary(report).ends_with("; and 5 more."));
}

TEST_CASE("of a discovery that decides nothing it says what the best source gives") {
  auto report = checked(testing::sample_boot());
  auto& decision = report.discovery->decision;
  decision.outcome = Outcome::undetermined;
  decision.winner = std::nullopt;
  decision.reason = "SIP PnP could not be judged: port 5060 is taken.";
  CHECK(boot_summary(report) ==
        "What the phone will do could not be determined: SIP PnP could not be judged: port 5060 is taken. "
        "If DHCP option 160 wins, the phone comes up with the values of 3 device files.");
  report.boots[0].url = "http://elsewhere.example.com/";
  CHECK(says(boot_summary(report), "With http://elsewhere.example.com/ the phone comes up"));
}

TEST_CASE("an expectation that failed comes before the boot") {
  auto report = checked(testing::sample_boot());
  report.findings.push_back(make_finding("decision.expectation", "expected another URL"));
  CHECK(summary_of(report).starts_with("Not as expected: expected another URL. DHCP option 160 wins, and"));
}

TEST_CASE("files that load with errors are not said to be well") {
  auto report = checked(testing::sample_boot());
  report.findings.push_back(make_finding("config.bad-perm", "wrong"));
  report.findings.push_back(make_finding("config.encoding", "a warning"));
  CHECK(boot_summary(report).ends_with("; but its files have 1 error."));
  report.discovery.reset();
  CHECK(boot_summary(report).ends_with("; but its files have 1 error."));
  report.boots[0].outcome = BootOutcome::saved;
  CHECK_FALSE(boot_summary(report).ends_with("error."));
}

}  // namespace provtool
