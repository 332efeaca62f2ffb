#include "report/source_table.hpp"

#include <doctest/doctest.h>

#include "report/sample_report.hpp"

namespace provtool {

namespace {

using Texts = std::vector<std::string>;

Texts texts_of(const TableRow& row) {
  Texts texts;
  for (const auto& cell : row.cells) texts.push_back(cell.text);
  return texts;
}

SourceSection section(SourceId source, Status status, std::string reason) {
  SourceSection section;
  section.source = source;
  section.status = status;
  section.reason = std::move(reason);
  return section;
}

}  // namespace

TEST_CASE("each source says what became of it, in the words of the table") {
  const auto report = testing::sample_report();
  const auto table = source_table(*report.discovery, AddressMode::ipv4);
  REQUIRE(table.rows.size() == 7);
  CHECK(texts_of(table.rows[0]) ==
        Texts{"1", "set by hand", "assumed", "not set on the phone (--manual-url)"});
  CHECK(texts_of(table.rows[1]) == Texts{"2", "SIP PnP", "no answer", "within 5.0 s"});
  CHECK(texts_of(table.rows[2]) ==
        Texts{"3", "DHCP option 160", "WINS", "http://prov.example.com/utg200/{MODEL}.cfg"});
  CHECK(table.rows[2].cells[2].weight == Weight::good);
  CHECK(texts_of(table.rows[3]) ==
        Texts{"4", "DHCP option 159", "outranked", "https://prov159.example.com/"});
  CHECK(texts_of(table.rows[5]) == Texts{"6", "redirection server", "not needed", ""});
  CHECK(texts_of(table.rows[6]) ==
        Texts{"-", "DHCPv6 sub-option 1", "not used", "a phone has IPv4 only here"});
  CHECK(table.rows[6].cells[0].weight == Weight::dim);
}

TEST_CASE("DHCP options with the same word and reason share a row") {
  DiscoverySection discovery;
  discovery.sources = {section(SourceId::dhcp160, Status::empty, "192.0.2.1 answered without it"),
                       section(SourceId::dhcp159, Status::empty, "192.0.2.1 answered without it"),
                       section(SourceId::dhcp66, Status::empty, "192.0.2.2 answered without it")};
  const auto table = source_table(discovery, std::nullopt);
  REQUIRE(table.rows.size() == 2);
  CHECK(texts_of(table.rows[0]) ==
        Texts{"-", "DHCP options 160,159", "none", "192.0.2.1 answered without them"});
  CHECK(texts_of(table.rows[1]) == Texts{"-", "DHCP option 66", "none", "192.0.2.2 answered without it"});
}

TEST_CASE("neighbours of several kinds share a row, too, but not what was set by hand") {
  DiscoverySection discovery;
  for (const auto id : {SourceId::manual, SourceId::pnp, SourceId::dhcp160, SourceId::dhcp159,
                        SourceId::dhcp66, SourceId::redirect})
    discovery.sources.push_back(section(id, Status::not_applicable, "here"));
  auto table = source_table(discovery, AddressMode::ipv6);
  REQUIRE(table.rows.size() == 2);
  CHECK(texts_of(table.rows[0])[1] == "set by hand");
  CHECK(texts_of(table.rows[1])[1] == "SIP PnP, DHCP, redirection");

  discovery.sources[2].reason = "another";
  discovery.sources[2].status = Status::off;
  discovery.sources.erase(discovery.sources.begin() + 5);
  discovery.sources.push_back(section(SourceId::dhcp6, Status::not_applicable, "here"));
  table = source_table(discovery, AddressMode::ipv6);
  REQUIRE(table.rows.size() == 4);
  CHECK(texts_of(table.rows[1])[1] == "SIP PnP");
  CHECK(texts_of(table.rows[2])[1] == "DHCP option 160");
  CHECK(texts_of(table.rows[3])[1] == "DHCP 159,66, DHCPv6");
}

TEST_CASE("of a silence there is how long it was, and what makes it doubtful") {
  DiscoverySection discovery;
  discovery.sources = {
      section(SourceId::pnp, Status::no_answer,
              "no answer within 5.0 s from 224.0.1.75:5060 on eth0; without it"),
      section(SourceId::dhcp66, Status::no_answer, "no DHCPv4 server answered within 5.0 s on eth0"),
      section(SourceId::dhcp6, Status::no_answer, "nobody was there"),
      section(SourceId::dhcp159, Status::not_tested, "asked for 0.3 s; the phone waits 5.0 s")};
  const auto table = source_table(discovery, std::nullopt);
  CHECK(texts_of(table.rows[0])[3] == "within 5.0 s; without it");
  CHECK(texts_of(table.rows[1])[3] == "within 5.0 s");
  CHECK(texts_of(table.rows[2])[3] == "nobody was there");
  CHECK(texts_of(table.rows[3])[2] == "no answer");
}

TEST_CASE("what was not asked says why in few words") {
  DiscoverySection discovery;
  discovery.sources = {section(SourceId::pnp, Status::not_tested, "not asked for on the command line"),
                       section(SourceId::redirect, Status::not_tested,
                               "the phone would ask it here; its protocol is not published")};
  for (auto& source : discovery.sources) source.left_out = source.unasked = true;
  const auto table = source_table(discovery, std::nullopt);
  CHECK(texts_of(table.rows[0])[2] == "not asked");
  CHECK(texts_of(table.rows[0])[3] == "not named on the command line");
  CHECK(texts_of(table.rows[1])[3] == "its protocol is not published");
}

TEST_CASE("of what was asked and could not be judged nobody says that it was not asked") {
  DiscoverySection discovery;
  discovery.sources = {section(SourceId::pnp, Status::not_tested, "interrupted after 1.0 s")};
  const auto table = source_table(discovery, std::nullopt);
  CHECK(texts_of(table.rows[0])[2] == "unknown");
  CHECK(table.rows[0].cells[2].weight == Weight::unsure);
}

TEST_CASE("two options with the same value are two rows") {
  DiscoverySection discovery;
  for (const auto id : {SourceId::dhcp160, SourceId::dhcp66}) {
    discovery.sources.push_back(section(id, Status::found, "it came"));
    discovery.sources.back().raw = discovery.sources.back().url = "http://a/";
  }
  CHECK(source_table(discovery, std::nullopt).rows.size() == 2);
  CHECK(source_table(discovery, std::nullopt).rows[0].cells[2].text == "found");
}

TEST_CASE("a winner that cannot be used says so, and so does a value that counts no more") {
  DiscoverySection discovery;
  discovery.sources = {section(SourceId::dhcp160, Status::unusable, "x"),
                       section(SourceId::dhcp66, Status::unusable, "x")};
  for (auto& source : discovery.sources) source.raw = source.url = "'a b'";
  discovery.sources[0].standing = Standing::won;
  const auto table = source_table(discovery, std::nullopt);
  CHECK(texts_of(table.rows[0])[2] == "WINS");
  CHECK(texts_of(table.rows[0])[3] == "'a b' (not a usable URL)");
  CHECK(table.rows[0].cells[2].weight == Weight::bad);
  CHECK(texts_of(table.rows[1])[2] == "unusable");
}

TEST_CASE("what nobody looked at has its reason") {
  DiscoverySection discovery;
  discovery.sources = {section(SourceId::pnp, Status::off, "switched off"),
                       section(SourceId::pnp, Status::refused, "192.0.2.9:5060 refused with 403"),
                       section(SourceId::pnp, Status::not_tested, "port 5060 is taken"),
                       section(SourceId::dhcp6, Status::not_applicable, "the phone does not look here")};
  discovery.sources[2].unasked = true;
  const auto table = source_table(discovery, AddressMode::dual);
  CHECK(texts_of(table.rows[0])[2] == "off");
  CHECK(texts_of(table.rows[1])[2] == "refused");
  CHECK(texts_of(table.rows[2])[2] == "not asked");
  CHECK(texts_of(table.rows[3])[3] == "the phone does not look here");
}

}  // namespace provtool
