// Secrets in text: found by shape, replaced by `***` wherever text leaves the tool.
#pragma once

#include <string>
#include <string_view>

namespace provtool {

struct MaskedText {
  std::string text;
  bool masked = false;
};

// Masks the password of a URL (`user:***@host`, also where the URL is broken or has no scheme), the values of
// query parameters and `name=value` or `name: value` words that name a secret (token, key, password, …), and
// query values that are long and opaque. It rather masks too much than too little. Works on any text, byte
// for byte.
MaskedText mask_secrets(std::string_view text);

// The same for one value that may be a URL as a whole: spaces, quotes and NULs are part of it and end no
// password.
MaskedText mask_value(std::string_view value);

inline constexpr std::string_view k_mask = "***";

}  // namespace provtool
