#include "wire/dhcpv6_options.hpp"

#include <doctest/doctest.h>

#include "base/text.hpp"

namespace provtool::dhcpv6 {

namespace {

struct Row {
  std::uint16_t code;
  std::string_view hex;
  std::string_view text;
};

void check(const Row& row) {
  CAPTURE(row.code);
  CAPTURE(row.hex);
  CHECK(option_text(row.code, parse_hex(row.hex).value()) == std::string(row.text));
}

}  // namespace

TEST_CASE("options of DHCPv6 have the registry's names, others their number") {
  CHECK(option_name(option::vendor_information) == "vendor-specific information");
  CHECK(option_name(option::server_identifier) == "server identifier");
  CHECK(option_name(177) == "option 177");
  static constexpr std::uint16_t k_codes[] = {
      1,  2,  3,  4,  5,  6,  7,  8,  9,  11, 12, 13, 14, 15, 16, 17,
      18, 19, 20, 21, 22, 23, 24, 31, 32, 39, 56, 59, 60, 82, 83};  // 10 was never assigned
  for (const auto code : k_codes) {
    CAPTURE(code);
    CHECK(option_name(code) != "option " + std::to_string(code));
  }
}

// The bytes are scapy's (2.5.0).
TEST_CASE("bytes of DHCPv6 options read as what the option holds") {
  static constexpr Row k_rows[] = {
      {1, "000100012b00000000005e005301", "DUID-LLT 000100012b00000000005e005301"},
      {2, "0002000001020102", "DUID-EN 0002000001020102"},
      {2, "0003000100005e005301", "DUID-LL 0003000100005e005301"},
      {2, "000400112233445566778899aabbccddeeff", "DUID-UUID 000400112233445566778899aabbccddeeff"},
      {3, "0000000100000e10000015180005001820010db800000000000000000000000100001c20ffffffff",
       "IAID 1, T1 3600 s, T2 5400 s, 2001:db8::1 (preferred 7200 s, valid for ever)"},
      {3, "000000010000000000000000000d000b00026e6f6e65206c656674",
       "IAID 1, T1 0 s, T2 0 s, NoAddrsAvail: none left"},
      {3, "000000010000000000000000", "IAID 1, T1 0 s, T2 0 s"},
      {4, "000000020005001e20010db800000000000000000000000100001c2000002a30000d00020004",
       "IAID 2, 2001:db8::1 (preferred 7200 s, valid 10800 s), NotOnLink"},
      {5, "20010db800000000000000000000000100001c2000002a30",
       "2001:db8::1 (preferred 7200 s, valid 10800 s)"},
      {6, "001100170018", "17, 23, 24"},
      {7, "ff", "255"},
      {8, "0096", "1.50 s"},
      {8, "0005", "0.05 s"},
      {12, "20010db8000000000000000000000001", "2001:db8::1"},
      {13, "0000", "Success"},
      {13, "00056279206d756c7469636173742c20706c65617365", "UseMulticast: by multicast, please"},
      {15, "0005766f69636500020102", "voice, 0x0102"},
      {16, "00000102000950616e61736f6e696300094b582d555447323030", "enterprise 258: Panasonic, KX-UTG200"},
      {17, "0000010200010018687474703a2f2f70726f762e6578616d706c652e636f6d2f0002000200ff",
       "enterprise 258: 1=http://prov.example.com/, 2=0x00ff"},
      {18, "67652d302f302f31", "ge-0/0/1"},
      {19, "0b", "INFORMATION-REQUEST"},
      {21, "03736970076578616d706c6503636f6d00", "sip.example.com"},
      {22, "20010db800000000000000000000000120010db8000000000000000000000002", "2001:db8::1, 2001:db8::2"},
      {23, "20010db800000000000000000000000120010db8000000000000000000000002", "2001:db8::1, 2001:db8::2"},
      {24, "076578616d706c6503636f6d0005766f696365076578616d706c6503636f6d00",
       "example.com, voice.example.com"},
      {27, "20010db8000000000000000000000001", "2001:db8::1"},
      {28, "20010db8000000000000000000000001", "2001:db8::1"},
      {29, "076578616d706c6503636f6d00", "example.com"},
      {30, "076578616d706c6503636f6d00", "example.com"},
      {31, "20010db8000000000000000000000001", "2001:db8::1"},
      {32, "00015180", "86400 s"},
      {32, "ffffffff", "for ever"},
      {38, "706f72742037", "port 7"},
      {39, "010570686f6e65076578616d706c6503636f6d00", "phone.example.com (flags 1)"},
      {41, "4345542d31434553542c4d332e352e302c4d31302e352e302f33", "CET-1CEST,M3.5.0,M10.5.0/3"},
      {42, "4575726f70652f4265726c696e", "Europe/Berlin"},
      {59, "687474703a2f2f70726f762e6578616d706c652e636f6d2f626f6f74", "http://prov.example.com/boot"},
      {61, "00070009", "7, 9"},
  };
  for (const auto& row : k_rows) check(row);
}

TEST_CASE("what scapy does not write reads as well") {
  static constexpr Row k_rows[] = {
      {1, "000901", "DUID of type 9 000901"},
      {1, "000001", "DUID of type 0 000001"},
      {7, "00", "0"},
      {13, "0011 78", "status 17: x"},
      {16, "00000102", "enterprise 258"},
      {17, "00000102", "enterprise 258"},
      {17, "00000102 0003 0000", "enterprise 258: 3="},
      {24, "00", "."},
      {39, "00", "no name (flags 0)"},
      {39, "01 05 70686f6e65", "phone (flags 1)"},  // a partial name (RFC 4704 4.2)
      {56, "0001 0010 20010db8000000000000000000000001", "2001:db8::1"},
      {56, "0002 0010 ff020000000000000000000000000101", "ff02::101"},
      {56, "0003 000d 076578616d706c6503636f6d00", "example.com"},
      {60, "0001 61 0002 6262", "a, bb"},
      {82, "00000e10", "3600 s"},
      {83, "00000e10", "3600 s"},
      {103, "68747470733a2f2f706f7274616c2e6578616d706c652e636f6d2f", "https://portal.example.com/"},
      {65001, "616263", "abc"},  // unknown: text when it is some
  };
  for (const auto& row : k_rows) check(row);
}

TEST_CASE("an option inside vendor information is the vendor's, whatever its number") {
  check({17, "00000102 000d 0002 0002", "enterprise 258: 13=0x0002"});
  check({17, "00000102 0005 0003 616263", "enterprise 258: 5=abc"});
}

TEST_CASE("other options inside an IA keep their number and bytes") {
  check({3, "00000001 00000000 00000000 fde9 0002 00ff", "IAID 1, T1 0 s, T2 0 s, 65001=0x00ff"});
  check({3, "00000001 00000000 00000000 0005 0002 00ff", "IAID 1, T1 0 s, T2 0 s, 5=0x00ff"});
}

TEST_CASE("what stands before a break reads, the rest is an ellipsis") {
  check({17, "00000102 0001 0001 61 0002 0009 62", "enterprise 258: 1=a, …"});
  check({17, "00000102 00", "enterprise 258: …"});
  check({3, "00000001 00000000 00000000 0005", "IAID 1, T1 0 s, T2 0 s, …"});
}

// A message full of addresses inside addresses would otherwise be read again on every level.
TEST_CASE("an address inside an address is not read as one") {
  const std::string address = "20010db8000000000000000000000001 00000001 00000002";
  const auto text = option_text(5, parse_hex(address + "0005 0018" + address).value());
  REQUIRE(text);
  CHECK(text->starts_with("2001:db8::1 (preferred 1 s, valid 2 s), 5=0x20010db8"));
}

TEST_CASE("bytes that do not fit the DHCPv6 option have no text") {
  static constexpr Row k_rows[] = {
      {1, "", ""},
      {1, "0003", ""},  // a DUID has at least one byte behind its type (RFC 8415 11.1)
      {3, "00000001 00000000 000000", ""},
      {4, "000000", ""},
      {5, "20010db8000000000000000000000001 00000000 000000", ""},
      {6, "", ""},
      {6, "001100", ""},
      {7, "", ""},
      {8, "00", ""},
      {8, "000000", ""},
      {11, "61", ""},
      {13, "00", ""},
      {13, "0002 ff", ""},  // no UTF-8
      {14, "", ""},
      {15, "", ""},
      {15, "0005 61", ""},
      {15, "00", ""},
      {16, "000001", ""},
      {16, "00000102 0005 61", ""},
      {17, "000001", ""},
      {19, "00", ""},
      {19, "0c", ""},
      {19, "0505", ""},
      {23, "", ""},
      {23, "20010db80000000000000000000000", ""},
      {23, "20010db800000000000000000000000120", ""},
      {24, "", ""},
      {24, "07 6578616d", ""},
      {24, "0161 c000", ""},  // compressed
      {32, "000151", ""},
      {32, "0000015180", ""},
      {39, "", ""},
      {39, "00 0161 00 0162 00", ""},  // two names
      {56, "", ""},
      {56, "0004 0001 61", ""},
      {56, "0001 0004 c0000201", ""},
      {56, "0001 0010 2001", ""},
      {59, "", ""},
      {59, "ff", ""},
      {65001, "00ff", ""},
  };
  for (const auto& row : k_rows) {
    CAPTURE(row.code);
    CAPTURE(row.hex);
    CHECK_FALSE(option_text(row.code, parse_hex(row.hex).value()));
  }
}

TEST_CASE("DHCPv6 text comes as it stands") {
  CHECK(option_text(59, to_bytes("a\r\n")) == "a\r\n");
}

// What is shown is cleaned as UTF-8, and every number may come with any bytes.
TEST_CASE("every option of any bytes reads as text or not at all") {
  for (const std::string_view hex : {"", "00", "0001", "00000001", "0000000100000002", "61ff", "0001000161"})
    for (std::uint32_t code = 0; code <= 0x100; ++code) {
      CAPTURE(code);
      const auto text = option_text(static_cast<std::uint16_t>(code), parse_hex(hex).value());
      if (text) CHECK(is_utf8(*text));
    }
}

}  // namespace provtool::dhcpv6
