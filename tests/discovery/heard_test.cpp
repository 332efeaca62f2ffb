#include "discovery/heard.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "support/pnp_packets.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace testing;

const Endpoint k_ours{IpAddress{Ipv4Address{{192, 0, 2, 10}}}, sip::k_port};

Datagram frame(Duration time = {}, const std::string& url = k_pnp_url) {
  return notify({.body = url, .via = Via::packet, .time = time});
}
Datagram copy(Duration time = {}, const std::string& url = k_pnp_url) {
  return notify({.body = url, .via = Via::udp, .time = time});
}

}  // namespace

TEST_CASE("the other door's copy is no new transmission") {
  Heard heard;
  CHECK(heard.is_new(frame()));
  CHECK_FALSE(heard.is_new(copy()));
}

TEST_CASE("the copy may come first") {
  Heard heard;
  CHECK(heard.is_new(copy()));
  CHECK_FALSE(heard.is_new(frame()));
}

TEST_CASE("at one door every transmission is new, the same bytes or not") {
  Heard heard;
  CHECK(heard.is_new(copy()));
  CHECK(heard.is_new(copy(500ms)));
  CHECK(heard.is_new(copy(1500ms, k_other_pnp_url)));
}

TEST_CASE("several transmissions before their copies") {
  Heard heard;
  CHECK(heard.is_new(frame()));
  CHECK(heard.is_new(frame()));
  CHECK_FALSE(heard.is_new(copy()));
  CHECK_FALSE(heard.is_new(copy()));
  CHECK(heard.is_new(copy()));  // the packet socket lost one
  CHECK_FALSE(heard.is_new(frame()));
  CHECK(heard.is_new(frame()));
}

TEST_CASE("the same bytes from another port, or to another, are another datagram") {
  Heard heard;
  CHECK(heard.is_new(frame()));
  CHECK(heard.is_new(notify({.from_port = Port{1036}})));
  CHECK(heard.is_new(notify({.to_port = Port{40000}})));
  CHECK(heard.is_new(notify({.from = "192.0.2.2"})));
}

TEST_CASE("an answer that only the packet socket heard was missed") {
  Heard heard;
  heard.is_new(frame());
  CHECK_FALSE(heard.missed_by_udp(k_ours));  // nobody knows yet that it is an answer
  heard.matters(frame());
  CHECK(heard.missed_by_udp(k_ours));
  CHECK_FALSE(heard.missed_by_udp({k_ours.address, Port{40000}}));
  heard.is_new(copy());
  CHECK_FALSE(heard.missed_by_udp(k_ours));
}

TEST_CASE("one transmission that came through is enough: no firewall dropped it") {
  Heard heard;
  heard.is_new(frame());
  heard.matters(frame());
  heard.is_new(frame(500ms));
  heard.is_new(copy(500ms));
  CHECK_FALSE(heard.missed_by_udp(k_ours));
}

TEST_CASE("an answer that only the UDP socket heard was missed by nobody") {
  Heard heard;
  heard.is_new(copy());
  heard.matters(copy());
  CHECK_FALSE(heard.missed_by_udp(k_ours));
  CHECK_FALSE(heard.copies_may_come_until());
}

TEST_CASE("a copy is waited for 50 ms from its frame, and only of what matters") {
  Heard heard;
  heard.is_new(frame(10ms));
  CHECK_FALSE(heard.copies_may_come_until());
  heard.matters(frame());
  CHECK(heard.copies_may_come_until() == at(60ms));
  heard.is_new(frame(20ms, k_other_pnp_url));
  heard.matters(frame({}, k_other_pnp_url));
  CHECK(heard.copies_may_come_until() == at(70ms));
  heard.is_new(copy(20ms, k_other_pnp_url));
  CHECK(heard.copies_may_come_until() == at(60ms));
  heard.is_new(copy(21ms));
  CHECK_FALSE(heard.copies_may_come_until());
}

TEST_CASE("behind a flood of others an answer still matters") {
  Heard heard;
  for (int i = 0; i < 300; ++i) heard.is_new(frame({}, fmt::format("http://192.0.2.1/{}", i)));
  CHECK(heard.is_new(frame()));
  heard.matters(frame());
  CHECK(heard.missed_by_udp(k_ours));
  CHECK_FALSE(heard.is_new(copy()));
  CHECK_FALSE(heard.missed_by_udp(k_ours));
}

TEST_CASE("beyond 256 different datagrams those of one door are new, and those of the other copies") {
  Heard heard;
  for (int i = 0; i < 256; ++i) heard.is_new(frame({}, fmt::format("http://192.0.2.1/{}", i)));
  CHECK(heard.is_new(frame()));
  CHECK(heard.is_new(frame()));
  CHECK_FALSE(heard.is_new(copy()));
  CHECK_FALSE(heard.is_new(copy({}, "http://192.0.2.1/255")));  // known ones stay known
}

TEST_CASE("where no packet socket listens, the UDP socket's are new beyond any number") {
  Heard heard;
  for (int i = 0; i < 256; ++i) heard.is_new(copy({}, fmt::format("http://192.0.2.1/{}", i)));
  CHECK(heard.is_new(copy()));
  CHECK(heard.is_new(copy()));
}

}  // namespace provtool
