#include "wire/dhcpv4_nested.hpp"

#include <doctest/doctest.h>

namespace provtool::dhcpv4 {

namespace {

Bytes hex(std::string_view text) {
  return parse_hex(text).value();
}

// "66=10.77.0.9 67=a.cfg", behind "258:" where an enterprise stands.
std::string told(std::uint8_t code, ByteView data) {
  std::string text;
  for (const auto& sub_option : sub_options(code, data)) {
    if (!text.empty()) text += " ";
    if (sub_option.enterprise) text += std::to_string(*sub_option.enterprise) + ":";
    if (sub_option.code) text += std::to_string(*sub_option.code);
    text += "=" + readable_text(sub_option.data).value_or(to_hex(sub_option.data));
  }
  return text;
}

}  // namespace

TEST_CASE("option 43 is taken apart: an address, text ended by NUL, PADs between and behind an END") {
  CHECK(told(43, hex("42 04 0a4d0009")) == "66=10.77.0.9");
  // The example of Snom's manual.
  CHECK(told(43, hex("420c 687474703a2f2f7465737400 4312 736e6f6d2f73657474696e67732e70687000")) ==
        "66=http://test 67=snom/settings.php");
  CHECK(told(43, hex("00 8402 3300 00 ff 0000")) == "132=3");
  CHECK(told(43, hex("f108 0a7e7e02 0a7f7f02")) == "241=10.126.126.2, 10.127.127.2");
  CHECK(told(43, hex("0103 fffefd 0200")) == "1=fffefd 2=");
}

TEST_CASE("what does not come out even is not taken apart") {
  for (const auto* bytes : {"", "42", "4205 0a4d0009", "4204 0a4d0009 42", "ff 01", "4201 41 ff 42"}) {
    CAPTURE(bytes);
    CHECK(told(43, hex(bytes)).empty());
  }
}

TEST_CASE("text is not taken apart, not even where its letters come out even") {
  CHECK(told(43, to_bytes("http://10.77.0.9/TOKEN.cfg")).empty());
  CHECK(told(43, to_bytes("http://10.77.0.9/" + std::string(101, 'x'))).empty());  // t is 116
  CHECK(told(43, to_bytes("id:ipphone.mitel.com;sw_tftp=10.77.0.9")).empty());
  CHECK(told(43, to_bytes("B&http://prov.example.com/a/b/c/de.cfg/x")) ==
        "66=http://prov.example.com/a/b/c/de.cfg/x");
}

TEST_CASE("options 124 and 125 name enterprises") {
  CHECK(told(125, hex("00000009 06 0204 0a4d0009")) == "9:2=10.77.0.9");
  CHECK(told(125, hex("00000009 03 0201 41 00000403 06 0101 42 0201 43")) == "9:2=A 1027:1=B 1027:2=C");
  CHECK(told(125, to_bytes(std::string("\0\0\x04\x03\x15", 5) + "http://10.77.0.9/test")) ==
        "1027:=http://10.77.0.9/test");
  CHECK(told(125, hex("00000009 03 020541")) == "9:=020541");
  CHECK(told(124, hex("00000009 05 0203414243")) == "9:=0203414243");
  CHECK(told(125, hex("00000009 09 0204 0a4d0009")).empty());
  CHECK(told(125, hex("000000")).empty());
}

TEST_CASE("other options have no sub-options") {
  CHECK(told(150, hex("4204 0a4d0009")).empty());
}

TEST_CASE("bytes read as addresses or text, or as neither") {
  CHECK(readable_text(hex("0a4d0009")) == "10.77.0.9");
  CHECK(readable_text(hex("0a4d4109")) == "10.77.65.9");  // letters between line feed and TAB
  CHECK(readable_text(hex("c0000201 c0000202")) == "192.0.2.1, 192.0.2.2");
  CHECK(readable_text(to_bytes("pbx1")) == "pbx1");
  CHECK(readable_text(to_bytes("http://h/\r\n\t")) == "http://h/\r\n\t");
  CHECK(readable_text(to_bytes("Büro")) == "Büro");
  for (const auto* neither : {"", "00", "00000000", "ff000102", "c00002", "7f000001"}) {
    CAPTURE(neither);
    CHECK_FALSE(readable_text(hex(neither)));
  }
}

}  // namespace provtool::dhcpv4
