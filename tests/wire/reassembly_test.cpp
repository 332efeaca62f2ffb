#include "wire/reassembly.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/fragments.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace testing;

Datagram offer4(std::string payload = std::string(100, 'x') + "end") {
  Datagram datagram;
  datagram.source_mac = *MacAddress::parse("00:00:5e:00:53:01");
  datagram.destination_mac = *MacAddress::parse("00:00:5e:00:53:02");
  datagram.source = {*IpAddress::parse("192.0.2.1"), Port{67}};
  datagram.destination = {*IpAddress::parse("192.0.2.50"), Port{68}};
  datagram.payload = to_bytes(payload);
  return datagram;
}

Datagram reply6() {
  Datagram datagram = offer4();
  datagram.source = {*IpAddress::parse("fe80::1"), Port{547}};
  datagram.destination = {*IpAddress::parse("fe80::2"), Port{546}};
  return datagram;
}

bool is_dhcp(const Datagram& datagram) {
  return datagram.protocol == Protocol::icmpv6 || datagram.destination.port == Port{68} ||
         datagram.destination.port == Port{546};
}

// A reassembly, and what it came to.
struct Told {
  Reassembly reassembly{is_dhcp};
  std::vector<Datagram> datagrams{};
  std::vector<std::string_view> faults{};
  Duration time{};

  void take(const Bytes& frame, Duration after = 1ms) {
    time += after;
    auto taken = reassembly.take(frame, Checksums::verify, Instant{time});
    if (taken.datagram) datagrams.push_back(std::move(*taken.datagram));
    if (!taken.fault.empty()) faults.push_back(taken.fault);
  }
  void take(const std::vector<Bytes>& frames) {
    for (const auto& frame : frames) take(frame);
  }
};

using Faults = std::vector<std::string_view>;

FragmentSpec piece_of(const Datagram& datagram, std::size_t offset, std::size_t size, bool more) {
  const auto whole = upper_packet(datagram);
  const auto part = ByteView(whole).subspan(offset, size);
  return {offset, more, 1, 17, Bytes(part.begin(), part.end())};
}

}  // namespace

TEST_CASE("a frame with a whole datagram passes") {
  Told told;
  told.take(serialize_frame(offer4()));
  REQUIRE(told.datagrams.size() == 1);
  CHECK(told.datagrams[0].time == Instant{1ms});
  CHECK(told.datagrams[0].parts.empty());
}

TEST_CASE("fragments in any order make the datagram, when the last of them comes") {
  for (const auto& datagram : {offer4(), reply6()}) {
    auto frames = fragments_of(datagram, 24);
    REQUIRE(frames.size() == 5);
    std::sort(frames.begin(), frames.end());
    for (int order = 0; order < 120; ++order) {
      CAPTURE(order);
      Told told;
      told.take(frames);
      std::next_permutation(frames.begin(), frames.end());
      REQUIRE(told.datagrams.size() == 1);
      const auto& whole = told.datagrams[0];
      CHECK(whole.payload == datagram.payload);
      CHECK(whole.source == datagram.source);
      CHECK(whole.destination == datagram.destination);
      CHECK(whole.source_mac == datagram.source_mac);
      CHECK(whole.time == Instant{5ms});
      CHECK(whole.fragmented);
      CHECK(whole.parts.size() == 5);
      CHECK(whole.frame.empty());
      CHECK(told.faults.empty());
      CHECK(told.reassembly.lost().empty());
    }
  }
}

TEST_CASE("extension headers behind the fragment header are passed over") {
  auto datagram = reply6();
  auto whole = upper_packet(datagram);
  const Bytes options{17, 0, 1, 4, 0, 0, 0, 0};
  whole.insert(whole.begin(), options.begin(), options.end());
  Told told;
  told.take(fragment_frame(datagram, {0, true, 1, 60, Bytes(whole.begin(), whole.begin() + 16)}));
  // RFC 8200 4.5: the next header of the first fragment counts, those of the others may differ.
  told.take(fragment_frame(datagram, {16, false, 1, 99, Bytes(whole.begin() + 16, whole.end())}));
  REQUIRE(told.datagrams.size() == 1);
  CHECK(told.datagrams[0].payload == datagram.payload);
}

TEST_CASE("the checksum is that of the whole") {
  auto frames = fragments_of(offer4(), 56);
  frames[1].back() ^= 1;
  Told told;
  told.take(frames);
  CHECK(told.datagrams.empty());
  CHECK(told.faults == Faults{"with a wrong checksum"});
  Reassembly reassembly;
  reassembly.take(frames[0], Checksums::not_filled_in, Instant{});
  CHECK(reassembly.take(frames[1], Checksums::verify, Instant{}).datagram);
}

// Both ports of a bridge, or a retransmission.
TEST_CASE("copies of a fragment do no harm, neither before nor after the packet is complete") {
  const auto frames = fragments_of(offer4(), 40);
  Told told;
  for (const auto& frame : frames) {
    told.take(frame);
    told.take(frame);
  }
  told.take(frames[0]);
  CHECK(told.datagrams.size() == 1);
  CHECK(told.faults.empty());
  CHECK(told.reassembly.lost().empty());
  told.take(frames[1]);  // all copies have come: a transmission of its own
  CHECK(told.datagrams.size() == 2);
}

TEST_CASE("one id for all packets") {
  Told told;
  SUBCASE("each complete before the next") {
    told.take(fragments_of(offer4(), 64));
    told.take(fragments_of(offer4(std::string(90, 'y')), 64));
    CHECK(told.datagrams.size() == 2);
  }
  SUBCASE("a copy comes late") {
    told.take(fragments_of(offer4(), 64));
    told.take(fragments_of(offer4(), 64)[1]);
    told.take(fragments_of(offer4(std::string(90, 'y')), 64));
    CHECK(told.datagrams.size() == 2);
  }
  SUBCASE("of the first one a fragment was lost") {
    told.take(fragments_of(offer4(), 64)[0]);
    told.take(fragments_of(offer4(std::string(90, 'y')), 64)[0], 500ms);
    told.take(fragments_of(offer4(std::string(90, 'y')), 64)[1]);
    CHECK(told.datagrams.size() == 1);
    CHECK(told.reassembly.lost().size() == 1);
  }
  CHECK(told.faults.empty());
}

// RFC 5722 4, RFC 8200 4.5.
TEST_CASE("overlapping fragments are the end of the packet") {
  for (const auto& datagram : {offer4(), reply6()}) {
    const auto frames = fragments_of(datagram, 40);
    auto other = piece_of(datagram, 40, 40, true);
    SUBCASE("the same place with other bytes") {
      other.payload[0] ^= 1;
    }
    SUBCASE("a part of the same place") {
      other = piece_of(datagram, 32, 16, true);
    }
    SUBCASE("within another one") {
      other = piece_of(datagram, 48, 8, true);
    }
    SUBCASE("the same bytes, as if it were the last one") {
      other.more = false;
    }
    Told told;
    told.take(
        {frames[0], frames[1], fragment_frame(datagram, other), frames[2], frames[0], frames[1], frames[2]});
    CHECK(told.datagrams.empty());
    CHECK(told.faults == Faults{"in fragments that overlap"});
    REQUIRE(told.reassembly.lost().size() == 1);
    CHECK(told.reassembly.lost()[0].why == FragmentFault::overlapping);
    CHECK(told.reassembly.lost()[0].known.parts.size() == 3);
  }
}

TEST_CASE("fragments of wrong lengths are the end of the packet") {
  Told told;
  const auto datagram = offer4();
  const auto frames = fragments_of(datagram, 40);
  SUBCASE("no multiple of 8") {
    told.take(fragment_frame(datagram, piece_of(datagram, 0, 41, true)));
  }
  SUBCASE("empty") {
    told.take(frames[0]);
    told.take(fragment_frame(datagram, {40, true, 1, 17, {}}));
  }
  SUBCASE("two ends") {
    told.take(frames[2]);
    told.take(fragment_frame(datagram, piece_of(datagram, 40, 40, false)));
  }
  SUBCASE("behind the end") {
    told.take(frames[2]);
    told.take(fragment_frame(datagram, {120, true, 1, 17, Bytes(8)}));
  }
  SUBCASE("larger than a packet can be") {
    told.take(fragment_frame(datagram, {65512, false, 1, 17, Bytes(8)}));
  }
  told.take({frames[0], frames[1], frames[2]});
  CHECK(told.datagrams.empty());
  CHECK(told.faults == Faults{"in fragments of a wrong length"});
}

// RFC 7112 5.
TEST_CASE("a first fragment without all headers is the end of the packet") {
  Told told;
  told.take(fragment_frame(reply6(), {0, true, 1, 60, {17, 4, 1, 4, 0, 0, 0, 0}}));
  CHECK(told.faults == Faults{"with its headers in several fragments"});
  told.take(fragment_frame(reply6(), {0, true, 2, 60, {17, 0, 1, 4, 0, 0, 0, 0}}));
  CHECK(told.faults.size() == 2);
}

TEST_CASE("packets are told apart by addresses, protocol, id and VLAN") {
  auto other = offer4();
  Told told;
  const auto frames = fragments_of(offer4(), 64);
  auto second = piece_of(offer4(), 64, upper_packet(offer4()).size() - 64, false);
  SUBCASE("id") {
    second.id = 2;
  }
  SUBCASE("VLAN") {
    other.vlan = 7;
  }
  SUBCASE("source") {
    other.source.address = *IpAddress::parse("192.0.2.9");
  }
  SUBCASE("destination") {
    other.destination.address = *IpAddress::parse("192.0.2.9");
  }
  told.take(frames[0]);
  told.take(fragment_frame(other, second));
  CHECK(told.datagrams.empty());
  const auto lost = told.reassembly.lost();
  REQUIRE(lost.size() == 2);
  CHECK((lost[0].knows_ports != lost[1].knows_ports));
  for (const auto& packet : lost) CHECK(packet.why == FragmentFault::incomplete);
}

TEST_CASE("of packets to other ports and of other protocols nothing is kept or said") {
  auto other = offer4();
  other.destination.port = Port{2049};
  Told told;
  SUBCASE("first things first") {
    told.take(fragments_of(other, 40)[0]);
    told.take(fragments_of(other, 40)[1]);
  }
  SUBCASE("last first") {
    told.take(fragments_of(other, 40)[1]);
    told.take(fragments_of(other, 40)[0]);
  }
  SUBCASE("TCP") {
    told.take(fragment_frame(reply6(), {0, true, 1, 6, Bytes(40)}));
    told.take(fragment_frame(reply6(), {40, false, 1, 6, Bytes(40)}));
  }
  CHECK(told.datagrams.empty());
  CHECK(told.faults.empty());
  CHECK(told.reassembly.lost().empty());
}

TEST_CASE("what did not come within 30 s is lost") {
  const auto frames = fragments_of(offer4(), 64);
  Told told;
  told.take(frames[0]);
  told.take(serialize_frame(offer4()), 31s);
  told.take(frames[1]);
  CHECK(told.datagrams.size() == 1);
  CHECK(told.reassembly.lost().size() == 2);
}

TEST_CASE("a flood of first fragments does not keep a whole packet out") {
  Told told;
  const auto frames = fragments_of(offer4(), 64, 77);
  for (std::uint32_t id = 1000; id < 3000; ++id) told.take(fragments_of(offer4(), 64, id)[0]);
  told.take(frames[0]);
  for (std::uint32_t id = 3000; id < 3050; ++id) told.take(fragments_of(offer4(), 64, id)[0]);
  told.take(frames[1]);
  CHECK(told.datagrams.size() == 1);
  CHECK(told.reassembly.lost().size() == 1);  // one of a kind
}

TEST_CASE("a flood of later fragments pushes no begun packet out") {
  Told told;
  const auto frames = fragments_of(offer4(), 64, 77);
  told.take(frames[0]);
  for (std::uint32_t id = 1000; id < 3000; ++id) told.take(fragments_of(offer4(), 64, id)[1]);
  told.take(frames[1]);
  CHECK(told.datagrams.size() == 1);
}

TEST_CASE("a packet in more than 128 fragments is given up") {
  Told told;
  told.take(fragments_of(offer4(std::string(1100, 'x')), 8));
  CHECK(told.datagrams.empty());
  CHECK(told.faults == Faults{"in too many fragments"});
}

TEST_CASE("the largest datagram comes through") {
  Told told;
  told.take(fragments_of(offer4(std::string(65000, 'x')), 1480));
  REQUIRE(told.datagrams.size() == 1);
  CHECK(told.datagrams[0].payload.size() == 65000);
}

TEST_CASE("a flood of large packets of many senders keeps no more than its bounds") {
  Told told;
  auto datagram = offer4(std::string(1400, 'x'));
  for (std::uint32_t id = 0; id < 500; ++id) {
    datagram.source.address = *IpAddress::parse("198.51.100." + std::to_string(id % 250));
    told.take(fragments_of(datagram, 1400, id)[0]);
  }
  const auto lost = told.reassembly.lost();
  CHECK(lost.size() <= 64);
  std::size_t bytes = 0;
  for (const auto& packet : lost)
    for (const auto& part : packet.known.parts) bytes += part.frame.size();
  CHECK(bytes <= 256 << 10);
}

TEST_CASE("every fault of fragments has words") {
  for (const auto fault : {FragmentFault::incomplete, FragmentFault::overlapping, FragmentFault::wrong_length,
                           FragmentFault::headers_split, FragmentFault::too_many})
    CHECK_FALSE(to_text(fault).empty());
}

}  // namespace provtool
