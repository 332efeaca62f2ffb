#include "device/typed_hex.hpp"

#include <doctest/doctest.h>

#include "base/bytes.hpp"

namespace provtool {

TEST_CASE("hex is read in the ways in which people type it") {
  struct Row {
    std::string_view typed;
    std::string_view form;
  };
  static constexpr Row k_rows[] = {
      {"68:74:74:70:3a", "colon-separated hex"},
      {"68:74:74:70:3A", "colon-separated hex"},
      {"6874:7470:3a", "colon-separated hex"},
      {"687474703a", "plain hex"},
      {"0x687474703a", "hex with 0x before it"},
      {"0X687474703A", "hex with 0x before it"},
      {"6874.7470.3a", "hex in groups with dots"},
      {"68.74.74.70.3a", "hex in groups with dots"},
      {"68 74 74 70 3a", "hex with spaces"},
      {" 6874 7470 3a ", "hex with spaces"},
      {"68-74-74-70-3a", "hex with dashes"},
      {"0x68,0x74,0x74,0x70,0x3a", "hex with commas"},
      {"0x68, 0x74, 0x74, 0x70, 0x3a", "hex with commas"},
      {"0x68 0x74 0x74 0x70 0x3a", "hex with spaces"},
      {"\\x68\\x74\\x74\\x70\\x3a", "hex with \\x before each byte"},
      {"x'687474703a'", "hex in x'…'"},
      {"hex 6874.7470.3a", "hex in groups with dots"},
      {"hex:68:74:74:70:3a", "colon-separated hex"},
  };
  for (const auto& row : k_rows) {
    CAPTURE(row.typed);
    const auto hex = typed_hex(row.typed);
    REQUIRE(hex);
    CHECK(hex->bytes == "http:");
    CHECK(hex->form == row.form);
    CHECK(hex->plain == (row.form == "plain hex"));
  }
}

TEST_CASE("one digit is a byte where colons are around it") {
  const auto hex = typed_hex("a:4d:0:9");
  REQUIRE(hex);
  CHECK(hex->bytes == std::string("\x0a\x4d\x00\x09", 4));
}

TEST_CASE("other text is not hex") {
  for (const auto* text : {"", "0x", "687474703", "68:74", "687474", "10.77.31.30", "68:74-74:70",
                           "68::74:74:70", "68:74:74:70:", ":68:74:74:70", "prov.example.com",
                           "cafe.example.com", "a.b.c.d.e", "http://h/", "2001:db8::1", "68,,74,74,70"}) {
    CAPTURE(text);
    CHECK_FALSE(typed_hex(text));
  }
}

}  // namespace provtool
