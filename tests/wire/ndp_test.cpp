#include "wire/ndp.hpp"

#include <doctest/doctest.h>

#include "support/hex_file.hpp"

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
  CHECK(faults_of(advertisement) == Texts{"24: option 3 claims 32 bytes and 16 are left"});
}

TEST_CASE("an option without a length is named") {
  CHECK(faults_of(with_options("01")) == Texts{"16: option 1 has no length"});
}

TEST_CASE("solicitations are written as scapy writes them") {
  CHECK(to_hex(serialize(RouterSolicitation{MacAddress::parse("00:00:5e:00:53:01")})) ==
        to_hex(packet("rs")));
  CHECK(to_hex(serialize(RouterSolicitation{})) == to_hex(packet("rs_unspecified")));
}

}  // namespace provtool::ndp
