#include "io/journal.hpp"

#include <doctest/doctest.h>

#include "support/dhcp4_packets.hpp"
#include "wire/frame.hpp"

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

Journal with_a_fragment(Journal journal) {
  journal.add_left_aside(std::string(to_text(FrameFault::fragment)));
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

TEST_CASE("a fragment is lost when the whole never came") {
  CHECK_FALSE(lost_fragments(journal_of({})));
  CHECK(lost_fragments(with_a_fragment(journal_of({}))));
  CHECK(lost_fragments(with_a_fragment(journal_of({to_datagram(offer()), heard_by_udp()}))));
  CHECK_FALSE(lost_fragments(with_a_fragment(journal_of({heard_by_udp()}))));
}

}  // namespace provtool
