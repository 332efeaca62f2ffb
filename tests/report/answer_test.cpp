#include "report/answer.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "report/discovery_summary.hpp"
#include "report/sample_report.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using testing::sample_report;

AnswerBlock answer(Report report, Depth depth = Depth::usual) {
  report.verdict.summary = discovery_summary(report);
  return to_answer(report, depth, Severity::error);
}

std::vector<std::string> texts_of(const AnswerBlock& block, std::string_view name) {
  std::vector<std::string> texts;
  for (const auto& row : block.rows)
    if (row.name == name) texts.push_back(row.text);
  return texts;
}

using Texts = std::vector<std::string>;

Report undetermined() {
  auto report = sample_report();
  report.findings.clear();
  report.discovery->decision = {};
  report.discovery->decision.outcome = Outcome::undetermined;
  report.discovery->sources[1].status = Status::not_tested;
  for (auto& source : report.discovery->sources) source.standing = Standing::none;
  return report;
}

}  // namespace

TEST_CASE("below a winner stands who decides, and that nothing else is tried") {
  const auto rows = texts_of(answer(sample_report()), "");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0] ==
        "DHCP option 160 of 192.0.2.1 decides; when the download fails the phone tries no other source. Not "
        "loaded yet: provtool check does.");
}

TEST_CASE("several URLs stand in the order in which they are tried") {
  auto report = sample_report();
  report.discovery->decision.resolved = {"tftp://a/", "http://b/", "https://c/"};
  CHECK(texts_of(answer(report), "then") == Texts{"http://b/", "https://c/"});
}

TEST_CASE("URLs that differ by their protocol share a row") {
  auto report = sample_report();
  report.discovery->decision.resolved = {"tftp://a/x", "http://a/x", "https://a/x", "ftp://a/x"};
  CHECK(texts_of(answer(report), "then") == Texts{"the same by http, https and ftp"});
  report.discovery->decision.resolved = {"tftp://a/x", "http://a/x", "http://a/y"};
  CHECK(texts_of(answer(report), "then") == Texts{"http://a/y", "the same by http"});
}

TEST_CASE("who answered SIP PnP is told by MAC and product") {
  auto report = sample_report();
  auto& sources = report.discovery->sources;
  std::swap(sources[1].standing, sources[2].standing);
  sources[1].url = "http://pbx/";
  SeenResponder responder;
  responder.from = "192.0.2.9:5060";
  responder.url = "http://pbx/";
  responder.mac = "00:00:5e:00:53:09";
  responder.product = "OldPBX 1.6";
  report.discovery->pnp_responders = {responder};
  CHECK(texts_of(answer(report), "")[0].starts_with(
      "SIP PnP of 192.0.2.9:5060, 00:00:5e:00:53:09 (OldPBX 1.6) decides;"));
}

TEST_CASE("of many contenders some are shown, all when asked for") {
  auto report = sample_report();
  report.findings = {make_finding("decision.contested", "they differ")};
  auto& decision = report.discovery->decision;
  decision = {};
  decision.outcome = Outcome::contested;
  decision.contenders.assign(100, {"192.0.2.1", "00:00:5e:00:53:01", 3ms, std::nullopt, ""});
  decision.contenders[1] = {"192.0.2.254", "00:00:5e:00:53:02", 400ms, SourceId::dhcp66, "192.0.2.254"};
  const auto rows = texts_of(answer(report), "");
  REQUIRE(rows.size() == 9);
  CHECK(rows[0] == "192.0.2.1    00:00:5e:00:53:01  3 ms    no URL");
  CHECK(rows[1] == "192.0.2.254  00:00:5e:00:53:02  400 ms  66:  192.0.2.254");
  CHECK(rows[8] == "and 92 more: -v shows them");
  CHECK(texts_of(answer(report), "do").size() == 1);
  CHECK(texts_of(answer(report), "why").empty());
  CHECK(texts_of(answer(report, Depth::everything), "").size() == 100);
}

TEST_CASE("where it is open, the best that was found is shown") {
  const auto rows = texts_of(answer(undetermined()), "");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0] ==
        "Unless that gives a URL, DHCP option 160 wins:  http://prov.example.com/utg200/{MODEL}.cfg");
}

TEST_CASE("without privilege the ways to it are told, and nothing else") {
  auto report = undetermined();
  report.findings = {make_finding("host.no-privilege", "EPERM")};
  const auto block = answer(report);
  CHECK(texts_of(block, "do") == Texts{"sudo provtool discover ...     or once, for everybody:"});
  CHECK(texts_of(block, "").back() == "sudo setcap cap_net_raw+ep \"$(command -v provtool)\"");
  CHECK(texts_of(block, "why").empty());
}

TEST_CASE("quiet is the sentence, and findings from what fails on") {
  auto report = sample_report();
  report.findings = {make_finding("dhcp4.nak", "a warning"),
                     make_finding("url.quoted", "an error", "dhcp160")};
  const auto block = answer(report, Depth::outcome);
  REQUIRE(block.rows.size() == 1);
  CHECK(block.rows[0].id == "url.quoted");
  CHECK(to_answer(report, Depth::outcome, std::nullopt).rows.empty());
}

}  // namespace provtool
