#include "report/page.hpp"

#include <doctest/doctest.h>

#include "report/sample_report.hpp"

namespace provtool {

namespace {

using testing::sample_report;

template <typename Wanted>
std::vector<Wanted> blocks_of(const Page& page) {
  std::vector<Wanted> blocks;
  for (const auto& block : page)
    if (const auto* wanted = std::get_if<Wanted>(&block)) blocks.push_back(*wanted);
  return blocks;
}

std::vector<std::string> names_of(const Page& page) {
  std::vector<std::string> names;
  for (const auto& block : blocks_of<FieldsBlock>(page))
    for (const auto& field : block.fields)
      if (!field.name.empty()) names.push_back(field.name);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("what validate says last is an answer") {
  Report report;
  report.counts.emplace();
  report.findings = {make_finding("config.no-line", "none")};
  report.verdict = {VerdictStatus::warning, "1 file: valid; 0 errors, 1 warning", 0};
  const auto page = to_page(report, Depth::usual);
  REQUIRE(page.size() == 2);
  CHECK(std::get<AnswerBlock>(page[1]).status == VerdictStatus::warning);
  CHECK(std::get<AnswerBlock>(page[1]).sentence == report.verdict.summary);
  CHECK(std::get<AnswerBlock>(page[1]).more == "provtool explain config.no-line");
  report.counts->worst = "config.bad-perm";
  CHECK(std::get<AnswerBlock>(to_page(report, Depth::usual)[1]).more == "provtool explain config.bad-perm");
  report.findings.clear();
  CHECK(std::get<AnswerBlock>(to_page(report, Depth::outcome)[0]).more.empty());
}

TEST_CASE("findings stand with the worst first, and advise where something is to be done") {
  auto report = sample_report();
  report.findings = {make_finding("dhcp4.offer-only", "noted"), make_finding("decision.no-source", "failed"),
                     make_finding("dhcp4.nak", "odd", "dhcp66")};
  const auto rows = blocks_of<FindingsBlock>(to_page(report, Depth::usual))[0].rows;
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].message == "failed");
  CHECK_FALSE(rows[0].hint.empty());
  CHECK(rows[1].message == "dhcp66: odd");
  CHECK(rows[2].message == "noted");
  CHECK(rows[2].hint.empty());
  const auto worst = blocks_of<FindingsBlock>(to_page(report, Depth::outcome))[0].rows;
  REQUIRE(worst.size() == 1);
  CHECK(worst[0].hint.empty());
}

TEST_CASE("a dry run is packets and what else would happen") {
  Report report;
  report.plan.emplace();
  report.plan->packets.push_back(
      {Duration(500'000), "DHCPDISCOVER", "here", "there", 300, std::string(600, '0'), false});
  report.plan->side_effects = {"the interface is in promiscuous mode"};
  const auto page = to_page(report, Depth::usual);
  REQUIRE(page.size() == 3);
  CHECK(names_of(page) == Names{"Dry run"});
  CHECK(blocks_of<PacketsBlock>(page)[0].rows[0].when == "0.5 s");
  CHECK(blocks_of<PacketsBlock>(page)[0].rows[0].what == "DHCPDISCOVER  here -> there, 300 bytes");

  report.plan->packets.push_back(report.plan->packets[0]);
  report.plan->packets.back().after = Duration(1'000'000);
  const auto repeated = blocks_of<PacketsBlock>(to_page(report, Depth::usual))[0];
  REQUIRE(repeated.rows.size() == 1);
  CHECK(repeated.rows[0].what ==
        "DHCPDISCOVER  here -> there, 300 bytes; 2 times to 1.0 s, until it is answered");
  CHECK(blocks_of<ParagraphsBlock>(page)[0].paragraphs == report.plan->side_effects);
}

}  // namespace provtool
