#include "wire/frame.hpp"

#include <doctest/doctest.h>

#include <array>

namespace provtool {

namespace {

constexpr std::size_t k_ip = 14;         // offsets in an untagged frame without IP options
constexpr std::size_t k_udp = 14 + 20;   //
constexpr std::size_t k_udp6 = 14 + 40;  // the same over IPv6

Datagram answer(std::string_view payload = "payload!") {
  Datagram datagram;
  datagram.source_mac = *MacAddress::parse("00:00:5e:00:53:01");
  datagram.destination_mac = *MacAddress::parse("00:00:5e:00:53:02");
  datagram.source = {*IpAddress::parse("192.0.2.1"), Port{67}};
  datagram.destination = {*IpAddress::parse("192.0.2.50"), Port{68}};
  datagram.payload = to_bytes(payload);
  return datagram;
}

Datagram answer6(std::string_view payload = "payload!") {
  Datagram datagram = answer(payload);
  datagram.source = {*IpAddress::parse("fe80::1"), Port{547}};
  datagram.destination = {*IpAddress::parse("fe80::2"), Port{546}};
  return datagram;
}

Datagram solicitation() {
  Datagram datagram = answer6();
  datagram.destination_mac = *MacAddress::parse("33:33:00:00:00:02");
  datagram.protocol = Protocol::icmpv6;
  datagram.hop_limit = 255;
  datagram.source.port = Port{};
  datagram.destination = {*IpAddress::parse("ff02::2"), Port{}};
  datagram.payload = {133, 0, 0, 0, 0, 0, 0, 0};
  return datagram;
}

Bytes frame_of(const Datagram& datagram) {
  return serialize_frame(datagram);
}

// After a change in the IP header: its checksum again, so that only the change is looked at.
Bytes with_ip_checksum(Bytes frame) {
  const auto header = static_cast<std::size_t>((frame[k_ip] & 15) * 4);
  frame[k_ip + 10] = 0;
  frame[k_ip + 11] = 0;
  const auto sum = checksum_finish(checksum_add(0, ByteView(frame).subspan(k_ip, header)));
  frame[k_ip + 10] = static_cast<std::uint8_t>(sum >> 8);
  frame[k_ip + 11] = static_cast<std::uint8_t>(sum);
  return frame;
}

FrameFault fault_of(ByteView frame, Checksums checksums = Checksums::verify) {
  const auto parsed = parse_frame(frame, checksums);
  REQUIRE_FALSE(parsed);
  return parsed.error();
}

}  // namespace

TEST_CASE("a datagram survives its way through a frame") {
  const auto frame = frame_of(answer());
  const auto parsed = parse_frame(frame, Checksums::verify);
  REQUIRE(parsed);
  CHECK(parsed->source_mac == answer().source_mac);
  CHECK(parsed->destination_mac == answer().destination_mac);
  CHECK(parsed->source == answer().source);
  CHECK(parsed->destination == answer().destination);
  CHECK(parsed->payload == answer().payload);
  CHECK_FALSE(parsed->vlan);
  CHECK(parsed->frame == frame);
}

// The same datagram as scapy writes it.
TEST_CASE("a frame has the layout of RFC 894, 791 and 768") {
  CHECK(to_hex(frame_of(answer("abc"))) ==
        "00005e005302"
        "00005e005301"
        "0800"
        "4500001f000040004011b69a"
        "c0000201"
        "c0000232"
        "00430044000bb6ba"
        "616263");
}

TEST_CASE("an odd payload is summed as if a zero followed") {
  for (const std::string_view payload : {"", "a", "ab", "abc"}) {
    CAPTURE(payload);
    const auto parsed = parse_frame(frame_of(answer(payload)), Checksums::verify);
    REQUIRE(parsed);
    CHECK(as_text(parsed->payload) == payload);
  }
}

TEST_CASE("a tagged frame tells its VLAN") {
  auto datagram = answer();
  datagram.vlan = 100;
  auto frame = frame_of(datagram);
  CHECK(to_hex(ByteView(frame).subspan(12, 6)) == "810000640800");
  frame[14] |= 0xe0;  // the priority is no part of the id (IEEE 802.1Q)
  const auto parsed = parse_frame(frame, Checksums::verify);
  REQUIRE(parsed);
  CHECK(parsed->vlan == 100);
  CHECK(parsed->payload == answer().payload);
}

TEST_CASE("a wrong IP header checksum is named") {
  auto frame = frame_of(answer());
  frame[k_ip + 8] ^= 1;  // time to live
  CHECK(fault_of(frame) == FrameFault::bad_checksum);
  CHECK(fault_of(frame, Checksums::not_filled_in) == FrameFault::bad_checksum);
}

TEST_CASE("a wrong UDP checksum is named") {
  auto frame = frame_of(answer());
  frame.back() ^= 1;
  CHECK(fault_of(frame) == FrameFault::bad_checksum);
}

// The pseudo header is a part of the sum: a packet for somebody else, redirected, shows.
TEST_CASE("a changed address makes the UDP checksum wrong") {
  auto frame = frame_of(answer());
  frame[k_ip + 19] ^= 1;
  CHECK(fault_of(with_ip_checksum(frame)) == FrameFault::bad_checksum);
}

TEST_CASE("a checksum that was left to the network card is not looked at") {
  auto frame = frame_of(answer());
  frame[k_udp + 6] ^= 0x5a;
  CHECK(fault_of(frame) == FrameFault::bad_checksum);
  CHECK(parse_frame(frame, Checksums::not_filled_in));
}

// RFC 768: zero means that the sender made none.
TEST_CASE("a checksum of zero is none") {
  auto frame = frame_of(answer());
  frame[k_udp + 6] = 0;
  frame[k_udp + 7] = 0;
  CHECK(parse_frame(frame, Checksums::verify));
}

TEST_CASE("a checksum that comes out as zero is sent as ffff") {
  for (unsigned i = 0; i < 0x10000; ++i) {
    auto datagram = answer();
    datagram.payload = {static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)};
    const auto frame = frame_of(datagram);
    const auto checksum = to_hex(ByteView(frame).subspan(k_udp + 6, 2));
    REQUIRE(checksum != "0000");
    if (checksum == "ffff") {
      CHECK(parse_frame(frame, Checksums::verify));
      return;
    }
  }
  FAIL("no payload has this checksum");
}

TEST_CASE("a frame cut off anywhere is cut off and nothing else") {
  for (const bool tagged : {false, true}) {
    auto datagram = answer();
    if (tagged) datagram.vlan = 100;
    const auto frame = frame_of(datagram);
    for (std::size_t size = 0; size < frame.size(); ++size) {
      CAPTURE(tagged);
      CAPTURE(size);
      CHECK(fault_of(ByteView(frame).first(size)) == FrameFault::truncated);
    }
  }
}

TEST_CASE("lengths that contradict one another are a cut-off packet") {
  SUBCASE("an IP header shorter than 20 bytes") {
    auto frame = frame_of(answer());
    frame[k_ip] = 0x44;
    CHECK(fault_of(frame) == FrameFault::truncated);
  }
  SUBCASE("an IP packet shorter than its header") {
    auto frame = frame_of(answer());
    frame[k_ip + 3] = 19;
    CHECK(fault_of(with_ip_checksum(frame)) == FrameFault::truncated);
  }
  SUBCASE("a UDP length of less than its header") {
    auto frame = frame_of(answer());
    frame[k_udp + 5] = 7;
    CHECK(fault_of(frame) == FrameFault::truncated);
  }
  SUBCASE("a UDP length of more than the IP packet") {
    auto frame = frame_of(answer());
    ++frame[k_udp + 5];
    frame.push_back(0);
    CHECK(fault_of(frame) == FrameFault::truncated);
  }
}

TEST_CASE("a UDP datagram may be shorter than the IP packet") {
  auto frame = frame_of(answer("ab"));
  frame[k_ip + 3] = static_cast<std::uint8_t>(frame[k_ip + 3] + 4);
  frame.insert(frame.end(), 4, 0xee);
  const auto parsed = parse_frame(with_ip_checksum(frame), Checksums::verify);
  REQUIRE(parsed);
  CHECK(as_text(parsed->payload) == "ab");
}

TEST_CASE("fragments are named, don't-fragment is none") {
  auto frame = frame_of(answer());
  CHECK(frame[k_ip + 6] == 0x40);
  SUBCASE("more fragments follow") {
    frame[k_ip + 6] = 0x20;
  }
  SUBCASE("a later fragment") {
    frame[k_ip + 7] = 0x01;
  }
  SUBCASE("a much later fragment") {
    frame[k_ip + 6] = 0x1f;
  }
  CHECK(fault_of(with_ip_checksum(frame)) == FrameFault::fragment);
}

TEST_CASE("IP options are passed over") {
  auto frame = frame_of(answer());
  frame[k_ip] = 0x46;
  frame[k_ip + 3] = static_cast<std::uint8_t>(frame[k_ip + 3] + 4);
  const Bytes router_alert{0x94, 0x04, 0x00, 0x00};
  frame.insert(frame.begin() + k_udp, router_alert.begin(), router_alert.end());
  const auto parsed = parse_frame(with_ip_checksum(frame), Checksums::verify);
  REQUIRE(parsed);
  CHECK(parsed->payload == answer().payload);
  CHECK(parsed->source.port == Port{67});
}

// Ethernet fills short frames up to 60 bytes (IEEE 802.3 3.2.8).
TEST_CASE("padding behind the IP packet is no payload") {
  auto frame = frame_of(answer("ab"));
  frame.resize(60, 0xaa);
  const auto parsed = parse_frame(frame, Checksums::verify);
  REQUIRE(parsed);
  CHECK(as_text(parsed->payload) == "ab");
}

TEST_CASE("other protocols are told apart") {
  auto frame = frame_of(answer());
  SUBCASE("ARP") {
    frame[13] = 0x06;
    CHECK(fault_of(frame) == FrameFault::not_ip);
  }
  SUBCASE("IPv6 in an IPv4 frame") {
    frame[k_ip] = 0x65;
    CHECK(fault_of(frame) == FrameFault::not_ip);
  }
  SUBCASE("TCP") {
    frame[k_ip + 9] = 6;
    CHECK(fault_of(with_ip_checksum(frame)) == FrameFault::another_protocol);
  }
}

TEST_CASE("a DHCPv6 datagram survives its way through an IPv6 frame") {
  const auto frame = frame_of(answer6());
  const auto parsed = parse_frame(frame, Checksums::verify);
  REQUIRE(parsed);
  CHECK(parsed->source == answer6().source);
  CHECK(parsed->destination == answer6().destination);
  CHECK(parsed->payload == answer6().payload);
  CHECK(parsed->protocol == Protocol::udp);
  CHECK(parsed->hop_limit == 64);
}

// The same datagram as scapy writes it.
TEST_CASE("an IPv6 frame has the layout of RFC 2464 and RFC 8200") {
  CHECK(
      to_hex(frame_of(answer6("abc"))) ==
      "00005e00530200005e00530186dd60000000000b1140fe800000000000000000000000000001fe800000000000000000000000"
      "00000202230222000b3a2c616263");
}

TEST_CASE("a router solicitation gets its checksum and hop limit") {
  const auto frame = frame_of(solicitation());
  CHECK(to_hex(frame) ==
        "33330000000200005e00530186dd6000000000083afffe800000000000000000000000000001ff0200000000000000000000"
        "000"
        "0000285007d3600000000");
  const auto parsed = parse_frame(frame, Checksums::verify);
  REQUIRE(parsed);
  CHECK(parsed->protocol == Protocol::icmpv6);
  CHECK(parsed->hop_limit == 255);
  CHECK(parsed->destination_mac == group_mac(*solicitation().destination.address.v6()));
  CHECK(to_hex(parsed->payload) == "85007d3600000000");
}

TEST_CASE("a wrong checksum over IPv6 is named") {
  SUBCASE("of UDP") {
    auto frame = frame_of(answer6());
    frame.back() ^= 1;
    CHECK(fault_of(frame) == FrameFault::bad_checksum);
    CHECK(parse_frame(frame, Checksums::not_filled_in));
  }
  // RFC 8200 8.1: over IPv6 UDP without a checksum is discarded.
  SUBCASE("none at all") {
    auto frame = frame_of(answer6());
    frame[k_udp6 + 6] = 0;
    frame[k_udp6 + 7] = 0;
    CHECK(fault_of(frame) == FrameFault::bad_checksum);
  }
  SUBCASE("of ICMPv6") {
    auto frame = frame_of(solicitation());
    frame.back() ^= 1;
    CHECK(fault_of(frame) == FrameFault::bad_checksum);
  }
}

TEST_CASE("a break anywhere in an IPv6 frame is found") {
  for (const auto& datagram : {answer6(), solicitation()}) {
    const auto frame = frame_of(datagram);
    for (std::size_t length = 0; length < frame.size(); ++length)
      CHECK(fault_of(ByteView(frame).first(length)) == FrameFault::truncated);
  }
}

// RFC 8200 4.1: hop-by-hop options, routing and destination options each name what follows, and their length.
TEST_CASE("IPv6 extension headers are passed over, but not the fragment header") {
  auto frame = frame_of(answer6());
  frame.insert(frame.begin() + k_udp6, {17, 0, 1, 4, 0, 0, 0, 0});
  frame[k_ip + 5] = static_cast<std::uint8_t>(frame[k_ip + 5] + 8);
  for (const auto header : std::array<std::uint8_t, 3>{0, 43, 60}) {
    frame[k_ip + 6] = header;
    const auto parsed = parse_frame(frame, Checksums::verify);
    REQUIRE(parsed);
    CHECK(parsed->payload == answer6().payload);
  }
  frame[k_ip + 6] = 44;
  frame[k_udp6 + 3] = 1;
  CHECK(fault_of(frame) == FrameFault::fragment);
  frame[k_ip + 6] = 0;
  frame[k_udp6 + 1] = 40;  // eight bytes each: past the end
  CHECK(fault_of(frame) == FrameFault::truncated);
}

// RFC 6946: a fragment that is the whole packet.
TEST_CASE("a fragment header alone in its packet is passed over, and told") {
  auto frame = frame_of(answer6());
  frame.insert(frame.begin() + k_udp6, {17, 0, 0, 0, 0, 0, 0, 1});
  frame[k_ip + 6] = 44;
  frame[k_ip + 5] = static_cast<std::uint8_t>(frame[k_ip + 5] + 8);
  const auto parsed = parse_frame(frame, Checksums::verify);
  REQUIRE(parsed);
  CHECK(parsed->payload == answer6().payload);
  CHECK(parsed->fragmented);
  CHECK_FALSE(parse_frame(frame_of(answer6()), Checksums::verify)->fragmented);
}

TEST_CASE("extension headers may come in any order, and repeatedly") {
  auto frame = frame_of(answer6());
  for (const auto next : std::array<std::uint8_t, 5>{17, 60, 43, 60, 0})
    frame.insert(frame.begin() + k_udp6, {next, 0, 1, 4, 0, 0, 0, 0});
  frame[k_ip + 6] = 60;
  frame[k_ip + 5] = static_cast<std::uint8_t>(frame[k_ip + 5] + 40);
  const auto parsed = parse_frame(frame, Checksums::verify);
  REQUIRE(parsed);
  CHECK(parsed->payload == answer6().payload);
}

// RFC 4302 2.2: the length counts words of 32 bits, less 2.
TEST_CASE("what stands behind an authentication header is named") {
  auto frame = frame_of(answer6());
  frame.insert(frame.begin() + k_udp6, {17, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2});
  frame[k_ip + 6] = 51;
  frame[k_ip + 5] = static_cast<std::uint8_t>(frame[k_ip + 5] + 12);
  CHECK(fault_of(frame) == FrameFault::authenticated);
  frame[k_udp6] = 6;
  CHECK(fault_of(frame) == FrameFault::another_protocol);
}

TEST_CASE("behind encryption, and where nothing follows, is another protocol") {
  auto frame = frame_of(answer6());
  for (const auto header : std::array<std::uint8_t, 3>{50, 59, 6}) {
    frame[k_ip + 6] = header;
    CHECK(fault_of(frame) == FrameFault::another_protocol);
  }
}

TEST_CASE("a tag for VLAN 0 is a priority and no VLAN") {
  auto datagram = answer();
  datagram.vlan = 0;
  const auto parsed = parse_frame(frame_of(datagram), Checksums::verify);
  REQUIRE(parsed);
  CHECK_FALSE(parsed->vlan);
}

TEST_CASE("every fault has words") {
  for (const auto fault : {FrameFault::truncated, FrameFault::not_ip, FrameFault::another_protocol,
                           FrameFault::fragment, FrameFault::bad_checksum, FrameFault::authenticated})
    CHECK_FALSE(to_text(fault).empty());
}

}  // namespace provtool
