#include "wire/pcapng.hpp"

#include <doctest/doctest.h>

#include "wire/frame.hpp"

namespace provtool {

namespace {

struct Block {
  std::uint32_t type = 0;
  Bytes body;
};

// Every block says its length in front and at its end, a multiple of four.
std::vector<Block> blocks_of(const Bytes& file) {
  std::vector<Block> blocks;
  ByteReader reader(file);
  while (reader.left() > 0) {
    const auto type = reader.u32().value();
    const auto length = reader.u32().value();
    REQUIRE(length % 4 == 0);
    const auto body = reader.take(length - 12).value();
    REQUIRE(reader.u32() == length);
    blocks.push_back({type, Bytes(body.begin(), body.end())});
  }
  return blocks;
}

std::string text_of(const Block& block) {
  return std::string(as_text(block.body));
}

Datagram question() {
  Datagram datagram;
  datagram.time = Instant{std::chrono::milliseconds(1500)};
  datagram.direction = Direction::sent;
  datagram.source_mac = *MacAddress::parse("00:00:5e:00:53:01");
  datagram.destination_mac = MacAddress::broadcast();
  datagram.source = {*IpAddress::parse("0.0.0.0"), Port{68}};
  datagram.destination = {*IpAddress::parse("255.255.255.255"), Port{67}};
  datagram.payload = {0x01, 0x02, 0x03};
  return datagram;
}

constexpr WallTime k_epoch{std::chrono::seconds(1'700'000'000)};

}  // namespace

TEST_CASE("a capture starts with its section and its interface") {
  const auto blocks = blocks_of(to_pcapng({}, "eth0", k_epoch, {}, "provtool 0.1.0"));
  REQUIRE(blocks.size() == 3);
  CHECK(blocks[0].type == 0x0a0d0d0a);
  CHECK(to_hex(ByteView(blocks[0].body).first(8)) == "1a2b3c4d00010000");
  CHECK(text_of(blocks[0]).find("provtool 0.1.0") != std::string::npos);
  CHECK(blocks[1].type == 1);
  CHECK(to_hex(ByteView(blocks[1].body).first(4)) == "00010000");  // Ethernet
  CHECK(text_of(blocks[1]).find("eth0") != std::string::npos);
}

TEST_CASE("a frame that was seen is kept as it was") {
  auto datagram = question();
  datagram.direction = Direction::received;
  datagram.frame = {0xde, 0xad, 0xbe, 0xef, 0x01};
  const auto blocks = blocks_of(to_pcapng({datagram}, "eth0", k_epoch, {}, "provtool"));
  REQUIRE(blocks.size() == 4);
  CHECK(blocks[2].type == 6);
  ByteReader reader(blocks[2].body);
  CHECK(reader.u32() == 0);  // interface
  const auto high = std::uint64_t{reader.u32().value()};
  CHECK((high << 32 | reader.u32().value()) == 1'700'000'001'500'000);  // microseconds
  CHECK(reader.u32() == 5);
  CHECK(reader.u32() == 5);
  CHECK(to_hex(*reader.take(8)) == "deadbeef01000000");  // padded to four
  CHECK(to_hex(*reader.take(8)) == "0002000400000001");  // epb_flags: inbound
  CHECK(reader.u32() == 0);
  CHECK(reader.left() == 0);
}

TEST_CASE("a datagram from a UDP socket gets a frame") {
  const auto blocks = blocks_of(to_pcapng({question(), question()}, "eth0", k_epoch, {}, "provtool"));
  REQUIRE(blocks.size() == 5);
  const auto& body = blocks[2].body;
  const auto length = static_cast<std::size_t>(body[12] << 24 | body[13] << 16 | body[14] << 8 | body[15]);
  const auto parsed = parse_frame(ByteView(body).subspan(20, length), Checksums::verify);
  REQUIRE(parsed);
  CHECK(parsed->source.text() == "0.0.0.0:68");
  CHECK(parsed->payload == question().payload);
  CHECK(to_hex(body).ends_with("000200040000000200000000"));  // epb_flags: outbound, end of options
}

TEST_CASE("a multicast question is kept with the hop limit it was sent with") {
  auto datagram = question();
  datagram.hop_limit = 1;
  datagram.destination = {*IpAddress::parse("224.0.1.75"), Port{5060}};
  constexpr std::size_t k_frame = 20;
  constexpr std::size_t k_ttl = k_frame + 14 + 8;
  CHECK(blocks_of(to_pcapng({datagram}, "eth0", k_epoch, {}, "provtool"))[2].body[k_ttl] == 1);
  CHECK(blocks_of(to_pcapng({question()}, "eth0", k_epoch, {}, "provtool"))[2].body[k_ttl] == 64);
}

TEST_CASE("a capture says when it ended and what the interface received") {
  using namespace std::chrono_literals;
  const CaptureStatistics statistics{k_epoch, k_epoch + 5s, 17};
  const auto file = to_pcapng({question()}, "eth0", k_epoch, statistics, "provtool");
  const auto found = find_capture_statistics(file);
  REQUIRE(found);
  CHECK(found->start == statistics.start);
  CHECK(found->end == statistics.end);
  CHECK(found->received == 17);
}

TEST_CASE("what is not known of a capture is left out") {
  const auto file = to_pcapng({}, "eth0", k_epoch, {k_epoch, k_epoch, std::nullopt}, "provtool");
  const auto found = find_capture_statistics(file);
  REQUIRE(found);
  CHECK_FALSE(found->received);
}

TEST_CASE("other files have no statistics to be read") {
  CHECK_FALSE(find_capture_statistics({}));
  CHECK_FALSE(find_capture_statistics(to_bytes("not a capture at all, but long enough for a block")));
  // Little-endian, as most other programs write it.
  CHECK_FALSE(
      find_capture_statistics(parse_hex("0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000").value()));
}

TEST_CASE("a capture that breaks off has no statistics at its end") {
  const auto file = to_pcapng({question()}, "eth0", k_epoch, {k_epoch, k_epoch, 1}, "provtool");
  for (std::size_t length = 0; length < file.size(); ++length)
    CHECK_FALSE(find_capture_statistics(ByteView(file).first(length)));
}

TEST_CASE("a capture that ends beyond all time has no statistics") {
  const CaptureStatistics statistics{k_epoch, WallTime{std::chrono::microseconds(std::int64_t{1} << 60)}, 1};
  CHECK_FALSE(find_capture_statistics(to_pcapng({}, "eth0", k_epoch, statistics, "provtool")));
}

}  // namespace provtool
