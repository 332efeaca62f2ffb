#include "report/nagios.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "report/disclosure.hpp"
#include "report/sample_boot.hpp"
#include "report/sample_report.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using testing::says;

std::string line_of(Report report, std::string_view state = "OK") {
  disclose(report, Secrets::mask);
  return to_nagios(report, state);
}

Report with_findings(const std::vector<Finding>& findings) {
  auto report = testing::sample_report();
  report.findings = findings;
  return report;
}

}  // namespace

TEST_CASE("a discovery is one line: the state, the sentence and the figures") {
  CHECK(line_of(testing::sample_report()) ==
        "PROVTOOL OK - DHCP option 160 wins. | time=5.012300s;;;0 errors=0;;;0 warnings=0;;;0 "
        "dhcp_servers=1;;;0 dhcp_answer=0.012345s;;;0 pnp_responders=0;;;0\n");
}

TEST_CASE("a boot has figures of its files as well") {
  auto report = testing::checked(testing::sample_boot());
  report.verdict.summary = "It works.";
  const auto line = line_of(report);
  CHECK(says(line, " files=5;;;0;5 bytes=2560B;;;0 slowest_file=0.0"));
  report.downloads.back() =
      testing::lost(DownloadRole::master, "http://prov.example.com/x", "nothing there", "download.not-found");
  CHECK(says(line_of(report), " files=4;;;0;5 bytes=2048B;;;0 "));
}

TEST_CASE("what is wrong stands behind the sentence by its ids, the cause first, each once") {
  const auto report = with_findings(
      {make_finding("decision.winner-unusable", "it is not usable"), make_finding("url.quoted", "in quotes"),
       make_finding("url.quoted", "in quotes, too"), make_finding("host.no-address", "of no matter")});
  CHECK(says(line_of(report, "CRITICAL"),
             "PROVTOOL CRITICAL - DHCP option 160 wins. [url.quoted, decision.winner-unusable] | "));
  CHECK(says(line_of(report), " errors=3;;;0 "));
}

TEST_CASE("of many kinds the others are counted") {
  const auto report = with_findings({make_finding("url.quoted", "a"), make_finding("url.whitespace", "b"),
                                     make_finding("url.encoded", "c"), make_finding("dhcp4.malformed", "d"),
                                     make_finding("dhcp4.nak", "e"), make_finding("pnp.refused", "f")});
  CHECK(says(line_of(report), " and 2 more] | "));
}

TEST_CASE("what would settle it is said") {
  auto report = testing::sample_report();
  report.verdict = {VerdictStatus::undetermined, "Nobody knows.", 3, "Run as root."};
  CHECK(says(line_of(report, "UNKNOWN"), "PROVTOOL UNKNOWN - Nobody knows. Run as root. | "));
}

TEST_CASE("it stays one line with one bar, whatever the network sends") {
  auto report = testing::sample_report();
  report.verdict.summary = "It loads http://a/|b\nc=1;2;3 | x\r\x1b[31m.";
  const auto line = line_of(report);
  CHECK(std::count(line.begin(), line.end(), '|') == 1);
  CHECK(std::count(line.begin(), line.end(), '\n') == 1);
  CHECK(says(line, "http://a/\\x7cb"));
  CHECK(line.find('\x1b') == std::string::npos);
}

TEST_CASE("a long sentence leaves room for the figures") {
  auto report = testing::checked(testing::sample_boot());
  report.verdict.summary = std::string(5000, 'x');
  const auto line = line_of(report);
  CHECK(line.size() < 1023);
  CHECK(says(line, "…"));
  CHECK(says(line, " | time="));
}

TEST_CASE("where nothing was asked there are no figures of answers") {
  Report report;
  report.verdict.summary = "The interface eth9 does not exist.";
  CHECK(line_of(report, "UNKNOWN") ==
        "PROVTOOL UNKNOWN - The interface eth9 does not exist. | errors=0;;;0 warnings=0;;;0\n");
}

}  // namespace provtool
