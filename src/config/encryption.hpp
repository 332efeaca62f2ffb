// Files that `openssl enc -a -salt` encrypted: AES in CBC mode, the key made of a passphrase (Administrator
// Guide 2.4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/words.hpp"
#include "device/phone.hpp"
#include "tl/expected.hpp"

namespace provtool {

// What OpenSSL made the key with: MD5 before version 1.1.0, SHA-256 since.
enum class KeyDigest : std::uint8_t { md5, sha256 };
constexpr auto words(KeyDigest) {
  return std::to_array<Word<KeyDigest>>({{KeyDigest::md5, "md5"}, {KeyDigest::sha256, "sha256"}});
}

struct Decrypted {
  Bytes plain;
  int key_bits = 128;
  KeyDigest digest = KeyDigest::md5;
};

enum class DecryptFault : std::uint8_t {
  not_encrypted,  // no salt at its beginning
  no_salt,        // made with -nosalt
  wrong_key,
  damaged,        // it begins as it should; what follows is missing or changed
  pbkdf2,         // made with -pbkdf2, which the phone does not know
  other_digest,   // the key fits with another digest,
  other_length,   // or with another length than was said,
  other_content,  // or what it opens is not a configuration file
};

// The text is base64 of "Salted__", blanks and the encoding aside; or the same without base64.
bool looks_encrypted(ByteView file);
// The same without base64, which openssl makes without -a.
bool is_encrypted_binary(ByteView file);

// `key_bits` is tried alone when it is known, else 128, 192 and 256; each with both digests, MD5 first. An
// attempt counts only when it yields a configuration file: padding alone fits a wrong key once in 240 files.
// Everything else is tried only to say it.
tl::expected<Decrypted, DecryptFault> decrypt(ByteView file, std::string_view passphrase,
                                              std::optional<int> key_bits, const Phone& phone);

}  // namespace provtool
