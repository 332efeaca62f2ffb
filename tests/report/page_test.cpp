#include "report/page.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "report/sample_report.hpp"

namespace provtool {

namespace {

using testing::sample_report;
using testing::sample_report_with_dhcp6;

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

SourceRow row_of(const SourcesBlock& block, std::string_view title) {
  return *std::find_if(block.rows.begin(), block.rows.end(),
                       [title](const SourceRow& row) { return row.title == title; });
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a page has the phone, the sources, the outcome and the findings, in this order") {
  const auto page = to_page(sample_report(), Depth::usual);
  REQUIRE(page.size() == 4);
  CHECK(std::holds_alternative<FieldsBlock>(page[0]));
  CHECK(std::holds_alternative<SourcesBlock>(page[1]));
  CHECK(std::holds_alternative<FieldsBlock>(page[2]));
  CHECK(std::holds_alternative<FindingsBlock>(page[3]));
  CHECK(names_of(page) == Names{"Phone", "Interface", "Winner", "URL"});
}

TEST_CASE("the depth says how much there is") {
  const auto report = sample_report_with_dhcp6();
  CHECK(names_of(to_page(report, Depth::outcome)) == Names{"Winner", "URL"});
  CHECK(names_of(to_page(report, Depth::usual)) ==
        Names{"Phone", "Interface", "Winner", "URL", "Server", "Server"});
  CHECK(names_of(to_page(report, Depth::everything)) ==
        Names{"Phone", "Interface", "Winner", "URL", "Server", "Server", "Server", "Router", "Assumed"});
  CHECK(blocks_of<FindingsBlock>(to_page(report, Depth::outcome)).empty());
}

TEST_CASE("a source's row says its rank, its mark, its URL and why") {
  const auto block = to_block(*sample_report().discovery);
  REQUIRE(block.rows.size() == 7);
  const auto winner = row_of(block, "DHCP option 160");
  CHECK(winner.rank == "3");
  CHECK(winner.mark == Mark::wins);
  CHECK(winner.url == "http://prov.example.com/utg200/{MODEL}.cfg");
  CHECK(winner.note == "192.0.2.1, 12 ms");
  const auto outranked = row_of(block, "DHCP option 159");
  CHECK(outranked.mark == Mark::value);
  CHECK(outranked.note == "outranked by DHCP option 160");
  const auto silent = row_of(block, "SIP PnP");
  CHECK(silent.mark == Mark::no_value);
  CHECK_FALSE(silent.url);
  CHECK(row_of(block, "DHCPv6 sub-option 1").rank == "-");
  CHECK(row_of(block, "redirection server").mark == Mark::aside);
}

TEST_CASE("a winner that cannot be used has a mark and a tone of its own") {
  auto report = sample_report();
  report.discovery->sources[2].status = Status::unusable;
  report.discovery->decision.usable = false;
  const auto page = to_page(report, Depth::usual);
  CHECK(row_of(blocks_of<SourcesBlock>(page)[0], "DHCP option 160").mark == Mark::fails);
  CHECK(blocks_of<FieldsBlock>(page)[1].fields[0].tone == Tone::bad);
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
