#include "config/encryption.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
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
constexpr std::size_t k_looked_at = 4096;         // of a file that the phone could not open
constexpr std::size_t k_most_bytes = 1UL << 30U;  // the library counts in int
constexpr std::array<int, 3> k_lengths{128, 192, 256};
constexpr int k_pbkdf2_rounds = 10'000;  // openssl-enc(1), the default of -iter

// As far as it is base64: a file that was cut is read to its end, one that was changed up to there.
Bytes from_base64(std::string_view text) {
  std::string letters;
  letters.reserve(text.size());
  for (const char c : text) {
    if (c == '\n' || c == '\r' || c == ' ' || c == '\t') continue;
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '+' && c != '/') break;
    letters += c;
  }
  if (letters.size() % 4 == 1) letters.pop_back();
  const auto missing = (4 - letters.size() % 4) % 4;
  letters.append(missing, '=');
  Bytes bytes(letters.size() / 4 * 3);
  const int length = EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(letters.data()),
                                     static_cast<int>(letters.size()));
  if (length < 0) return {};
  bytes.resize(static_cast<std::size_t>(length) - missing);
  return bytes;
}

// What is encrypted, and its salt when there is one.
struct Sealed {
  Bytes bytes;
  bool salted = false;

  [[nodiscard]] const std::uint8_t* salt() const { return salted ? bytes.data() + k_magic.size() : nullptr; }
  [[nodiscard]] ByteView content() const {
    return salted ? ByteView(bytes).subspan(k_magic.size() + k_salt) : ByteView(bytes);
  }
  [[nodiscard]] ByteView beginning() const {
    return content().first(std::min(content().size() / k_block * k_block, k_looked_at));
  }
};

Sealed unpack(ByteView file) {
  const SourceText source(file);
  Sealed sealed;
  sealed.bytes =
      is_encrypted_binary(file) ? Bytes(file.begin(), file.end()) : from_base64(trim(source.text()));
  sealed.salted =
      as_text(sealed.bytes).starts_with(k_magic) && sealed.bytes.size() >= k_magic.size() + k_salt;
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

std::optional<Key> derive(const Sealed& sealed, std::string_view passphrase, int key_bits,
                          const EVP_MD* digest) {
  Key key;
  const int length = EVP_BytesToKey(cipher_of(key_bits), digest, sealed.salt(), bytes_of(passphrase),
                                    static_cast<int>(passphrase.size()), 1, key.key.data(), key.iv.data());
  return length > 0 ? std::optional(key) : std::nullopt;
}

// openssl-enc(1), -pbkdf2: key and IV one behind the other, so that all lengths are parts of the longest.
std::optional<std::array<std::uint8_t, 32 + k_block>> pbkdf2(const Sealed& sealed,
                                                             std::string_view passphrase) {
  std::array<std::uint8_t, 32 + k_block> longest{};
  if (PKCS5_PBKDF2_HMAC(passphrase.data(), static_cast<int>(passphrase.size()), sealed.salt(), k_salt,
                        k_pbkdf2_rounds, EVP_sha256(), static_cast<int>(longest.size()), longest.data()) != 1)
    return std::nullopt;
  return longest;
}

struct Opened {
  Bytes plain;
  bool whole = false;  // the padding at its end is right
};

// PKCS #7, RFC 5652 6.3: as many bytes as are missing in the last block, each with their number.
std::size_t padding_of(ByteView plain) {
  const auto count = plain.empty() ? 0 : std::size_t{plain.back()};
  if (count == 0 || count > k_block || count > plain.size()) return 0;
  const auto padding = plain.last(count);
  return std::all_of(padding.begin(), padding.end(), [&](std::uint8_t byte) { return byte == count; }) ? count
                                                                                                       : 0;
}

// The library would keep the last block to itself when its padding is wrong.
Opened open(ByteView content, const Key& key, int key_bits) {
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                &EVP_CIPHER_CTX_free);
  const auto blocks = content.first(content.size() / k_block * k_block);
  Opened opened{Bytes(blocks.size() + k_block), false};
  int length = 0;
  if (!context ||
      EVP_DecryptInit_ex(context.get(), cipher_of(key_bits), nullptr, key.key.data(), key.iv.data()) != 1 ||
      EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1 ||
      EVP_DecryptUpdate(context.get(), opened.plain.data(), &length, blocks.data(),
                        static_cast<int>(blocks.size())) != 1)
    return {};
  opened.plain.resize(static_cast<std::size_t>(length));
  const auto padding = padding_of(opened.plain);
  opened.whole = padding > 0 && blocks.size() == content.size();
  opened.plain.resize(opened.plain.size() - padding);
  return opened;
}

bool is_config(ByteView plain, const Phone& phone) {
  return is_plain_config(SourceText(plain).text(), phone);
}

// Its first block is the beginning of an XML file.
bool begins_as_text(ByteView plain) {
  const SourceText begin(plain.first(std::min(plain.size(), k_block)));
  auto text = trim(begin.text());
  if (!text.starts_with('<')) return false;
  for (int cut = 0; cut < 3 && !is_utf8(text); ++cut) text.remove_suffix(1);  // within a character
  return is_utf8(text);
}

// A byte that was changed makes noise of its block of 16, and 1 such block in 500 passes for text. Some
// letters in an encoding that nobody declared are not noise, and neither is one control character.
bool is_noise(std::string_view block) {
  std::size_t controls = 0;
  std::size_t foreign_bytes = 0;
  while (!block.empty()) {
    const auto length = first_code_point(block).length;
    const char c = block.front();
    if (length == 0) ++foreign_bytes;
    if (c > 0 && c < 0x20 && c != '\t' && c != '\n' && c != '\r') ++controls;
    block.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return 2 * controls + foreign_bytes >= 4;
}

bool is_damaged(ByteView plain) {
  constexpr std::size_t k_most_noise = 4;  // blocks; with more it is how the text was written
  const auto text = as_text(plain);
  std::size_t noise = 0;
  for (std::size_t at = 0; at < text.size(); at += k_block)
    if (is_noise(text.substr(at, k_block))) ++noise;
  return noise > 0 && noise <= k_most_noise;
}

// Whether a way to open it, which the phone does not try, yields a configuration file.
bool begins_as_config(const Sealed& sealed, const std::optional<Key>& key, int key_bits, const Phone& phone) {
  return key && is_config(open(sealed.beginning(), *key, key_bits).plain, phone);
}

bool opens_with(const Sealed& sealed, std::string_view passphrase,
                std::initializer_list<const EVP_MD*> digests, const Phone& phone) {
  for (const int bits : k_lengths)
    for (const auto* digest : digests)
      if (begins_as_config(sealed, derive(sealed, passphrase, bits, digest), bits, phone)) return true;
  return false;
}

bool opens_with_pbkdf2(const Sealed& sealed, std::string_view passphrase, const Phone& phone) {
  const auto derived = pbkdf2(sealed, passphrase);
  return derived && std::any_of(k_lengths.begin(), k_lengths.end(), [&](int bits) {
           const auto length = static_cast<std::size_t>(bits) / 8;
           Key key;
           std::copy_n(derived->begin(), length, key.key.begin());
           std::copy_n(derived->begin() + static_cast<std::ptrdiff_t>(length), k_block, key.iv.begin());
           return begins_as_config(sealed, key, bits, phone);
         });
}

// Why nothing that the phone tries opens it.
DecryptFault fault_of(const Sealed& sealed, std::string_view passphrase, const Phone& phone) {
  if (!sealed.salted)
    return opens_with(sealed, passphrase, {EVP_md5(), EVP_sha256()}, phone) ? DecryptFault::no_salt
                                                                            : DecryptFault::not_encrypted;
  if (sealed.content().size() < k_block) return DecryptFault::damaged;
  if (opens_with_pbkdf2(sealed, passphrase, phone)) return DecryptFault::pbkdf2;
  if (opens_with(sealed, passphrase, {EVP_md5(), EVP_sha256()}, phone)) return DecryptFault::other_length;
  if (opens_with(sealed, passphrase, {EVP_sha1(), EVP_sha224(), EVP_sha384(), EVP_sha512()}, phone))
    return DecryptFault::other_digest;
  return DecryptFault::wrong_key;
}

}  // namespace

bool looks_encrypted(ByteView file) {
  const SourceText source(file.first(std::min<std::size_t>(file.size(), 256)));
  return is_encrypted_binary(file) || trim(source.text()).starts_with(k_magic_in_base64);
}

bool is_encrypted_binary(ByteView file) {
  return as_text(file).starts_with(k_magic);
}

tl::expected<Decrypted, DecryptFault> decrypt(ByteView file, std::string_view passphrase,
                                              std::optional<int> key_bits, const Phone& phone) {
  if (file.size() > k_most_bytes) return tl::unexpected(DecryptFault::not_encrypted);
  const auto sealed = unpack(file);
  for (const int bits : k_lengths) {
    if (!sealed.salted || (key_bits && *key_bits != bits)) continue;
    for (const auto digest : {KeyDigest::md5, KeyDigest::sha256}) {
      const auto key = derive(sealed, passphrase, bits, digest == KeyDigest::md5 ? EVP_md5() : EVP_sha256());
      if (!key) continue;
      auto opened = open(sealed.content(), *key, bits);
      if (!begins_as_text(opened.plain)) continue;
      if (!opened.whole || is_damaged(opened.plain)) return tl::unexpected(DecryptFault::damaged);
      if (!is_config(opened.plain, phone)) return tl::unexpected(DecryptFault::other_content);
      return Decrypted{std::move(opened.plain), bits, digest};
    }
  }
  return tl::unexpected(fault_of(sealed, passphrase, phone));
}

}  // namespace provtool
