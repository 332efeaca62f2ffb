#include "base/secrets.hpp"

#include <algorithm>

#include "base/encodings.hpp"
#include "base/secrets/examined_text.hpp"

namespace provtool {

namespace {

using Kind = ExaminedText::Kind;

// How often a secret may be encoded in another encoding: hex of base64.
constexpr int k_deepest_encoding = 2;

MaskedText found_in(std::string_view text, Kind kind) {
  ExaminedText examined(text, kind);
  hide_named_values(examined);
  hide_credentials(examined);
  hide_elements(examined);
  hide_userinfo(examined);
  return examined.masked();
}

bool holds_secret(std::string_view text, int depth) {
  if (found_in(text, Kind::value).masked) return true;
  const auto plain = plainly_read(text);
  if (plain != text && found_in(plain, Kind::value).masked) return true;
  if (depth == 0) return false;
  const auto parts = encoded_parts(plain);
  return std::any_of(parts.begin(), parts.end(), [depth](const EncodedPart& part) {
    return std::any_of(part.readings.begin(), part.readings.end(),
                       [depth](const std::string& reading) { return holds_secret(reading, depth - 1); });
  });
}

// Hex and base64 in which a secret is.
void mask_encoded(MaskedText& masked) {
  std::string result;
  std::size_t done = 0;
  for (const auto& part : encoded_parts(masked.text)) {
    if (part.start < done) continue;
    const bool secret =
        std::any_of(part.readings.begin(), part.readings.end(),
                    [](const std::string& reading) { return holds_secret(reading, k_deepest_encoding - 1); });
    if (!secret) continue;
    result.append(masked.text, done, part.start - done).append(k_mask);
    done = part.end;
  }
  if (done == 0) return;
  masked = {result.append(masked.text, done), true};
}

}  // namespace

MaskedText mask_value(std::string_view value) {
  auto masked = found_in(value, Kind::value);
  mask_encoded(masked);
  // What shows only in what a reader makes of it has no place in the value that could be masked alone.
  const auto plain = plainly_read(masked.text);
  if (plain != masked.text && holds_secret(plain, k_deepest_encoding)) return {std::string(k_mask), true};
  return masked;
}

MaskedText mask_secrets(std::string_view text) {
  auto masked = found_in(text, Kind::sentence);
  mask_encoded(masked);
  return masked;
}

}  // namespace provtool
