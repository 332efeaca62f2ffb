#include "discovery/dhcp6/router_reader.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "support/dhcp6_packets.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace testing;

Datagram solicitation(Direction direction, Duration time = {}) {
  Datagram datagram;
  datagram.time = at(time);
  datagram.direction = direction;
  datagram.protocol = Protocol::icmpv6;
  datagram.hop_limit = ndp::k_hop_limit;
  datagram.source.address = IpAddress{k_laptop_address};
  datagram.destination.address = IpAddress{ndp::k_routers};
  datagram.payload = ndp::serialize(ndp::RouterSolicitation{k_laptop_mac});
  return datagram;
}

RouterReader having_read(const std::vector<RouterAdvertised>& advertisements) {
  RouterReader reader;
  for (const auto& advertised : advertisements) CHECK(reader.read(to_datagram(advertised)));
  return reader;
}

// The prefix that a host makes an address from, when this one is advertised.
std::string prefix_used(const ndp::Prefix& prefix) {
  const auto reader = having_read({{.prefixes = {prefix}}});
  const auto found = find_prefix(reader.evidence());
  return found ? found->prefix->text() : "none";
}

}  // namespace

TEST_CASE("an advertisement is read with who sent it, and when") {
  const auto reader = having_read({{.managed = true, .prefixes = {usual_prefix()}, .time = 20ms}});
  REQUIRE(reader.evidence().routers.size() == 1);
  const auto& router = reader.evidence().routers[0];
  CHECK(router.address.text() == "fe80::ff");
  CHECK(router.mac == k_server_mac);
  CHECK(router.received == at(20ms));
  CHECK(router.advertisement.managed);
  CHECK(router.advertisement.other);
  CHECK(router.advertisement.prefixes.at(0).text() == "2001:db8::/64");
  CHECK(reader.evidence().ignored.empty());
}

TEST_CASE("a router tells hosts to ask DHCPv6 by M or by O") {
  CHECK_FALSE(RouterReader().evidence().says_ask());
  CHECK_FALSE(having_read({{.other = false}}).evidence().says_ask());
  CHECK(having_read({{.other = true}}).evidence().says_ask());
  CHECK(having_read({{.managed = true, .other = false}}).evidence().says_ask());
}

TEST_CASE("one router of two is enough") {
  CHECK(having_read({{.other = false}, {.from = "fe80::fe", .other = true}}).evidence().says_ask());
}

TEST_CASE("of several advertisements of a router the latest counts, and the first says when") {
  const auto reader = having_read({{.other = true, .time = 20ms}, {.other = false, .time = 700ms}});
  REQUIRE(reader.evidence().routers.size() == 1);
  CHECK_FALSE(reader.evidence().says_ask());
  CHECK(reader.evidence().routers[0].received == at(20ms));
}

// RFC 4861 6.1.2
TEST_CASE("what a host would not believe is left aside, counted and named") {
  RouterReader reader;
  auto odd = to_datagram(RouterAdvertised{});
  SUBCASE("it crossed a router") {
    CHECK_FALSE(reader.read(to_datagram(RouterAdvertised{.hop_limit = 254})));
    CHECK(reader.evidence().ignored == Ignored{{"from a router on another link", 1}});
  }
  SUBCASE("its sender has no link-local address") {
    CHECK_FALSE(reader.read(to_datagram(RouterAdvertised{.from = "2001:db8::1"})));
    CHECK(reader.evidence().ignored == Ignored{{"from a router whose address is not link-local", 1}});
  }
  SUBCASE("its code is not 0") {
    odd.payload[1] = 1;
    CHECK_FALSE(reader.read(odd));
    CHECK(reader.evidence().ignored == Ignored{{"a router advertisement with a code other than 0", 1}});
  }
  SUBCASE("it is too short") {
    odd.payload.resize(15);
    CHECK_FALSE(reader.read(odd));
    CHECK(reader.evidence().ignored == Ignored{{"too short for a router advertisement", 1}});
  }
  SUBCASE("it is for another VLAN") {
    odd.vlan = 20;
    CHECK_FALSE(reader.read(odd));
    CHECK(reader.evidence().ignored == Ignored{{"tagged for VLAN 20", 1}});
  }
  CHECK(reader.evidence().routers.empty());
  CHECK(reader.read(to_datagram(RouterAdvertised{})));
}

TEST_CASE("other datagrams are not even counted") {
  RouterReader reader;
  CHECK_FALSE(reader.read(to_datagram(reply())));
  CHECK_FALSE(reader.read(to_datagram(offer())));
  auto neighbor_solicitation = to_datagram(RouterAdvertised{});
  neighbor_solicitation.payload[0] = 135;
  CHECK_FALSE(reader.read(neighbor_solicitation));
  auto nothing = to_datagram(RouterAdvertised{});
  nothing.payload.clear();
  CHECK_FALSE(reader.read(nothing));
  CHECK(reader.evidence().ignored.empty());
}

TEST_CASE("it remembers when we first asked, and nobody else's question") {
  RouterReader reader;
  reader.read(solicitation(Direction::received));
  CHECK_FALSE(reader.evidence().solicited);
  reader.read(solicitation(Direction::sent, 10ms));
  reader.read(solicitation(Direction::sent, 4s));
  CHECK(reader.evidence().solicited == at(10ms));
}

TEST_CASE("an advertisement that breaks off counts up to the break") {
  const auto reader = having_read({{.prefixes = {usual_prefix()}, .junk = std::string("\x03\x04", 2)}});
  CHECK(reader.evidence().routers.at(0).advertisement.faults.size() == 1);
  CHECK(find_prefix(reader.evidence()));
}

TEST_CASE("a flood of routers ends in a bound, and known ones stay up to date") {
  RouterReader reader;
  for (int i = 1; i <= 5000; ++i)
    reader.read(to_datagram(RouterAdvertised{.from = fmt::format("fe80::a:{:x}", i), .other = false}));
  CHECK(reader.evidence().routers.size() == 64);
  CHECK(reader.evidence().ignored == Ignored{{"over the limit of routers kept", 5000 - 64}});
  CHECK(reader.read(to_datagram(RouterAdvertised{.from = "fe80::a:1"})));
  CHECK(reader.evidence().says_ask());
}

TEST_CASE("a flood of routers that say nothing hides none that tells hosts to ask or gives an address") {
  RouterReader reader;
  for (int i = 1; i <= 1000; ++i)
    reader.read(to_datagram(RouterAdvertised{.from = fmt::format("fe80::a:{:x}", i), .other = false}));
  CHECK(reader.read(to_datagram(RouterAdvertised{.from = "fe80::1", .prefixes = {usual_prefix()}})));
  CHECK(reader.evidence().routers.size() == 64);
  CHECK(reader.evidence().routers.back().address.text() == "fe80::1");
  CHECK(find_prefix(reader.evidence()));
  CHECK(reader.evidence().seen.text() == "1001");
}

TEST_CASE("an advertisement in fragments counts for no host (RFC 6980)") {
  RouterReader reader;
  auto datagram = to_datagram(RouterAdvertised{});
  datagram.fragmented = true;
  CHECK_FALSE(reader.read(datagram));
  CHECK(reader.evidence().ignored.size() == 1);
}

// ---- prefixes (RFC 4862 5.5.3)

TEST_CASE("the first prefix that a host makes an address from is found, with its router") {
  auto not_autonomous = usual_prefix();
  not_autonomous.autonomous = false;
  const auto reader =
      having_read({{.prefixes = {not_autonomous}}, {.from = "fe80::fe", .prefixes = {usual_prefix()}}});
  const auto found = find_prefix(reader.evidence());
  REQUIRE(found);
  CHECK(found->router->address.text() == "fe80::fe");
  CHECK(found->prefix->text() == "2001:db8::/64");
  CHECK_FALSE(find_prefix(RouterEvidence{}));
}

TEST_CASE("unique local prefixes make addresses, link-local and multicast ones make none") {
  auto prefix = usual_prefix();
  prefix.address = Ipv6Address::parse("fd00:1::").value();
  CHECK(prefix_used(prefix) == "fd00:1::/64");
  for (const auto* address : {"fe80::", "ff02::", "::"}) {
    prefix.address = Ipv6Address::parse(address).value();
    CHECK(prefix_used(prefix) == "none");
  }
}

TEST_CASE("a prefix that is not valid any more, or never was for this, makes no address") {
  auto prefix = usual_prefix();
  SUBCASE("not autonomous") {
    prefix.autonomous = false;
  }
  SUBCASE("expired") {
    prefix.valid_seconds = 0;
    prefix.preferred_seconds = 0;
  }
  SUBCASE("preferred for longer than it is valid") {
    prefix.preferred_seconds = prefix.valid_seconds + 1;
  }
  SUBCASE("not 64 bits, as Ethernet's interface identifiers need") {
    prefix.length = 56;
  }
  CHECK(prefix_used(prefix) == "none");
}

TEST_CASE("a prefix that is valid for ever, or deprecated, makes an address") {
  auto prefix = usual_prefix();
  prefix.valid_seconds = 0xffffffff;
  prefix.preferred_seconds = 0xffffffff;
  CHECK(prefix_used(prefix) == "2001:db8::/64");
  prefix.preferred_seconds = 0;
  CHECK(prefix_used(prefix) == "2001:db8::/64");
}

}  // namespace provtool
