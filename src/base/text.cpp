#include "base/text.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <optional>

namespace provtool {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Characters that reorder, hide or break text without being control characters (Unicode 15: Zl, Zp, those of
// Cf that are not drawn, and the rest of Default_Ignorable_Code_Point).
constexpr std::array k_misleading{
    Range{0x00AD, 0x00AD},    // soft hyphen
    Range{0x034F, 0x034F},    // combining grapheme joiner
    Range{0x061C, 0x061C},    // Arabic letter mark
    Range{0x115F, 0x1160},    // Hangul fillers
    Range{0x17B4, 0x17B5},    // Khmer inherent vowels
    Range{0x180B, 0x180F},    // Mongolian variation selectors and vowel separator
    Range{0x200B, 0x200F},    // zero-width characters, left-to-right and right-to-left marks
    Range{0x2028, 0x202E},    // line and paragraph separators, bidi embeddings and overrides
    Range{0x2060, 0x206F},    // word joiner, invisible operators, bidi isolates
    Range{0x3164, 0x3164},    // Hangul filler
    Range{0xFE00, 0xFE0F},    // variation selectors
    Range{0xFEFF, 0xFEFF},    // byte order mark
    Range{0xFFA0, 0xFFA0},    // halfwidth Hangul filler
    Range{0xFFF0, 0xFFFB},    // interlinear annotations
    Range{0x13430, 0x1345F},  // Egyptian format controls
    Range{0x1BCA0, 0x1BCA3},  // shorthand format controls
    Range{0x1D173, 0x1D17A},  // musical format controls
    Range{0xE0000, 0xE0FFF},  // tags and more variation selectors
};

utf8proc_int32_t for_library(char32_t c) {
  return static_cast<utf8proc_int32_t>(c);
}

// How many cells of a terminal a code point takes: 0 for combining ones, 2 for wide ones.
std::size_t cells(char32_t c) {
  return static_cast<std::size_t>(std::max(utf8proc_charwidth(for_library(c)), 0));
}

// Nobody knows how wide a terminal draws what Unicode has not assigned.
bool is_misleading(char32_t c) {
  return utf8proc_category(for_library(c)) == UTF8PROC_CATEGORY_CN ||
         std::any_of(k_misleading.begin(), k_misleading.end(),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
}

// Combining marks need something to stand on; more of them than any script has climb over other lines.
constexpr std::size_t k_most_marks = 6;

// The next character of a text: one code point, or a byte that is none.
struct Character {
  char32_t value = 0;
  std::size_t length = 1;
  bool valid = false;
};
Character first_character(std::string_view text) {
  const auto point = first_code_point(text);
  return point.length > 0 ? Character{point.value, point.length, true} : Character{};
}

// How many bytes the first character takes with all that is drawn on or joined to it.
std::size_t first_cluster(std::string_view text) {
  auto last = first_character(text);
  auto length = last.length;
  utf8proc_int32_t state = 0;
  while (length < text.size()) {
    const auto next = first_character(text.substr(length));
    if (!last.valid || !next.valid ||
        utf8proc_grapheme_break_stateful(for_library(last.value), for_library(next.value), &state) != 0)
      break;
    length += next.length;
    last = next;
  }
  return std::min(length, text.size());
}

std::optional<char32_t> hex_value(std::string_view digits) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::string encoded(char32_t c) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto length = utf8proc_encode_char(for_library(c), bytes.data());
  return {bytes.begin(), bytes.begin() + length};
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
char ascii_upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

}  // namespace

CodePoint first_code_point(std::string_view text) {
  if (text.empty()) return {};
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = sequence_length(lead);
  if (length == 0 || length > text.size()) return {};
  if (length == 1) return {lead, 1};
  char32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[i])) return {};
    value = value << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (overlong || surrogate || value > 0x10FFFF) return {};
  return {value, length};
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

CleanText clean(std::string_view text) {
  CleanText result;
  std::size_t marks = k_most_marks;
  while (!text.empty()) {
    const auto next = first_character(text);
    marks = next.valid && cells(next.value) == 0 ? marks + 1 : 0;
    if (!next.valid || (next.length == 1 && is_control(next.value))) {
      result.text += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[0]));
      result.escaped = true;
    } else if (is_control(next.value) || is_misleading(next.value) || marks > k_most_marks) {
      const auto value = static_cast<std::uint32_t>(next.value);
      result.text += value > 0xFFFF ? fmt::format("\\U{:08x}", value) : fmt::format("\\u{:04x}", value);
      result.escaped = true;
    } else {
      result.text += next.value == '\\' ? "\\\\" : text.substr(0, next.length);
    }
    text.remove_prefix(next.length);
  }
  return result;
}

std::string uncleaned(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto rest = text.substr(at);
    const char kind = rest.starts_with('\\') && rest.size() > 1 ? rest[1] : '\0';
    const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    const auto value =
        digits > 0 && rest.size() >= digits + 2 ? hex_value(rest.substr(2, digits)) : std::nullopt;
    if (value)
      result += kind == 'x' ? std::string(1, static_cast<char>(*value)) : encoded(*value);
    else
      result += rest.front();
    at += value ? digits + 1 : kind == '\\' ? 1 : 0;
  }
  return result;
}

CleanText clean(ByteView bytes) {
  return clean(as_text(bytes));
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto length = first_code_point(text).length;
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

bool is_text(std::string_view value) {
  value = without_trailing_nuls(value);
  while (!value.empty()) {
    const auto point = first_code_point(value);
    const bool tolerated =
        point.value == '\t' || point.value == '\r' || point.value == '\n' || point.value == 0x1b;
    if (point.length == 0 || (is_control(point.value) && !tolerated)) return false;
    value.remove_prefix(point.length);
  }
  return true;
}

std::string to_lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), ascii_lower);
  return lower;
}

std::string to_upper(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(), ascii_upper);
  return upper;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view without_trailing_nuls(std::string_view text) {
  while (!text.empty() && text.back() == '\0') text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substituted = diagonal + (ascii_lower(a[i]) == ascii_lower(b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({substituted, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known) {
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>((word.size() + 1) / 3, 1) + 1;
  for (const auto candidate : known) {
    // So many letters more or less are as many edits; a word may have a megabyte.
    const auto [shorter, longer] = std::minmax({word.size(), candidate.size()});
    if (longer - shorter >= best_distance || longer > 3 * shorter) continue;
    const auto distance = edit_distance(word, candidate);
    if (distance >= best_distance) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string listed(const std::vector<std::string>& words, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? fmt::format(" {} ", last) : ", ";
    text += words[i];
  }
  return text;
}

std::string listed_some(const std::vector<std::string>& words, std::size_t most) {
  if (words.size() <= most) return listed(words);
  std::vector<std::string> first(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(most));
  first.push_back(fmt::format("{} more", words.size() - most));
  return listed(first);
}

std::string_view first_bytes(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = 0;
  for (auto next = first_cluster(text); end + next <= most; next = first_cluster(text.substr(end)))
    end += next;
  return text.substr(0, end);
}

std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  return std::string(first_bytes(text, most)) + "…";
}

std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    const auto next = first_character(text);
    count += next.valid ? cells(next.value) : 1;
    text.remove_prefix(next.length);
  }
  return count;
}

std::string_view first_columns(std::string_view text, std::size_t most) {
  std::size_t end = 0;
  std::size_t used = 0;
  while (end < text.size()) {
    const auto cluster = text.substr(end, first_cluster(text.substr(end)));
    used += columns(cluster);
    if (used > most) break;
    end += cluster.size();
  }
  return text.substr(0, end);
}

std::string text_library() {
  return fmt::format("utf8proc/{}", utf8proc_version());
}

}  // namespace provtool
