#include "config/encryption.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/text.hpp"
#include "config/source_text.hpp"
#include "device/config_file.hpp"

namespace provtool {

namespace {

constexpr std::string_view k_magic = "Salted__";
constexpr std::string_view k_magic_in_base64 = "U2FsdGVkX1";
constexpr std::size_t k_salt = 8;
constexpr std::size_t k_block = 16;
constexpr int k_pbkdf2_rounds = 10'000;  // openssl-enc(1), the default of -iter

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view k_mark = "\xef\xbb\xbf";
  if (text.starts_with(k_mark)) text.remove_prefix(k_mark.size());
  return trim(text);
}

// What fits of it: a file that was cut is read to its end.
Bytes from_base64(std::string_view text) {
  std::string letters;
  letters.reserve(text.size());
  std::copy_if(text.begin(), text.end(), std::back_inserter(letters),
               [](char c) { return c != '\n' && c != '\r' && c != ' ' && c != '\t'; });
  const auto padding = static_cast<std::size_t>(std::count(letters.begin(), letters.end(), '='));
  letters.resize(letters.size() / 4 * 4);
  Bytes bytes(letters.size() / 4 * 3);
  const int length = EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(letters.data()),
                                     static_cast<int>(letters.size()));
  if (length < 0) return {};
  bytes.resize(static_cast<std::size_t>(length) -
               std::min<std::size_t>(padding, static_cast<std::size_t>(length)));
  return bytes;
}

// Salt and what is encrypted, or nothing.
struct Sealed {
  Bytes bytes;
  [[nodiscard]] const std::uint8_t* salt() const { return bytes.data() + k_magic.size(); }
  [[nodiscard]] ByteView content() const { return ByteView(bytes).subspan(k_magic.size() + k_salt); }
};

std::optional<Sealed> unpack(ByteView file) {
  const auto text = without_mark(as_text(file));
  Sealed sealed{text.starts_with(k_magic) ? Bytes(file.begin(), file.end()) : from_base64(text)};
  if (!as_text(sealed.bytes).starts_with(k_magic) || sealed.bytes.size() < k_magic.size() + k_salt)
    return std::nullopt;
  return sealed;
}

const EVP_CIPHER* cipher_of(int key_bits) {
  return key_bits == 128 ? EVP_aes_128_cbc() : key_bits == 192 ? EVP_aes_192_cbc() : EVP_aes_256_cbc();
}

struct Key {
  std::array<std::uint8_t, EVP_MAX_KEY_LENGTH> key{};
  std::array<std::uint8_t, EVP_MAX_IV_LENGTH> iv{};
};

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::optional<Key> derive(const Sealed& sealed, std::string_view passphrase, int key_bits, KeyDigest digest) {
  Key key;
  const auto* md = digest == KeyDigest::md5 ? EVP_md5() : EVP_sha256();
  const int length = EVP_BytesToKey(cipher_of(key_bits), md, sealed.salt(), bytes_of(passphrase),
                                    static_cast<int>(passphrase.size()), 1, key.key.data(), key.iv.data());
  return length > 0 ? std::optional(key) : std::nullopt;
}

// openssl-enc(1), -pbkdf2: key and IV one behind the other.
std::optional<Key> derive_pbkdf2(const Sealed& sealed, std::string_view passphrase, int key_bits) {
  const auto key_length = static_cast<std::size_t>(key_bits) / 8;
  std::array<std::uint8_t, EVP_MAX_KEY_LENGTH + k_block> both{};
  if (PKCS5_PBKDF2_HMAC(passphrase.data(), static_cast<int>(passphrase.size()), sealed.salt(), k_salt,
                        k_pbkdf2_rounds, EVP_sha256(), static_cast<int>(key_length + k_block),
                        both.data()) != 1)
    return std::nullopt;
  Key key;
  std::copy_n(both.begin(), key_length, key.key.begin());
  std::copy_n(both.begin() + static_cast<std::ptrdiff_t>(key_length), k_block, key.iv.begin());
  return key;
}

struct Opened {
  Bytes plain;
  bool whole = false;  // the padding at its end is right
};

Opened open(ByteView content, const Key& key, int key_bits) {
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                &EVP_CIPHER_CTX_free);
  Opened opened{Bytes(content.size() + k_block), false};
  int length = 0;
  int rest = 0;
  if (!context ||
      EVP_DecryptInit_ex(context.get(), cipher_of(key_bits), nullptr, key.key.data(), key.iv.data()) != 1 ||
      EVP_DecryptUpdate(context.get(), opened.plain.data(), &length, content.data(),
                        static_cast<int>(content.size())) != 1)
    return {};
  opened.whole = EVP_DecryptFinal_ex(context.get(), opened.plain.data() + length, &rest) == 1;
  opened.plain.resize(static_cast<std::size_t>(length + (opened.whole ? rest : 0)));
  return opened;
}

bool is_config(ByteView plain, const Phone& phone) {
  return is_plain_config(SourceText(plain).text(), phone);
}

// Its first block is the beginning of an XML file.
bool begins_as_text(ByteView plain) {
  const auto begin = as_text(plain.first(std::min(plain.size(), k_block)));
  return is_utf8(begin) && without_mark(begin).starts_with('<');
}

}  // namespace

bool looks_encrypted(ByteView file) {
  const auto text = without_mark(as_text(file.first(std::min<std::size_t>(file.size(), 256))));
  return text.starts_with(k_magic) || text.starts_with(k_magic_in_base64);
}

tl::expected<Decrypted, DecryptFault> decrypt(ByteView file, std::string_view passphrase,
                                              std::optional<int> key_bits, const Phone& phone) {
  static constexpr std::array<int, 3> k_lengths{128, 192, 256};
  const auto sealed = unpack(file);
  if (!sealed) return tl::unexpected(DecryptFault::not_encrypted);
  bool readable = false;
  for (const int bits : k_lengths) {
    if (key_bits && *key_bits != bits) continue;
    for (const auto digest : {KeyDigest::md5, KeyDigest::sha256}) {
      const auto key = derive(*sealed, passphrase, bits, digest);
      if (!key) continue;
      auto opened = open(sealed->content(), *key, bits);
      if (opened.whole && is_config(opened.plain, phone))
        return Decrypted{std::move(opened.plain), bits, digest};
      readable = readable || begins_as_text(opened.plain);
    }
  }
  if (readable) return tl::unexpected(DecryptFault::damaged);
  for (const int bits : k_lengths) {
    const auto key = derive_pbkdf2(*sealed, passphrase, bits);
    if (key && is_config(open(sealed->content(), *key, bits).plain, phone))
      return tl::unexpected(DecryptFault::pbkdf2);
  }
  return tl::unexpected(DecryptFault::wrong_key);
}

}  // namespace provtool
