// Secrets in text: found by where they stand, replaced by `***` wherever text leaves the tool.
#pragma once

#include <string>
#include <string_view>

namespace provtool {

struct MaskedText {
  std::string text;
  bool masked = false;
};

// One value from outside. Masked are, by their place: the userinfo of a URL (`user:***@host`, `***@host`),
// also where the URL is broken, cut off or has no scheme; what stands behind a name of a secret (parameter,
// header, element, attribute, word); credentials behind `Basic`, `Bearer` and their like; long opaque
// parameters. Where a secret shows only when the value is decoded (percent, XML, hex, base64, look-alikes),
// the encoded part or the whole value is masked. It rather masks too much than too little. Works on any
// bytes.
MaskedText mask_value(std::string_view value);

// The same for a text in which values stand among other words: blanks, quotes and NULs end them.
MaskedText mask_secrets(std::string_view text);

inline constexpr std::string_view k_mask = "***";

}  // namespace provtool
