#include "report/live_view.hpp"

#include <doctest/doctest.h>

#include "discovery/excuse.hpp"
#include "findings/catalogue.hpp"
#include "report/sample_report.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using Texts = std::vector<std::string>;

const Waiting k_waiting{2100ms, 5s, 4s, 5s, 3500ms, AddressMode::ipv4, "discover"};

// The lines above the table.
Texts head_of(const DiscoverySection& discovery, const Waiting& waiting = k_waiting) {
  Texts lines;
  const auto page = to_live_view(discovery, waiting);
  for (const auto& row : std::get<TableBlock>(page.front()).rows)
    lines.push_back(row.cells[0].text + "|" + row.cells[1].text);
  return lines;
}

DiscoverySection awaiting(std::initializer_list<std::size_t> places) {
  auto discovery = *testing::sample_report().discovery;
  for (const auto place : places) {
    auto& source = discovery.sources[place];
    source.status = Status::not_tested;
    source.standing = Standing::none;
    source.raw = std::nullopt;
    source.reason = still_waiting().reason;
  }
  return discovery;
}

}  // namespace

TEST_CASE("what would win so far, who is waited for and why, and how long of how long") {
  CHECK(head_of(awaiting({1})) ==
        Texts{"So far|DHCP option 160 would win:  http://prov.example.com/utg200/KX-UTG200B.cfg",
              "Waiting|for SIP PnP, which comes before it: 2.1 s of 5.0 s"});
}

TEST_CASE("before anybody answered") {
  CHECK(head_of(awaiting({1, 2, 3, 4})) ==
        Texts{"So far|no URL", "Waiting|for SIP PnP and DHCP: 2.1 s of 5.0 s"});
  CHECK(head_of(awaiting({2, 3, 4}))[1] == "Waiting|for DHCP: 2.1 s of 4.0 s");
}

TEST_CASE("of those that are waited for only some may come before the best") {
  auto discovery = awaiting({1});
  discovery.sources.push_back(discovery.sources[1]);
  discovery.sources.back().source = SourceId::dhcp6;
  discovery.sources.back().rank.reset();
  CHECK(head_of(discovery)[1] == "Waiting|for SIP PnP, which comes before it, and DHCPv6: 2.1 s of 5.0 s");
}

TEST_CASE("what comes behind the best is not said to come before it") {
  CHECK(head_of(awaiting({3, 4}))[1] == "Waiting|for DHCP: 2.1 s of 4.0 s");
}

TEST_CASE("when all have answered, another answer is waited for") {
  CHECK(head_of(awaiting({}))[1] == "Waiting|for another answer, which may differ: 2.1 s of 3.5 s");
  auto later = k_waiting;
  later.elapsed = 3600ms;
  CHECK(head_of(awaiting({}), later)[1] == "Waiting|for another answer, which may differ: 3.6 s");
}

TEST_CASE("without privilege the ways to it are told at once") {
  auto discovery = awaiting({1});
  discovery.sources[2].to_settle = hint_of("host.no-privilege");
  const auto lines = head_of(discovery);
  REQUIRE(lines.size() == 5);
  CHECK(lines[3] == "|sudo provtool discover ...     or once, for everybody:");
}

TEST_CASE("the table says who is waited for") {
  const auto page = to_live_view(awaiting({1}), k_waiting);
  CHECK(std::get<TableBlock>(page.back()).rows[1].cells[2].text == "waiting");
}

}  // namespace provtool
