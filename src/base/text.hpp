// Text that came from outside, made fit to be shown: the one place where it is cleaned.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace provtool {

struct CleanText {
  std::string text;      // valid UTF-8, one line, nothing a terminal would act on
  bool escaped = false;  // something had to be escaped
};

// Escapes control characters (C0, DEL, C1), bytes that are not UTF-8, line separators and the characters that
// reorder, hide or pile up text (bidi controls, zero-width ones, marks without a letter): `\x1b` for bytes,
// `\u202e` and
// `\U000e0041` for code points, and `\\` for a backslash, so that no text looks like an escaped one. Other
// printable text is kept.
CleanText clean(std::string_view text);
CleanText clean(ByteView bytes);
// What was cleaned, as it was before.
std::string uncleaned(std::string_view text);

// One code point read from the front of `text`: its value and how many bytes it takes; length 0 when the
// bytes there are not well-formed UTF-8 (RFC 3629).
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;
};
CodePoint first_code_point(std::string_view text);

bool is_utf8(std::string_view text);
bool is_control(char32_t code_point);  // C0, DEL or C1

// Whether a value from the network is text: UTF-8 without control characters other than those that a careless
// line end or paste brings (TAB, CR, LF, ESC) and NULs at its end.
bool is_text(std::string_view value);

std::string to_lower(std::string_view text);  // ASCII only
std::string to_upper(std::string_view text);  // ASCII only
std::string_view trim(std::string_view text);
std::string_view without_trailing_nuls(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
bool is_digits(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);  // ASCII only

// How many letters must be put in, left out or replaced to make one of the other, in any case.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The entry of `known` closest to `word`, or empty when none is close enough to be meant.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known);

// "1 packet", "2 packets".
std::string counted(std::size_t count, std::string_view noun);
// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& words, std::string_view last = "and");

// The same, with "92 more" for those beyond the first `most`.
std::string listed_some(const std::vector<std::string>& words, std::size_t most = 8);

// At most `most` bytes of `text`, cut between characters as they are drawn.
std::string_view first_bytes(std::string_view text, std::size_t most);
// The same; "…" stands for the rest.
std::string shortened(std::string_view text, std::size_t most);

// How many columns of a terminal `text` takes: wide characters take two, combining ones none.
std::size_t columns(std::string_view text);
// What of `text` fits into so many columns; no character is torn from what is drawn on it.
std::string_view first_columns(std::string_view text, std::size_t most);

std::string text_library();  // "utf8proc/2.8.0", for --version

}  // namespace provtool
