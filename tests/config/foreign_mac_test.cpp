#include "config/foreign_mac.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

constexpr MacAddress k_mac{{0x00, 0x80, 0xf0, 0x12, 0x34, 0x56}};

bool finds(std::string_view value) {
  const auto found = find_macs(value);
  return found.size() == 1 && found[0].mac == k_mac;
}

Identity known(const MacAddress& mac = k_mac) {
  Identity identity;
  identity.mac = mac;
  return identity;
}
Identity unknown() {
  Identity identity;
  identity.mac_from = MacFrom::interface;
  return identity;
}

bool is_foreign(FileRole role, const Identity& identity, std::string_view name = "a.cfg",
                std::string_view value = "http://h.example/0080f0123456.cfg") {
  return MacRule(role, name, identity).fault_in(value).has_value();
}

}  // namespace

TEST_CASE("a MAC is found in every usual spelling") {
  for (const std::string_view value :
       {"0080F0123456", "0080f0123456", "00:80:F0:12:34:56", "00-80-f0-12-34-56", "00.80.f0.12.34.56",
        "00 80 F0 12 34 56", "0080.f012.3456", "0080-f012-3456", "0080F0-123456", "0080f0:123456"})
    CHECK_MESSAGE(finds(value), std::string(value));
}

TEST_CASE("a MAC is found within a URL") {
  for (const std::string_view value :
       {"http://h.example/Config0080F0123456.cfg", "http://h.example/0080f0123456/",
        "tftp://10.0.0.1/00-80-f0-12-34-56.cfg", "http://h.example/p?mac=00:80:f0:12:34:56&x=1",
        "http://h.example/p?mac=00%3A80%3af0%3A12%3A34%3A56", "http://h.example/kx-utg200b-0080f0123456.xml",
        "http://h.example/kx-utg200b-00-80-f0-12-34-56.xml", "http://h.example/device0080F0123456.cfg"})
    CHECK_MESSAGE(finds(value), std::string(value));
}

TEST_CASE("several are found in their order, as they are written") {
  const auto found = find_macs("0080f0123456,00:80:F0:65:43:21");
  REQUIRE(found.size() == 2);
  CHECK(found[0].text == "0080f0123456");
  CHECK(found[1].text == "00:80:F0:65:43:21");
}

TEST_CASE("what only resembles a MAC is none") {
  for (const std::string_view value : {"http://h.example/Config{MAC}.cfg",
                                       "",
                                       "0080F012345",
                                       "0080F01234567",
                                       "00:80:F0:12:34",
                                       "00:80-F0:12:34:56",
                                       "123456789012",
                                       "12-34-56-78-90-12",
                                       "20141105-001122",
                                       "http://[fd77:1234:5678::1]/x.cfg",
                                       "http://[2001:0db8:0000:0000:0000:0000:00aa:0001]/",
                                       "00:80:f0:ff:fe:12:34:56",
                                       "00-80-f0-ff-fe-12-34-56",
                                       "0080.f0ff.fe12.3456",
                                       "123e4567-e89b-12d3-a456-42661417400f",
                                       "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                       "000000000000",
                                       "ff:ff:ff:ff:ff:ff",
                                       "01:00:5e:00:53:01",
                                       "192.168.100.200",
                                       "GHIJKLMNOPQR"})
    CHECK_MESSAGE(find_macs(value).empty(), std::string(value));
}

TEST_CASE("twelve decimal digits are a number, unless they begin as Panasonic's or stand with colons") {
  CHECK(find_macs("080023123456").size() == 1);
  CHECK(find_macs("080024123456").empty());
  CHECK(find_macs("10:20:30:40:50:60").size() == 1);
}

TEST_CASE("a file for many phones names none, whoever asks; its own is allowed") {
  for (const auto role : {FileRole::product, FileRole::master}) {
    CHECK(is_foreign(role, unknown()));
    CHECK_FALSE(is_foreign(role, known()));
    CHECK(is_foreign(role, known({{2, 0, 0, 0, 0, 1}})));
  }
}

TEST_CASE("a file for one phone names no other, as far as that phone is known") {
  for (const auto role : {FileRole::standard, FileRole::initial}) {
    CHECK_FALSE(is_foreign(role, unknown()));
    CHECK_FALSE(is_foreign(role, known(MacAddress{})));  // none was given
    CHECK_FALSE(is_foreign(role, known()));
    CHECK(is_foreign(role, known({{2, 0, 0, 0, 0, 1}})));
  }
  CHECK(is_foreign(FileRole::standard, known(), "a.cfg", "0080f0123456 or 0080f0654321"));
}

TEST_CASE("where the role does not tell, the name does") {
  CHECK_FALSE(is_foreign(FileRole::none, unknown()));
  CHECK_FALSE(is_foreign(FileRole::none, known({{2, 0, 0, 0, 0, 1}})));
  CHECK(is_foreign(FileRole::none, unknown(), "kx-utg200b.cfg"));
  CHECK(is_foreign(FileRole::none, unknown(), "/srv/ConfigKX-UTG300.cfg"));
  CHECK(is_foreign(FileRole::none, unknown(), "dir/ConfigCommon.cfg"));
  CHECK_FALSE(is_foreign(FileRole::none, unknown(), "KX-UTG200B/Config.cfg"));
  CHECK_FALSE(is_foreign(FileRole::none, unknown(), "KX-UTG200B-0080F0123456.cfg"));
  CHECK(is_foreign(FileRole::initial, unknown(), "KX-UTG200B.cfg"));
  CHECK_FALSE(is_foreign(FileRole::initial, known(), "KX-UTG200B.cfg"));
  CHECK_FALSE(is_foreign(FileRole::initial, unknown(), "0080F0123456.xml"));
  CHECK_FALSE(is_foreign(FileRole::initial, known({{2, 0, 0, 0, 0, 1}}), "0080F0123456.xml"));
}

TEST_CASE("the fault names the MAC as it is written") {
  CHECK(MacRule(FileRole::master, "a.cfg", unknown()).fault_in("x 00-80-F0-12-34-56") ==
        "names the phone 00-80-F0-12-34-56, and every phone that loads this file would follow it");
  CHECK(MacRule(FileRole::standard, "a.cfg", known()).fault_in("bcc342000001") ==
        "names the phone bcc342000001, and this file is for 0080F0123456");
}

}  // namespace provtool
