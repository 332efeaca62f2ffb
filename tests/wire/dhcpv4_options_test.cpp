#include "wire/dhcpv4_options.hpp"

#include <doctest/doctest.h>

namespace provtool::dhcpv4 {

TEST_CASE("options have the registry's names, others their number") {
  CHECK(option_name(option::tftp_server_name) == "TFTP server name");
  CHECK(option_name(option::server_identifier) == "server identifier");
  CHECK(option_name(option::option160).find("provisioning URL") != std::string::npos);
  CHECK(option_name(177) == "option 177");
}

TEST_CASE("bytes read as what the option holds") {
  struct Row {
    std::uint8_t code;
    std::string_view hex;
    std::string_view text;
  };
  static constexpr Row k_rows[] = {
      {1, "ffffff00", "255.255.255.0"},
      {3, "c0000201c0000202", "192.0.2.1, 192.0.2.2"},
      {2, "00000e10", "3600"},
      {2, "fffff1f0", "-3600"},  // two's complement (RFC 2132 3.4)
      {26, "05dc", "1500"},
      {46, "08", "8"},
      {51, "00015180", "86400"},
      {53, "02", "DHCPOFFER"},
      {55, "0103429fa0", "1, 3, 66, 159, 160"},
      {66, "3139322e302e322e31", "192.0.2.1"},
      {177, "616263", "abc"},  // unknown: text when it is some
  };
  for (const auto& row : k_rows) {
    CAPTURE(row.code);
    CHECK(option_text(row.code, *parse_hex(row.hex)) == std::string(row.text));
  }
}

TEST_CASE("bytes that do not fit the option have no text") {
  struct Row {
    std::uint8_t code;
    std::string_view hex;
  };
  static constexpr Row k_rows[] = {
      {1, ""},
      {3, "c00002"},
      {3, "c000020101"},
      {51, ""},
      {51, "0000000001"},
      {53, ""},
      {53, "00"},
      {53, "09"},
      {53, "0202"},
      {55, ""},
      {66, ""},
      {66, "c0000201"},
      {43, "61"},
      {61, "010080f0123456"},
      {177, "00ff"},
      {160, "61ff62"},
  };
  for (const auto& row : k_rows) {
    CAPTURE(row.code);
    CAPTURE(row.hex);
    CHECK_FALSE(option_text(row.code, *parse_hex(row.hex)));
  }
}

TEST_CASE("text comes as it stands, with what dnsmasq puts behind it") {
  CHECK(option_text(66, *parse_hex("6100")) == std::string("a\0", 2));
  CHECK(option_text(160, to_bytes("a\r\n")) == "a\r\n");
}

}  // namespace provtool::dhcpv4
