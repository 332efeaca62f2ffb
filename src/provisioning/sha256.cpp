#include "provisioning/sha256.hpp"

#include <openssl/evp.h>

#include <array>

namespace provtool {

std::string sha256(ByteView bytes) {
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) return "";
  return to_hex(ByteView(digest).first(size));
}

}  // namespace provtool
