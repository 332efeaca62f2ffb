#include "report/causes.hpp"

#include <doctest/doctest.h>

#include "report/sample_boot.hpp"

namespace provtool {

namespace {

using Texts = std::vector<std::string>;

Texts ids_of(const std::vector<AnswerRow>& rows) {
  Texts ids;
  for (const auto& row : rows)
    if (!row.id.empty()) ids.push_back(row.id);
  return ids;
}

Report with(std::vector<Finding> findings) {
  Report report;
  report.findings = std::move(findings);
  return report;
}

}  // namespace

TEST_CASE("causes come before what follows from them, errors before warnings") {
  const auto report =
      with({make_finding("config.next-boot", "w"), make_finding("decision.winner-unusable", "e"),
            make_finding("config.no-line", "w"), make_finding("host.link-down", "e"),
            make_finding("download.redirected", "w"), make_finding("dhcp4.offer-only", "i")});
  CHECK(ids_of(causes_of(report, {})) == Texts{"host.link-down", "decision.winner-unusable",
                                               "download.redirected", "config.no-line", "config.next-boot"});
}

TEST_CASE("the longest beginning of an id counts, whatever stands before it") {
  const auto report = with({make_finding("download.partial", "w"), make_finding("config.encoding", "w"),
                            make_finding("download.candidate-failed", "w")});
  CHECK(ids_of(causes_of(report, {})) ==
        Texts{"download.candidate-failed", "config.encoding", "download.partial"});
}

TEST_CASE("findings of one kind stand together, with their hint once") {
  const auto rows =
      causes_of(with({make_finding("config.encoding", "first"), make_finding("dhcp4.nak", "other"),
                      make_finding("config.encoding", "second")}),
                {});
  REQUIRE(rows.size() == 5);
  CHECK(rows[0].text == "other");
  CHECK(rows[1].name == "do");
  CHECK(rows[2].text == "first");
  CHECK(rows[3].text == "second");
  CHECK(rows[4].name == "do");
}

TEST_CASE("a hint of its own stands behind its finding") {
  auto report = with({make_finding("config.encoding", "first"), make_finding("config.encoding", "second")});
  report.findings[0].hint = "Do this.";
  const auto rows = causes_of(report, {});
  REQUIRE(rows.size() == 4);
  CHECK(rows[1].text == "Do this.");
}

TEST_CASE("what settles an open question is the advice on it") {
  auto report = with({make_finding("config.no-key", "no key")});
  report.open = {{"config.no-key", "Give the key."}};
  CHECK(causes_of(report, {})[1].text == "Give the key.");
}

TEST_CASE("of many of a kind a few are told, and all when all are wanted") {
  Report report;
  for (int i = 0; i < 20; ++i)
    report.findings.push_back(make_finding("config.unknown-parameter", std::to_string(i)));
  const auto rows = causes_of(report, {});
  REQUIRE(rows.size() == 5);
  CHECK(rows[3].text == "and 17 more of this kind: -v shows them");
  CHECK(rows[4].name == "do");
  CHECK(causes_of(report, {Severity::warning, true, true}).size() == 21);
}

TEST_CASE("what only follows from a cause that is told is not told beside it") {
  auto report = with({make_finding("decision.winner-unusable", "e", "dhcp160"),
                      make_finding("url.quoted", "e", "dhcp160"), make_finding("url.quoted", "e", "dhcp66")});
  CHECK(ids_of(causes_of(report, {})) == Texts{"url.quoted", "url.quoted"});
  CHECK(causes_of(report, {Severity::error, false, false}).size() == 3);
  report.findings.erase(report.findings.begin() + 1);
  CHECK(ids_of(causes_of(report, {})) == Texts{"url.quoted", "decision.winner-unusable"});
}

TEST_CASE("what the sentence says already has its advice alone, with the id") {
  auto report = with({make_finding("decision.expectation", "it is another")});
  report.verdict.summary = "Not as expected: it is another. It wins.";
  const auto rows = causes_of(report, {});
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].name == "do");
  CHECK(rows[0].id == "decision.expectation");
  report.findings[0].hint.clear();
  CHECK(causes_of(report, {})[0].name == "why");
}

TEST_CASE("servers that differ are told once") {
  auto report = testing::checked(testing::sample_boot());
  report.discovery->decision.outcome = Outcome::contested;
  report.findings = {make_finding("dhcp4.multiple-servers", "2 answered"),
                     make_finding("decision.contested", "2 answered and differ")};
  const auto rows = causes_of(report, {});
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].name == "do");
  CHECK(rows[0].id == "decision.contested");
}

TEST_CASE("the line of the server's log is each file's own, and what to do is said once") {
  auto report =
      with({make_finding("download.not-found", "first"), make_finding("download.not-found", "second")});
  report.findings[0].hint = "Put it there. In the server's log: GET /a";
  report.findings[1].hint = "Put it there. In the server's log: GET /b";
  const auto rows = causes_of(report, {});
  REQUIRE(rows.size() == 5);
  CHECK(rows[1].text == "In the server's log: GET /a");
  CHECK(rows[3].text == "In the server's log: GET /b");
  CHECK(rows[4].text == "Put it there.");
  report.findings.pop_back();
  CHECK(causes_of(report, {})[1].text == "Put it there. In the server's log: GET /a");
}

TEST_CASE("a note that is advice stands with the causes, and no other") {
  const auto rows = causes_of(
      with({make_finding("download.case-variant", "it is there"), make_finding("dhcp4.offer-only", "i")}),
      {});
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].name == "note");
  CHECK(rows[1].name == "do");
}

TEST_CASE("what is less than asked for is left out, and advice where it is not wanted") {
  const auto report =
      with({make_finding("dhcp4.nak", "a warning"), make_finding("dhcp4.offer-only", "an info")});
  CHECK(causes_of(report, {Severity::error, false, false}).empty());
  CHECK(causes_of(report, {Severity::info, false, false}).size() == 2);
  CHECK(causes_of(report, {std::nullopt, false, false}).size() == 2);
}

TEST_CASE("a file is named by its role, a source by its title unless it is the winner") {
  auto report = testing::checked(testing::sample_boot());
  auto finding =
      make_finding("config.bad-value", "it is wrong", Place{.file = report.files[1].name, .line = 14});
  CHECK(said_with_place(report, finding) == "standard file, line 14: it is wrong");
  finding.place.file = "other.cfg";
  CHECK(said_with_place(report, finding) == "other.cfg, line 14: it is wrong");
  CHECK(said_with_place(report, make_finding("url.quoted", "quoted", "dhcp160")) == "quoted");
  CHECK(said_with_place(report, make_finding("url.quoted", "quoted", "dhcp66")) == "DHCP option 66: quoted");
}

TEST_CASE("of many kinds the worst are shown, and the others counted") {
  Report report;
  for (const auto* id : {"dhcp4.nak", "dhcp4.bootp", "dhcp4.malformed", "dhcp4.no-dns", "dhcp4.no-router",
                         "dhcp4.lease-time", "dhcp4.answer-full", "dhcp4.option-empty", "pnp.malformed"}) {
    Finding finding;
    finding.id = id;
    finding.severity = Severity::warning;
    finding.message = "odd";
    report.findings.push_back(finding);
  }
  report.findings.push_back(make_finding("url.quoted", "quotes", "dhcp160"));
  const auto rows = causes_of(report, {});
  CHECK(rows.front().id == "url.quoted");
  CHECK(rows.back().text == "and 2 more findings: -v shows them");
  CHECK(causes_of(report, {Severity::warning, true, true}).back().name == "why");
  CHECK(causes_of(report, {Severity::warning, false, false}).size() == 10);
}

}  // namespace provtool
