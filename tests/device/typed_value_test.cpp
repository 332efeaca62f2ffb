#include "device/typed_value.hpp"

#include <doctest/doctest.h>

#include "base/bytes.hpp"
#include "base/foreign.hpp"
#include "device/kx_utg.hpp"

namespace provtool {

namespace {

using namespace std::string_literals;

constexpr bool k_passes_as_host = true;
const std::string k_url = "http://10.77.0.9/x.cfg";  // 0x16 bytes

std::string words(std::string_view value, bool passes_as_host = false, const ValueOrigin& origin = {}) {
  const auto typed = typed_value(value, k_kx_utg, origin, passes_as_host);
  return typed ? with_secrets(typed->words, Secrets::mask) : "";
}

std::string hex_of(std::string_view text, std::string_view separator, std::size_t group = 1) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && i % group == 0) result += separator;
    result += to_hex(to_bytes(text.substr(i, 1)));
  }
  return result;
}

}  // namespace

TEST_CASE("hex typed into a text field is told with its form") {
  for (const auto& text : {"http://10.77.0.9/"s, "10.77.0.9"s, "prov.example.com"s, k_url}) {
    const auto reading = " of \"" + text + "\", typed into a text field";
    CHECK(words(hex_of(text, ":")) == "colon-separated hex" + reading);
    CHECK(words(hex_of(text, ""), k_passes_as_host) == "plain hex" + reading);
    CHECK(words("0x" + hex_of(text, ""), k_passes_as_host) == "hex with 0x before it" + reading);
    CHECK(words(hex_of(text, ".", 2)) == "hex in groups with dots" + reading);
    CHECK(words(hex_of(text, " ")) == "hex with spaces" + reading);
    CHECK(words(hex_of(text, "-"), k_passes_as_host) == "hex with dashes" + reading);
  }
}

TEST_CASE("hex may stand for an address, labels or a value behind its length") {
  CHECK(words("0a:4d:00:09") ==
        "colon-separated hex of the address 10.77.0.9 as four raw bytes, typed into a text field");
  CHECK(words("0x0a4d0009", k_passes_as_host).find("10.77.0.9") != std::string::npos);
  CHECK(words("16:" + hex_of(k_url, ":")).find("\"" + k_url + "\" behind its length byte (0x16)") !=
        std::string::npos);
  CHECK(words(hex_of("\4prov\7example\3com\0"s, ":")).find("prov.example.com") != std::string::npos);
}

TEST_CASE("host names that look like hex are host names") {
  for (const auto* host :
       {"beefcafe", "0080f0123456", "cafe.example.com", "dead.beef.cafe", "be-ef-ca-fe", "0a4d0009",
        "deadbeef", "c0ffee.example.com", "10.77.31.30", "face.feed", "20010db8000000000000000000000001",
        "d41d8cd98f00b204e9800998ecf8427e", "ab12", "prov.example.com", "0080.f012.3456"}) {
    CAPTURE(host);
    CHECK(words(host, k_passes_as_host) == "");
  }
  // Addresses and MAC addresses, which are no host names.
  for (const auto* text :
       {"2001:db8::1", "00:80:f0:12:34:56", "fe80::1", "2001:0db8:0000:0000:0000:0000:0000:0001"}) {
    CAPTURE(text);
    CHECK(words(text) == "");
  }
}

TEST_CASE("a length in front of the text, alone or behind a code") {
  CHECK(words("\x16" + k_url) == "\"" + k_url + "\" behind its length byte (0x16)");
  CHECK(words("\x42\x16" + k_url) == "\"" + k_url + "\" behind code and length bytes (0x42 0x16)");
  CHECK(words("\0\1\0\x16"s + k_url) ==
        "\"" + k_url + "\" behind code and length of two bytes each (0x0001 0x0016)");
  CHECK(words("\0\x16"s + k_url) == "\"" + k_url + "\" behind its length in two bytes (0x0016)");
  CHECK(words("\x17" + k_url + "\0"s) == "\"" + k_url + "\" behind its length byte (0x17)");
  CHECK(words("\x16" + k_url + "\0"s) == "\"" + k_url + "\" behind its length byte (0x16)");
  CHECK(words("\x42\4\x0a\x4d\0\x09"s) ==
        "the address 10.77.0.9 as four raw bytes behind code and length bytes (0x42 0x04)");
  CHECK(words("\x09"
              "10.77.0.9")
            .find("\"10.77.0.9\"") == 0);
  CHECK(words("\x0aprovserver").find("\"provserver\"") == 0);
  // A length that is a letter: B stands for 66.
  const auto longer = "http://10.77.0.9/" + std::string(45, 'a') + ".cfg";
  REQUIRE(longer.size() == 66);
  CHECK(words("B" + longer) == "\"" + longer + "\" behind its length byte (0x42)");
  CHECK(words("\x17" + k_url) == "");  // another number is no length
}

TEST_CASE("DNS labels are what an option of type fqdn has") {
  CHECK(words("\4prov\7example\3com\0"s) ==
        "\"prov.example.com\" as DNS labels, as an option of type fqdn has them");
  CHECK(words("\4prov\7example\3com"s).find("\"prov.example.com\"") == 0);
  CHECK(words("\4prov\7example\3com\0\0"s).find("\"prov.example.com\"") == 0);
  CHECK(words("\12provserver\0"s).find("\"provserver\" as DNS labels") == 0);
  CHECK(words("\4prov\7exam"s) == "");
}

TEST_CASE("several values in one") {
  CHECK(words("10.0.0.1,10.0.0.2") == "2 values joined by a comma: \"10.0.0.1\" and \"10.0.0.2\"");
  CHECK(words("10.0.0.1, 10.0.0.2").find("joined by a comma") != std::string::npos);
  CHECK(words("10.0.0.1;10.0.0.2").find("joined by a semicolon") != std::string::npos);
  CHECK(words("10.0.0.1 10.0.0.2").find("joined by a space") != std::string::npos);
  CHECK(words("a.example.com,b.example.com").find("\"b.example.com\"") != std::string::npos);
  CHECK(words("http://10.0.0.1,10.0.0.2/x.cfg").find("\"10.0.0.2\"") != std::string::npos);
  CHECK(words("tftp://10.0.0.1;10.0.0.2").find("joined by a semicolon") != std::string::npos);
  CHECK(words("2001:db8::1,2001:db8::2").find("\"2001:db8::2\"") != std::string::npos);
  CHECK(words("http://a.example/,http://b.example/", k_passes_as_host).find("2 values") == 0);
  CHECK(words("http://a.example/x\0http://b.example/y\0"s) ==
        "2 values joined, each ended by a NUL: \"http://a.example/x\" and \"http://b.example/y\"");
  CHECK(words("10.77.0.9\0"
              "10.77.0.9\0"s)
            .find("each ended by a NUL") != std::string::npos);
  for (const auto* one : {"http://h/a,b.cfg", "http://h/?a=10.0.0.1,10.0.0.2", "abc.img;efg.cfg",
                          "10.77.0.9,pxelinux.0", "http://h/a b.cfg", "my phone.cfg"}) {
    CAPTURE(one);
    CHECK(words(one) == "");
  }
}

TEST_CASE("the labels of a URL that was given to an option of type fqdn") {
  CHECK(words("\x0bhttp://prov\x07"
              "example\x05"
              "com/x\x03"
              "cfg\0"s)
            .find("\"http://prov.example.com/x.cfg\" as DNS labels") == 0);
}

TEST_CASE("an address as raw bytes") {
  const auto typed = typed_value("\x0a\x4d\0\x09"s, k_kx_utg, {}, false);
  REQUIRE(typed);
  CHECK(typed->raw_address);
  CHECK(typed->words == "the address 10.77.0.9 as four raw bytes");
  const auto v6 = "\x20\x01\x0d\xb8\x00\x23\x00\x00\x00\x00\x00\x00\x00\x00\x10\x00"s;
  CHECK(words(v6) == "the address 2001:db8:23::1000 as sixteen raw bytes");
  CHECK(words(std::string_view("\0\0\0\0\0\0\0\0\0\0\xff\xff\x0a\x4d\0\x09", 16)) ==
        "the address ::ffff:10.77.0.9 as sixteen raw bytes");
  CHECK(words(v6, false, {.meant_for = "Cisco phones", .may_be_numbers = false})
            .find(", meant for Cisco phones") != std::string::npos);
  CHECK(words(v6 + v6).find("the addresses 2001:db8:23::1000 and 2001:db8:23::1000") == 0);
  CHECK(words("\x0a\x4d\0\x09\x0a\x4d\0\x0a"s) ==
        "the addresses 10.77.0.9 and 10.77.0.10 as four raw bytes each");
  CHECK(words("\0\6\x1c\0"s) == "");  // 0.6.28.0
  CHECK(words("\x0a\x4d\0\x09"s, false, {.meant_for = {}, .may_be_numbers = true}) == "");
  CHECK(words("abcd") == "");
  CHECK(words("\xff\xff\xff\xff"s) == "");
}

TEST_CASE("no form of a value shows its secret") {
  const std::string url = "http://user:s3cretvalue@h.example/x.cfg";
  const std::string token = "http://h.example/x?token=s3cretvalue";
  for (const auto& text : {url, token})
    for (const auto& value : {hex_of(text, ":"), hex_of(text, ""), "0x" + hex_of(text, ""),
                              hex_of(text, ".", 2), std::string(1, static_cast<char>(text.size())) + text,
                              "B" + std::string(1, static_cast<char>(text.size())) + text,
                              text + "\0"s + text + "\0"s, text + "," + text}) {
      CAPTURE(value);
      CHECK(words(value) != "");
      CHECK(words(value).find("s3cretvalue") == std::string::npos);
    }
}

}  // namespace provtool
