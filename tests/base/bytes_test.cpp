#include "base/bytes.hpp"

#include <doctest/doctest.h>

#include "support/hex_file.hpp"

namespace provtool {

TEST_CASE("a reader takes big-endian values from the front") {
  const Bytes bytes{0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09};
  ByteReader reader(bytes);
  CHECK(reader.u8() == 0x01);
  CHECK(reader.u16() == 0x0203);
  CHECK(reader.u32() == 0x04050607U);
  CHECK(reader.offset() == 7);
  CHECK(reader.left() == 2);
  CHECK(to_hex(reader.rest()) == "0809");
  CHECK(reader.skip(2));
  CHECK(reader.left() == 0);
  CHECK_FALSE(reader.u8());
}

TEST_CASE("a read that does not fit returns nothing and moves nothing") {
  const Bytes bytes{0xaa, 0xbb, 0xcc};
  ByteReader reader(bytes);
  CHECK_FALSE(reader.u32());
  CHECK_FALSE(reader.take(4));
  CHECK_FALSE(reader.skip(static_cast<std::size_t>(-1)));
  CHECK(reader.offset() == 0);
  CHECK(reader.u16() == 0xaabb);
  CHECK_FALSE(reader.u16());
  CHECK(reader.u8() == 0xcc);
}

TEST_CASE("taking nothing works at the end") {
  ByteReader reader(ByteView{});
  REQUIRE(reader.take(0));
  CHECK(reader.take(0)->empty());
  CHECK_FALSE(reader.u8());
}

TEST_CASE("a writer appends what a reader reads") {
  ByteWriter writer;
  writer.u8(0x01);
  writer.u16(0xfffe);
  writer.u32(0x12345678);
  writer.append(Bytes{0xab});
  writer.fill(2);
  writer.fill(1, 0xff);
  CHECK(writer.size() == 11);
  CHECK(to_hex(writer.bytes()) == "01fffe12345678ab0000ff");
  CHECK(writer.take().size() == 11);
}

TEST_CASE("text and bytes are the same octets") {
  CHECK(to_hex(to_bytes("A\xff")) == "41ff");
  CHECK(as_text(to_bytes("abc")) == "abc");
  CHECK(as_text(ByteView{}).empty());
}

TEST_CASE("hex digits are read with the usual separators and without") {
  for (const std::string_view text : {"0080f0", "0080F0", "00:80:f0", "00-80-F0", "0080.f0", "00 80 f0"}) {
    CAPTURE(text);
    REQUIRE(parse_hex(text));
    CHECK(to_hex(*parse_hex(text)) == "0080f0");
  }
}

TEST_CASE("odd, split or foreign digits are no hex") {
  for (const std::string_view text : {"0", "008", "0:08", "0g", "00/80", "0x00", "00:8:0f"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_hex(text));
  }
}

// RFC 1071 3: the sum of 00 01 f2 03 f4 f5 f6 f7 is ddf2.
TEST_CASE("the Internet checksum is the one of RFC 1071") {
  const Bytes bytes{0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7};
  CHECK(checksum_finish(checksum_add(0, bytes)) == static_cast<std::uint16_t>(~0xddf2));
}

TEST_CASE("an odd last byte counts as the high half of a word") {
  CHECK(checksum_add(0, Bytes{0x12, 0x34, 0x56}) == 0x1234 + 0x5600);
}

TEST_CASE("carries are added back, also of sums continued from before") {
  CHECK(checksum_add(0xffff, Bytes{0x00, 0x01}) == 1);
  CHECK(checksum_finish(0x1fffe) == 0x0000);
  CHECK(checksum_finish(0) == 0xffff);
}

TEST_CASE("a hex dump of test data is read as text2pcap reads it") {
  const auto bytes = testing::parse_hex_dump(
      "# a comment\n"
      "0000  02 01 06 00  ....\n"
      "\n"
      "0004  ff\n");
  CHECK(to_hex(bytes) == "02010600ff");
  CHECK_THROWS(testing::parse_hex_dump("0001  02\n"));
  CHECK_THROWS(testing::parse_hex_dump("0000  0\n"));
  CHECK_THROWS(testing::load_hex_file("no/such/file.hex"));
}

}  // namespace provtool
