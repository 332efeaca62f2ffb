#include "config/encryption.hpp"

#include <doctest/doctest.h>

#include "device/kx_utg.hpp"
#include "support/data_file.hpp"

namespace provtool {

namespace {

constexpr auto* k_key = "0123456789abcdef0123456789abcdef";
constexpr auto* k_plain = "<PANASIPPhoneConfig>\n <Device/>\n</PANASIPPhoneConfig>\n";

// Made by openssl enc -aes-N-cbc -md D -a -salt -pass pass:0123… of the plain file above.
std::string sealed(const std::string& name) {
  return testing::load_data_file("config/" + name + ".enc");
}

tl::expected<Decrypted, DecryptFault> open(const std::string& file, std::string_view key = k_key,
                                           std::optional<int> bits = std::nullopt) {
  return decrypt(to_bytes(file), key, bits, k_kx_utg);
}

DecryptFault fault_of(const std::string& file, std::string_view key = k_key) {
  const auto opened = open(file, key);
  REQUIRE_FALSE(opened);
  return opened.error();
}

}  // namespace

TEST_CASE("every length and both digests are found by trying") {
  for (const int bits : {128, 192, 256})
    for (const auto digest : {KeyDigest::md5, KeyDigest::sha256}) {
      const auto opened = open(sealed(std::to_string(bits) + std::string(to_text(digest))));
      REQUIRE(opened);
      CHECK(as_text(opened->plain) == k_plain);
      CHECK(opened->key_bits == bits);
      CHECK(opened->digest == digest);
    }
}

TEST_CASE("one line, CRLF and a byte order mark are read; a known length is tried alone") {
  auto one_line = sealed("128md5");
  std::erase(one_line, '\n');
  CHECK(open(one_line));
  CHECK(open("\xef\xbb\xbf" + one_line + "\r\n"));
  CHECK(open(sealed("128md5"), k_key, 128));
  CHECK_FALSE(open(sealed("128md5"), k_key, 256));
}

TEST_CASE("what cannot be opened is called by its reason") {
  CHECK(fault_of("U2FsdGVkX1") == DecryptFault::not_encrypted);
  CHECK(fault_of("hello") == DecryptFault::not_encrypted);
  CHECK(fault_of(sealed("128md5"), "another key") == DecryptFault::wrong_key);
  CHECK(fault_of(sealed("128pbkdf2")) == DecryptFault::pbkdf2);
  const auto whole = sealed("128md5");
  CHECK(fault_of(whole.substr(0, whole.size() - 24)) == DecryptFault::damaged);
}

TEST_CASE("what looks encrypted does so from its beginning") {
  CHECK(looks_encrypted(to_bytes(sealed("256sha256"))));
  CHECK(looks_encrypted(to_bytes("Salted__12345678")));
  CHECK_FALSE(looks_encrypted(to_bytes(k_plain)));
  CHECK_FALSE(looks_encrypted({}));
}

}  // namespace provtool
