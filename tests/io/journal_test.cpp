#include "io/journal.hpp"

#include <doctest/doctest.h>

#include "support/dhcp4_packets.hpp"

namespace provtool {

namespace {

using namespace testing;
using namespace std::chrono_literals;

Datagram heard_by_udp(Dhcp4Reply reply = {}) {
  auto datagram = to_datagram(offer(std::move(reply)));
  datagram.via = Via::udp;
  return datagram;
}

Journal journal_of(const std::vector<Datagram>& datagrams) {
  Journal journal;
  for (const auto& datagram : datagrams) journal.add(datagram);
  return journal;
}

LostPacket lost(bool knows_ports = true) {
  LostPacket packet;
  packet.known = to_datagram(offer());
  packet.known.payload.clear();
  packet.known.parts = {{packet.known.time, {1, 2, 3}}};
  packet.knows_ports = knows_ports;
  if (!knows_ports) packet.known.source.port = packet.known.destination.port = Port{};
  return packet;
}

Journal with_lost(LostPacket packet, Journal journal) {
  journal.set_lost({std::move(packet)});
  return journal;
}

}  // namespace

TEST_CASE("what was heard below the firewall and above it is kept once") {
  const auto once = heard_once(journal_of({to_datagram(offer()), heard_by_udp()}));
  REQUIRE(once.size() == 1);
  CHECK(once[0].via == Via::packet);
}

TEST_CASE("what only the UDP socket heard is kept, and so is what it sent") {
  auto sent = heard_by_udp();
  sent.direction = Direction::sent;
  CHECK(heard_once(journal_of({to_datagram(offer()), heard_by_udp({.server = "192.0.2.2"}), sent})).size() ==
        3);
}

TEST_CASE("a packet in fragments is lost when the UDP socket did not get the whole") {
  for (const bool knows_ports : {true, false}) {
    CHECK(lost_packets(with_lost(lost(knows_ports), journal_of({}))).size() == 1);
    CHECK(lost_packets(with_lost(lost(knows_ports), journal_of({to_datagram(offer()), heard_by_udp()})))
              .size() == 1);
    CHECK(lost_packets(with_lost(lost(knows_ports), journal_of({heard_by_udp()}))).empty());
  }
  auto other = heard_by_udp();
  other.destination.port = Port{5060};
  CHECK(lost_packets(with_lost(lost(), journal_of({other}))).size() == 1);
}

TEST_CASE("the fragments of what is lost are kept") {
  const auto once = heard_once(with_lost(lost(), journal_of({to_datagram(offer())})));
  REQUIRE(once.size() == 2);
  CHECK(once[1].parts.size() == 1);
}

TEST_CASE("a flood of anything keeps a bounded number, and no answer out") {
  Journal journal;
  Datagram empty;
  for (int i = 0; i < 100'000; ++i) journal.add(empty, false);
  journal.add(to_datagram(offer()));
  Datagram sent;
  sent.direction = Direction::sent;
  journal.add(sent);
  CHECK(journal.datagrams().size() == 1024 + 2);
  CHECK(journal.not_kept() == 100'000 - 1024);
  CHECK(journal.what_was_not_kept() == "98976 other datagrams");
  for (int i = 0; i < 3000; ++i) journal.add(to_datagram(offer()));
  CHECK(journal.what_was_not_kept() == "953 received datagrams and 98976 other datagrams");
  journal.add(sent);
  CHECK(journal.datagrams().back().direction == Direction::sent);
}

TEST_CASE("large datagrams are bounded in bytes") {
  Journal journal;
  Datagram large;
  large.payload.resize(60'000);
  for (int i = 0; i < 1000; ++i) journal.add(large, i % 2 == 0);
  std::size_t bytes = 0;
  for (const auto& datagram : journal.datagrams()) bytes += datagram.payload.size();
  CHECK(bytes <= 5 << 20);
}

}  // namespace provtool
