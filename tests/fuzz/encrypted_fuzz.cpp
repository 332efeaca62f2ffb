// Any bytes can be tried to be decrypted; what was encrypted is opened as it was, or called damaged.
#include <openssl/evp.h>

#include <array>

#include "config/encryption.hpp"
#include "device/kx_utg.hpp"
#include "fuzz/require.hpp"

using namespace provtool;

namespace {

constexpr std::string_view k_key = "0123456789abcdef0123456789abcdef";

// As openssl enc -aes-N-cbc -a -A -salt.
Bytes sealed(std::string_view plain, const std::uint8_t* salt, const EVP_CIPHER* cipher,
             const EVP_MD* digest) {
  std::array<std::uint8_t, EVP_MAX_KEY_LENGTH> key{};
  std::array<std::uint8_t, EVP_MAX_IV_LENGTH> iv{};
  EVP_BytesToKey(cipher, digest, salt, reinterpret_cast<const std::uint8_t*>(k_key.data()),
                 static_cast<int>(k_key.size()), 1, key.data(), iv.data());
  Bytes bytes = to_bytes("Salted__");
  bytes.insert(bytes.end(), salt, salt + 8);
  const auto begin = bytes.size();
  bytes.resize(begin + plain.size() + 16);
  auto* context = EVP_CIPHER_CTX_new();
  int length = 0;
  int rest = 0;
  require(EVP_EncryptInit_ex(context, cipher, nullptr, key.data(), iv.data()) == 1);
  require(EVP_EncryptUpdate(context, bytes.data() + begin, &length,
                            reinterpret_cast<const std::uint8_t*>(plain.data()),
                            static_cast<int>(plain.size())) == 1);
  require(EVP_EncryptFinal_ex(context, bytes.data() + begin + length, &rest) == 1);
  EVP_CIPHER_CTX_free(context);
  bytes.resize(begin + static_cast<std::size_t>(length + rest));
  Bytes text(bytes.size() * 2 + 8);
  text.resize(
      static_cast<std::size_t>(EVP_EncodeBlock(text.data(), bytes.data(), static_cast<int>(bytes.size()))));
  return text;
}

void check_round_trip(ByteView bytes) {
  const int bits = std::array{128, 192, 256}.at(bytes[0] % 3U);
  const bool md5 = (bytes[0] & 0x10) != 0;
  const auto plain = "<PANASIPPhoneConfig>" + std::string(as_text(bytes.subspan(9)));
  const auto* cipher = bits == 128 ? EVP_aes_128_cbc() : bits == 192 ? EVP_aes_192_cbc() : EVP_aes_256_cbc();
  const auto file = sealed(plain, bytes.data() + 1, cipher, md5 ? EVP_md5() : EVP_sha256());
  require(looks_encrypted(file));
  const auto opened = decrypt(file, k_key, std::nullopt, k_kx_utg);
  if (!opened) return require(opened.error() == DecryptFault::damaged);  // noise in what was encrypted
  require(as_text(opened->plain) == plain && opened->key_bits == bits);
  require(opened->digest == (md5 ? KeyDigest::md5 : KeyDigest::sha256));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  const auto opened = decrypt(bytes, k_key, std::nullopt, k_kx_utg);
  require(!opened || !opened->plain.empty());
  if (size >= 9) check_round_trip(bytes);
  return 0;
}
