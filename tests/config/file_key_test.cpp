#include "config/file_key.hpp"

#include <doctest/doctest.h>

#include "device/kx_utg.hpp"

namespace provtool {

namespace {

std::string key_of(std::string_view text) {
  return key_in(to_bytes(text)).passphrase;
}

std::optional<FileKey> key_from(const std::string& prov) {
  const Identity identity;
  const Catalogue catalogue;
  const auto text =
      "<PANASIPPhoneConfig><Device><System><Prov>" + prov + "</Prov></System></Device></PANASIPPhoneConfig>";
  return key_in(
      read_config_file(to_bytes(text), {"a.cfg", FileRole::none, catalogue, identity, nullptr, true}));
}

}  // namespace

TEST_CASE("one line end behind the key is no part of it") {
  CHECK(key_of("abc\n") == "abc");
  CHECK(key_of("abc\r\n") == "abc");
  CHECK(key_of("abc") == "abc");
  CHECK(key_of(" abc \n\n") == " abc \n");
  CHECK(key_of("abc\r") == "abc\r");
}

TEST_CASE("a device file tells the key and its length") {
  const auto key =
      key_from("<CFG_FILE_KEY>a&amp;b</CFG_FILE_KEY><CFG_FILE_KEY_LENGTH>192</CFG_FILE_KEY_LENGTH>");
  REQUIRE(key);
  CHECK(key->passphrase == "a&b");
  CHECK(key->bits == 192);
  CHECK_FALSE(key_from("<CFG_FILE_KEY>abc</CFG_FILE_KEY>")->bits);
  CHECK_FALSE(key_from("<CFG_FILE_KEY></CFG_FILE_KEY>"));
  CHECK_FALSE(key_from("<CFG_CYCLIC>Y</CFG_CYCLIC>"));
}

}  // namespace provtool
