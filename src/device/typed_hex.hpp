// Hex digits as people type them where a field wants text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace provtool {

struct TypedHex {
  std::string bytes;
  std::string_view form;  // "colon-separated hex"
  bool plain = false;     // nothing but digits, which a host name may consist of, too
};

// `68:74:74:70`, `687474703a`, `0x6874`, `6874.7470`, `68 74`, `68-74`, `0x68,0x74`, `\x68\x74`, `x'6874'`,
// `hex 6874`: at least four bytes, separated in one way. Nothing for an IPv4 address.
std::optional<TypedHex> typed_hex(std::string_view text);

}  // namespace provtool
