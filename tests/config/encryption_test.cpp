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
  CHECK(fault_of("") == DecryptFault::not_encrypted);
  CHECK(fault_of("hello") == DecryptFault::not_encrypted);
  CHECK(fault_of(sealed("128md5"), "another key") == DecryptFault::wrong_key);
  CHECK(fault_of(sealed("128pbkdf2")) == DecryptFault::pbkdf2);
  CHECK(fault_of(sealed("128nosalt")) == DecryptFault::no_salt);
  CHECK(fault_of(sealed("128sha512")) == DecryptFault::other_digest);
  CHECK(fault_of(sealed("128other")) == DecryptFault::other_content);
  CHECK(open(sealed("128md5"), k_key, 256).error() == DecryptFault::other_length);
}

TEST_CASE("a file that is cut anywhere behind its salt is damaged") {
  const auto whole = sealed("128md5");
  for (std::size_t length = 22; length < whole.size() - 5; ++length)
    CHECK_MESSAGE(fault_of(whole.substr(0, length)) == DecryptFault::damaged, length);
}

TEST_CASE("a file that is changed in its middle is damaged, whether it is base64 there or not") {
  for (const char odd : {'A', '!', '='}) {
    auto changed = sealed("128long");
    changed[200] = changed[200] == odd ? 'B' : odd;
    CHECK(fault_of(changed) == DecryptFault::damaged);
  }
  CHECK(open(sealed("128long")));
  CHECK(open(sealed("128latin1")));  // many bytes that are no UTF-8 are no damage
}

TEST_CASE("a file without base64, and one that was saved as UTF-16, are opened") {
  CHECK(open(sealed("128binary")));
  std::string wide = "\xff\xfe";
  for (const char c : sealed("128md5")) wide += std::string{c, '\0'};
  CHECK(looks_encrypted(to_bytes(wide)));
  CHECK(open(wide));
  auto crlf = sealed("128md5");
  for (auto at = crlf.find('\n'); at != std::string::npos; at = crlf.find('\n', at + 2))
    crlf.insert(at, "\r");
  CHECK(open(crlf));
}

TEST_CASE("what looks encrypted does so from its beginning") {
  CHECK(looks_encrypted(to_bytes(sealed("256sha256"))));
  CHECK(looks_encrypted(to_bytes("Salted__12345678")));
  CHECK_FALSE(looks_encrypted(to_bytes(k_plain)));
  CHECK_FALSE(looks_encrypted({}));
}

}  // namespace provtool
