#include "base/domain_name.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

std::optional<std::string> name_of(ByteView bytes) {
  ByteReader reader(bytes);
  return take_domain_name(reader);
}

}  // namespace

TEST_CASE("a name is its labels with dots between them") {
  CHECK(name_of(parse_hex("03 736970 07 6578616d706c65 03 636f6d 00").value()) == "sip.example.com");
  CHECK(name_of(parse_hex("00").value()) == ".");
}

TEST_CASE("behind a name the next one can be taken") {
  const auto bytes = parse_hex("0161 00 0162 0163 00").value();
  ByteReader reader(bytes);
  CHECK(take_domain_name(reader) == "a");
  CHECK(take_domain_name(reader) == "b.c");
  CHECK(reader.left() == 0);
}

TEST_CASE("a partial name ends with the bytes") {
  CHECK(name_of(parse_hex("05 70686f6e65").value()) == "phone");
  CHECK(name_of(Bytes{}) == "");
}

TEST_CASE("what is no name is not read as one") {
  for (const std::string_view hex : {
           "05 70686f6e",                  // a label that breaks off
           "0161 05 70686f6e",             // also behind another
           "03 612e62 00",                 // a dot inside a label
           "02 61ff 00",                   // no UTF-8
           "0161 c000",                    // a pointer: compressed
           "0b 6578616d706c652e636f6d 00"  // "example.com" as one label
       }) {
    CAPTURE(hex);
    CHECK_FALSE(name_of(parse_hex(hex).value()));
  }
}

TEST_CASE("a label has at most 63 bytes") {
  for (const std::size_t size : {63U, 64U}) {
    CAPTURE(size);
    Bytes bytes{static_cast<std::uint8_t>(size)};
    bytes.insert(bytes.end(), size, 'a');
    CHECK(name_of(bytes).has_value() == (size == 63));
  }
}

}  // namespace provtool
