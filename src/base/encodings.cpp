#include "base/encodings.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <optional>

#include "base/bytes.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

// Who encodes more often than this has nothing to be shown.
constexpr int k_most_rounds = 4;
constexpr std::size_t k_shortest_hex = 8;
constexpr std::size_t k_shortest_base64 = 8;
// Shorter ones are chance.
constexpr std::size_t k_shortest_reading = 6;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

std::string percent_decoded_once(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool sequence =
        text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0;
    result += sequence ? static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])) : text[i];
    if (sequence) i += 2;
  }
  return result;
}

// The character of `&#64;`, `&#x40;` or `&amp;` and its like; only ASCII ones hide structure.
std::optional<char> entity(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, char>, 8> k_named{{{"amp", '&'},
                                                                      {"lt", '<'},
                                                                      {"gt", '>'},
                                                                      {"quot", '"'},
                                                                      {"apos", '\''},
                                                                      {"colon", ':'},
                                                                      {"commat", '@'},
                                                                      {"equals", '='}}};
  const auto* const known =
      std::find_if(k_named.begin(), k_named.end(), [name](const auto& row) { return row.first == name; });
  if (known != k_named.end()) return known->second;
  if (!name.starts_with('#')) return std::nullopt;
  name.remove_prefix(1);
  const bool hex = name.starts_with('x') || name.starts_with('X');
  if (hex) name.remove_prefix(1);
  int code = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
  if (error != std::errc{} || end != name.data() + name.size() || code <= 0 || code > 127)
    return std::nullopt;
  return static_cast<char>(code);
}

std::string entities_decoded(std::string_view text) {
  constexpr std::size_t k_longest = 8;
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto end = text[i] == '&' ? text.substr(i, k_longest + 2).find(';') : std::string_view::npos;
    const auto decoded = end == std::string_view::npos ? std::nullopt : entity(text.substr(i + 1, end - 1));
    result += decoded.value_or(text[i]);
    if (decoded) i += end;
  }
  return result;
}

// Characters that are no compatible forms of ASCII ones, and look like them.
char look_alike(char32_t c) {
  switch (c) {
    case 0x2236:  // ratio
    case 0xA789:  // modifier letter colon
    case 0x02D0:  // triangular colon
    case 0x05C3:  // sof pasuq
      return ':';
    case 0x2044:  // fraction slash
    case 0x2215:  // division slash
    case 0x29F8:  // big solidus
      return '/';
    default:
      return '\0';
  }
}

// One code point as ASCII where it is a form of it (NFKC), as it is otherwise.
std::string folded(std::string_view bytes, char32_t c) {
  if (c < 0x80) return std::string(bytes);
  if (const char alike = look_alike(c); alike != '\0') return {alike};
  std::array<utf8proc_int32_t, 32> forms{};
  const auto count = utf8proc_decompose_char(
      static_cast<utf8proc_int32_t>(c), forms.data(), static_cast<utf8proc_ssize_t>(forms.size()),
      static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_IGNORE), nullptr);
  std::string ascii;
  for (utf8proc_ssize_t i = 0; i < count && i < static_cast<utf8proc_ssize_t>(forms.size()); ++i) {
    const auto form = forms[static_cast<std::size_t>(i)];
    if (form >= 0x80) return std::string(bytes);
    ascii += static_cast<char>(form);
  }
  return count < 0 ? std::string(bytes) : ascii;
}

std::string look_alikes_replaced(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto point = first_code_point(text);
    const auto used = std::max<std::size_t>(point.length, 1);
    const bool shown = point.length == 0 || !is_control(point.value);
    if (shown)
      result +=
          point.length == 0 ? std::string(text.substr(0, 1)) : folded(text.substr(0, used), point.value);
    text.remove_prefix(used);
  }
  return result;
}

bool is_printable(char c) {
  return c >= 0x20 && c < 0x7F;
}

// The readable texts in decoded bytes; what was encoded may begin and end with other things. NULs stand
// between the letters of UTF-16.
void add_readings(const std::string& bytes, std::vector<std::string>& readings) {
  std::string text;
  std::size_t printable = 0;
  for (const char c : bytes + '\x7f') {
    if (is_printable(c) || c == '\0' || c == '\t' || c == '\r' || c == '\n') {
      text += c;
      if (is_printable(c)) ++printable;
      continue;
    }
    if (printable >= k_shortest_reading) readings.push_back(text);
    text.clear();
    printable = 0;
  }
}

bool is_hex_prefix(std::string_view text) {
  return text.starts_with("0x") || text.starts_with("0X") || text.starts_with("\\x");
}

// Whether hex goes on behind the character in front of `rest`. A comma ends it in "0x0102, 3 times".
bool separates_hex(std::string_view rest) {
  if (rest.starts_with(", ")) return is_hex_prefix(rest.substr(2));
  if (rest.starts_with(',')) return is_hex_prefix(rest.substr(1));
  return std::string_view(" :-.\n\r\t").find(rest.front()) != std::string_view::npos;
}

// Takes hex from `at` as far as it goes: its digits, and where the last one ends. Returns where it stopped.
std::size_t take_hex(std::string_view text, std::size_t at, std::string& digits, std::size_t& end) {
  for (; at < text.size(); ++at) {
    if (is_hex_prefix(text.substr(at, 2))) {
      ++at;
      continue;
    }
    if (hex_digit(text[at]) < 0 && !separates_hex(text.substr(at))) break;
    if (hex_digit(text[at]) < 0) continue;
    digits += text[at];
    end = at + 1;
  }
  return at;
}

std::string from_digits(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    bytes += static_cast<char>(hex_digit(digits[i]) * 16 + hex_digit(digits[i + 1]));
  return bytes;
}

void add_hex_parts(std::string_view text, std::vector<EncodedPart>& parts) {
  for (std::size_t at = 0; at < text.size();) {
    if (hex_digit(text[at]) < 0 && !is_hex_prefix(text.substr(at, 2))) {
      ++at;
      continue;
    }
    EncodedPart part{at, at};
    std::string digits;
    at = take_hex(text, at, digits, part.end);
    if (digits.size() >= k_shortest_hex)
      for (const std::size_t shift : {std::size_t{0}, std::size_t{1}})
        add_readings(from_digits(std::string_view(digits).substr(shift)), part.readings);
    if (!part.readings.empty()) parts.push_back(std::move(part));
  }
}

std::string from_base64(std::string_view digits) {
  std::string bytes;
  unsigned bits = 0;
  int count = 0;
  for (const char digit : digits) {
    bits = (bits << 6 | static_cast<unsigned>(base64_digit(digit))) & 0xFFFFU;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> static_cast<unsigned>(count) & 0xFFU);
  }
  return bytes;
}

// A word of the URL's path may stand before it, so that its digits begin anywhere.
void add_base64_parts(std::string_view text, std::vector<EncodedPart>& parts) {
  for (std::size_t at = 0; at < text.size();) {
    EncodedPart part{at, at};
    std::string digits;
    for (; part.end < text.size(); ++part.end) {
      const char c = text[part.end];
      if (base64_digit(c) >= 0)
        digits += c;
      else if (c != '\r' && c != '\n')
        break;
    }
    if (digits.size() >= k_shortest_base64)
      for (std::size_t shift = 0; shift < 4; ++shift)
        add_readings(from_base64(std::string_view(digits).substr(shift)), part.readings);
    at = std::max(part.end, at + 1);
    if (!part.readings.empty()) parts.push_back(std::move(part));
  }
}

}  // namespace

std::string percent_decoded(std::string_view text) {
  std::string result(text);
  for (int round = 0; round < k_most_rounds && result.find('%') != std::string::npos; ++round)
    result = percent_decoded_once(result);
  return result;
}

std::string plainly_read(std::string_view text) {
  std::string result(text);
  for (int round = 0; round < k_most_rounds; ++round) {
    auto again = look_alikes_replaced(entities_decoded(percent_decoded_once(result)));
    if (again == result) break;
    result = std::move(again);
  }
  return result;
}

std::vector<EncodedPart> encoded_parts(std::string_view text) {
  std::vector<EncodedPart> parts;
  add_hex_parts(text, parts);
  add_base64_parts(text, parts);
  return parts;
}

}  // namespace provtool
