#include "wire/ndp.hpp"

#include <doctest/doctest.h>

#include "support/hex_file.hpp"
#include "wire/fault_list.hpp"

namespace provtool::ndp {

namespace {

Bytes packet(const std::string& name) {
  return testing::load_hex_file("ndp/" + name + ".hex");
}

RouterAdvertisement parsed(ByteView icmpv6) {
  auto advertisement = parse_router_advertisement(icmpv6);
  REQUIRE(advertisement);
  return *advertisement;
}

// An advertisement with these options (hex).
RouterAdvertisement with_options(std::string_view hex) {
  Bytes icmpv6 = packet("ra_other");
  icmpv6.resize(16);
  const auto options = parse_hex(hex).value();
  icmpv6.insert(icmpv6.end(), options.begin(), options.end());
  return parsed(icmpv6);
}

std::vector<std::string> faults_of(const RouterAdvertisement& advertisement) {
  std::vector<std::string> texts;
  for (const auto& fault : advertisement.faults)
    texts.push_back(std::to_string(fault.offset) + ": " + fault.what);
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a router advertisement is read in full") {
  const auto advertisement = parsed(packet("ra_other"));
  CHECK(advertisement.hop_limit == 64);
  CHECK_FALSE(advertisement.managed);
  CHECK(advertisement.other);
  CHECK(advertisement.lifetime_seconds == 1800);
  REQUIRE(advertisement.source_mac);
  CHECK(advertisement.source_mac->colons() == "00:00:5e:00:53:fe");
  CHECK(advertisement.faults.empty());
  REQUIRE(advertisement.prefixes.size() == 2);
  const auto& first = advertisement.prefixes[0];
  CHECK(first.text() == "2001:db8::/64");
  CHECK(first.on_link);
  CHECK(first.autonomous);
  CHECK(first.valid_seconds == 86400);
  CHECK(first.preferred_seconds == 14400);
  const auto& second = advertisement.prefixes[1];
  CHECK(second.text() == "2001:db8:1::/48");
  CHECK(second.on_link);
  CHECK_FALSE(second.autonomous);
  CHECK(second.valid_seconds == 0xffffffff);
  CHECK(second.preferred_seconds == 0xffffffff);
}

TEST_CASE("a router of a managed network may be no default router and make no addresses") {
  const auto advertisement = parsed(packet("ra_managed"));
  CHECK(advertisement.managed);
  CHECK(advertisement.other);
  CHECK(advertisement.lifetime_seconds == 0);
  REQUIRE(advertisement.prefixes.size() == 1);
  CHECK_FALSE(advertisement.prefixes[0].autonomous);
}

// RFC 4861 4.6: such a message is to be discarded; here what stands before it counts.
TEST_CASE("an option of length 0 ends the message") {
  const auto advertisement = parsed(packet("ra_length_zero"));
  CHECK(advertisement.prefixes.size() == 1);
  CHECK(faults_of(advertisement) == Texts{"56: option 5 has the length 0"});
}

TEST_CASE("an option that runs past the end breaks the message off there") {
  const auto advertisement = parsed(packet("ra_length_past_end"));
  CHECK(advertisement.source_mac);
  CHECK(advertisement.prefixes.empty());
  CHECK(faults_of(advertisement) == Texts{"24: option 3 claims 32 bytes, but 16 are left"});
}

TEST_CASE("an option without a length is named") {
  CHECK(faults_of(with_options("01")) == Texts{"16: option 1 has no length"});
}

TEST_CASE("options of another length than theirs are named, and those behind them count") {
  struct Row {
    std::string_view option;
    std::string_view fault;
  };
  static constexpr Row k_rows[] = {
      {"0102 0000 0000 0000 0000 0000 0000 0000", "16: option 1 is 16 bytes long, not 8"},
      {"0302 40c0 00015180 00003840 00000000", "16: option 3 is 16 bytes long, not 32"},
      {"0304 81c0 00015180 00003840 00000000 20010db8000000000000000000000000",
       "16: option 3 has a prefix of 129 bits"},
  };
  for (const auto& row : k_rows) {
    CAPTURE(row.option);
    const auto advertisement = with_options(
        std::string(row.option) + "0304 40c0 00015180 00003840 00000000 20010db8000000000000000000000000");
    CHECK(faults_of(advertisement) == Texts{std::string(row.fault)});
    CHECK_FALSE(advertisement.source_mac);
    REQUIRE(advertisement.prefixes.size() == 1);
    CHECK(advertisement.prefixes[0].text() == "2001:db8::/64");
  }
}

// RFC 4861 4.6.2
TEST_CASE("bits behind the prefix are ignored") {
  struct Row {
    std::string_view length;
    std::string_view text;
  };
  static constexpr Row k_rows[] = {
      {"00", "::/0"},
      {"1d", "2001:db8::/29"},
      {"40", "2001:db8:ffff:ffff::/64"},
      {"7f", "2001:db8:ffff:ffff:ffff:ffff:ffff:fffe/127"},
      {"80", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff/128"},
  };
  for (const auto& row : k_rows) {
    CAPTURE(row.length);
    const auto advertisement = with_options("0304" + std::string(row.length) +
                                            "c0 00015180 00003840 00000000 20010db8ffffffffffffffffffffffff");
    REQUIRE(advertisement.prefixes.size() == 1);
    CHECK(advertisement.prefixes[0].text() == row.text);
  }
}

TEST_CASE("an advertisement without options is one") {
  const auto advertisement = with_options("");
  CHECK_FALSE(advertisement.source_mac);
  CHECK(advertisement.prefixes.empty());
  CHECK(advertisement.faults.empty());
}

TEST_CASE("an advertisement cut off anywhere is too short or keeps the options before the cut") {
  const auto icmpv6 = packet("ra_other");
  for (std::size_t size = 1; size <= icmpv6.size(); ++size) {
    CAPTURE(size);
    const auto advertisement = parse_router_advertisement(ByteView(icmpv6).first(size));
    CHECK(advertisement.has_value() == (size >= 16));
    if (!advertisement) {
      CHECK(advertisement.error() == Rejection::too_short);
      continue;
    }
    CHECK(advertisement->source_mac.has_value() == (size >= 0x18));
    CHECK(advertisement->prefixes.size() == (size < 0x40 ? 0 : size < 0x60 ? 1 : 2));
    const bool whole =
        size == 0x10 || size == 0x18 || size == 0x20 || size == 0x40 || size == 0x60 || size == icmpv6.size();
    CHECK(advertisement->faults.size() == (whole ? 0 : 1));
  }
}

TEST_CASE("an advertisement of junk has a few faults and says that there are more") {
  std::string junk;
  for (int i = 0; i < 4000; ++i) junk += "0102000000000000 0000000000000000";
  const auto advertisement = with_options(junk);
  REQUIRE(advertisement.faults.size() == k_most_faults);
  CHECK(advertisement.faults.back().what == "more faults from here on");
}

TEST_CASE("what is no router advertisement is rejected with its reason") {
  CHECK(parse_router_advertisement(Bytes{}).error() == Rejection::too_short);
  CHECK(parse_router_advertisement(packet("rs")).error() == Rejection::another_type);
  CHECK(parse_router_advertisement(Bytes{128}).error() == Rejection::another_type);
  auto icmpv6 = packet("ra_other");
  icmpv6[1] = 1;
  CHECK(parse_router_advertisement(icmpv6).error() == Rejection::bad_code);
  for (const auto rejection : {Rejection::too_short, Rejection::another_type, Rejection::bad_code})
    CHECK_FALSE(to_text(rejection).empty());
}

TEST_CASE("what was parsed and written is parsed as the same advertisement again") {
  for (const auto* name : {"ra_other", "ra_managed", "ra_length_zero", "ra_length_past_end"}) {
    CAPTURE(std::string(name));
    const auto once = parsed(packet(name));
    const auto written = serialize(once);
    const auto again = parsed(written);
    CHECK(to_hex(serialize(again)) == to_hex(written));
    CHECK(again.faults.empty());
    CHECK(again.hop_limit == once.hop_limit);
    CHECK(again.managed == once.managed);
    CHECK(again.other == once.other);
    CHECK(again.lifetime_seconds == once.lifetime_seconds);
    CHECK(again.source_mac == once.source_mac);
    REQUIRE(again.prefixes.size() == once.prefixes.size());
    for (std::size_t i = 0; i < once.prefixes.size(); ++i) {
      CHECK(again.prefixes[i].text() == once.prefixes[i].text());
      CHECK(again.prefixes[i].on_link == once.prefixes[i].on_link);
      CHECK(again.prefixes[i].autonomous == once.prefixes[i].autonomous);
      CHECK(again.prefixes[i].valid_seconds == once.prefixes[i].valid_seconds);
      CHECK(again.prefixes[i].preferred_seconds == once.prefixes[i].preferred_seconds);
    }
  }
}

TEST_CASE("an advertisement is written as scapy writes it, but for the checksum") {
  auto expected = packet("ra_managed");
  expected[2] = expected[3] = 0;
  CHECK(to_hex(serialize(parsed(expected))) == to_hex(expected));
}

TEST_CASE("solicitations are written as scapy writes them") {
  CHECK(to_hex(serialize(RouterSolicitation{MacAddress::parse("00:00:5e:00:53:01")})) ==
        to_hex(packet("rs")));
  CHECK(to_hex(serialize(RouterSolicitation{})) == to_hex(packet("rs_unspecified")));
}

// ---- neighbors

// 135, code 0, target fe80::2, then the source's MAC.
const std::string k_looking_for_us = "8700000000000000fe8000000000000000000000000000020101 00005e005301";

TEST_CASE("a neighbor solicitation names the address that is looked for") {
  const auto solicitation = parse_hex(k_looking_for_us).value();
  CHECK(solicited_neighbor(solicitation) == Ipv6Address::parse("fe80::2"));
  for (std::size_t length = 0; length < 24; ++length)
    CHECK_FALSE(solicited_neighbor(ByteView(solicitation).first(length)));
}

TEST_CASE("other messages look for nobody") {
  auto message = parse_hex(k_looking_for_us).value();
  SUBCASE("another type") {
    message[0] = k_router_advertisement;
  }
  SUBCASE("a code") {
    message[1] = 1;
  }
  CHECK_FALSE(solicited_neighbor(message));
}

// As scapy writes ICMPv6ND_NA(R=0, S=1, O=1), but for the checksum.
TEST_CASE("a neighbor advertisement says who has an address") {
  const NeighborAdvertisement advertisement{*Ipv6Address::parse("fe80::2"),
                                            *MacAddress::parse("00005e005302")};
  CHECK(to_hex(serialize(advertisement)) ==
        "8800000060000000fe800000000000000000000000000002020100005e005302");
}

}  // namespace provtool::ndp
