#include "base/encodings.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace provtool {

namespace {

bool may_mean(std::string_view text, std::string_view meaning) {
  const auto parts = encoded_parts(text);
  return std::any_of(parts.begin(), parts.end(), [meaning](const EncodedPart& part) {
    return std::any_of(part.readings.begin(), part.readings.end(), [meaning](const std::string& reading) {
      return reading.find(meaning) != std::string::npos;
    });
  });
}

}  // namespace

TEST_CASE("percent sequences are decoded, also when they are encoded themselves") {
  CHECK(percent_decoded("pa%73sword") == "password");
  CHECK(percent_decoded("pa%2573sword") == "password");
  CHECK(percent_decoded("100% of %zz %4") == "100% of %zz %4");
}

TEST_CASE("a text is read as a reader would") {
  CHECK(plainly_read("http\uFF1A//u\uFF1Ax\uFF20h/") == "http://u:x@h/");
  CHECK(plainly_read("u&#58;x&#x40;h &amp;commat;") == "u:x@h @");
  CHECK(plainly_read("u\u2236x\uFE6Bh") == "u:x@h");
  CHECK(plainly_read("pass\u200Bword\x1b") == "password");
  CHECK(plainly_read("Gr\u00FC\u00DFe \u754C") == "Gr\u00FC\u00DFe \u754C");
  CHECK(plainly_read("&; &# &nosuch; \xff") == "&; &# &nosuch; \xff");
}

TEST_CASE("hex is read in every spelling") {
  for (const std::string_view text :
       {"687474703a2f2f753a", "68 74 74 70 3a 2f 2f 75 3a", "68:74:74:70:3a:2f:2f:75:3a",
        "0x687474703A2F2F753A", "0x68 0x74 0x74 0x70 0x3a 0x2f 0x2f 0x75 0x3a",
        "\\x68\\x74\\x74\\x70\\x3a\\x2f\\x2f\\x75\\x3a", "0x68,0x74,0x74, 0x70,0x3a, 0x2f,0x2f,0x75,0x3a",
        "01687474703a2f2f753aff", "1=0x687474703a2f2f753a, 2=0x00", "f687474703a2f2f753a",
        "0068007400740070003a002f002f0075003a"}) {
    CAPTURE(text);
    const bool wide = text.starts_with("00");
    CHECK(may_mean(text, wide ? std::string_view("h\0t\0t\0p", 7) : "http://u:"));
  }
}

TEST_CASE("base64 is read wherever it begins") {
  for (const std::string_view text : {"aHR0cDovL3U6cEBoLw==", "x/aHR0cDovL3U6cEBoLw",
                                      "http://h/aHR0cDovL3U6cEBoLw==", "aHR0cDov\r\nL3U6cEBoLw=="}) {
    CAPTURE(text);
    CHECK(may_mean(text, "http://u:p@h"));
  }
}

TEST_CASE("ordinary words mean nothing else") {
  for (const std::string_view text :
       {"http://prov.example.com/a.cfg", "192.0.2.1", "00:80:f0:12:34:56", ""}) {
    CAPTURE(text);
    CHECK_FALSE(may_mean(text, "@"));
    CHECK_FALSE(may_mean(text, ":"));
  }
}

}  // namespace provtool
