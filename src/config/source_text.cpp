#include "config/source_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/foreign.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

constexpr std::string_view k_utf8_mark = "\xef\xbb\xbf";
constexpr std::size_t k_longest_name = 40;  // of an encoding

void append(std::string& text, char32_t c) {
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xc0 | c >> 6);
    text += static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    text += static_cast<char>(0xe0 | c >> 12);
    text += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    text += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    text += static_cast<char>(0xf0 | c >> 18);
    text += static_cast<char>(0x80 | (c >> 12 & 0x3f));
    text += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    text += static_cast<char>(0x80 | (c & 0x3f));
  }
}

enum class ByteOrder : std::uint8_t { little, big };

// Half a unit at the end becomes U+FFFD; half a pair is encoded as if it were a character, which no reader of
// UTF-8 takes.
std::string from_utf16(ByteView bytes, ByteOrder order) {
  const auto unit = [&](std::size_t i) -> char32_t {
    if (i + 1 >= bytes.size()) return 0xfffd;
    return order == ByteOrder::little ? static_cast<char32_t>(bytes[i] | bytes[i + 1] << 8)
                                      : static_cast<char32_t>(bytes[i] << 8 | bytes[i + 1]);
  };
  std::string text;
  text.reserve(bytes.size() / 2);
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    const auto first = unit(i);
    const auto second = i + 3 < bytes.size() ? unit(i + 2) : 0;
    const bool is_pair = first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000;
    if (is_pair) {
      append(text, 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00));
      i += 2;
    } else {
      append(text, first);
    }
  }
  return text;
}

// The bytes 0x80 to 0x9f; those that windows-1252 leaves out are the controls of ISO-8859-1.
constexpr std::array<char16_t, 32> k_windows_1252{
    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178};

std::string from_single_bytes(std::string_view bytes, bool windows) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    const bool is_windows_own = windows && value >= 0x80 && value < 0xa0;
    append(text, is_windows_own ? char32_t{k_windows_1252[value - 0x80U]} : char32_t{value});
  }
  return text;
}

// Of <?xml version="1.0" encoding="…"?>; empty when there is none.
std::string_view declared_encoding(std::string_view text) {
  if (!text.starts_with("<?xml")) return {};
  const auto declaration = text.substr(0, text.find("?>"));
  const auto name = declaration.find("encoding");
  if (name == std::string_view::npos) return {};
  const auto open = declaration.find_first_of("\"'", name);
  if (open == std::string_view::npos) return {};
  const auto close = declaration.find(declaration[open], open + 1);
  return close == std::string_view::npos ? std::string_view()
                                         : declaration.substr(open + 1, close - open - 1);
}

// Of an encoding's name what no two programs write differently.
std::string letters_of(std::string_view encoding) {
  std::string letters;
  for (const char c : to_lower(encoding))
    if (c != '-' && c != '_' && c != ' ') letters += c;
  return letters;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool has_high_bytes(std::string_view text) {
  unsigned all = 0;  // without a way out of the loop, so that it takes many bytes at a time
  for (const char c : text) all |= static_cast<unsigned char>(c);
  return (all & 0x80) != 0;
}

std::size_t characters(std::string_view text) {
  if (!has_high_bytes(text)) return text.size();
  std::size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(std::max<std::size_t>(first_code_point(text).length, 1));
  return count;
}

}  // namespace

SourceText::SourceText(ByteView bytes) {
  const auto is_at = [&](std::size_t i, std::uint8_t value) { return i < bytes.size() && bytes[i] == value; };
  auto order = is_at(0, 0xff) && is_at(1, 0xfe)   ? std::optional(ByteOrder::little)
               : is_at(0, 0xfe) && is_at(1, 0xff) ? std::optional(ByteOrder::big)
                                                  : std::nullopt;
  const bool has_mark = order.has_value();
  if (!order && is_at(0, '<') && is_at(1, 0)) order = ByteOrder::little;
  if (!order && is_at(0, 0) && is_at(1, '<')) order = ByteOrder::big;
  if (order) {
    m_text = m_converted = from_utf16(bytes.subspan(has_mark ? 2 : 0), *order);
    m_remarks.emplace_back("the file is UTF-16; save it as UTF-8 without a byte order mark");
    return;
  }
  auto text = as_text(bytes);
  if (text.starts_with(k_utf8_mark)) {
    text.remove_prefix(k_utf8_mark.size());
    m_remarks.emplace_back("the file starts with a byte order mark; save it without one");
  }
  const auto encoding = declared_encoding(text);
  const bool utf8 = !has_high_bytes(text) || is_utf8(text);
  const auto name = letters_of(encoding);
  const bool latin1 = is_one_of(name, {"iso88591", "latin1", "l1"});
  const bool windows = is_one_of(name, {"windows1252", "cp1252", "win1252"});
  if ((latin1 || windows) && !utf8) {
    m_text = m_converted = from_single_bytes(text, windows);
  } else {
    m_text = text;
  }
  if (encoding.empty() || equal_ignoring_case(encoding, "UTF-8")) return;
  const auto shown = foreign(shortened(encoding, k_longest_name));
  if (name == "utf8")
    m_remarks.push_back(fmt::format("the declaration spells UTF-8 as \"{}\"", shown));
  else if (utf8 && has_high_bytes(text))
    m_remarks.push_back(fmt::format("the declaration says {}, but the bytes are UTF-8", shown));
  else
    m_remarks.push_back(fmt::format("the declaration says {}; save the file as UTF-8", shown));
}

TextPosition SourceText::position_of(std::size_t offset) const {
  const auto& starts = line_starts();
  offset = std::min(offset, m_text.size());
  const auto next = std::upper_bound(starts.begin(), starts.end(), offset);
  const auto line = static_cast<std::size_t>(next - starts.begin());
  const bool goes_on = line == m_asked.line && offset >= m_asked_offset;
  const auto from = goes_on ? m_asked_offset : starts[line - 1];
  const auto column = goes_on ? m_asked.column : 1;
  m_asked = {line, column + characters(m_text.substr(from, offset - from))};
  m_asked_offset = offset;
  return m_asked;
}

std::size_t SourceText::offset_of(TextPosition place) const {
  const auto& starts = line_starts();
  if (place.line == 0 || place.line > starts.size()) return m_text.size();
  const bool goes_on = place.line == m_asked.line && place.column >= m_asked.column;
  auto at = goes_on ? m_asked_offset : starts[place.line - 1];
  for (auto column = goes_on ? m_asked.column : 1; column < place.column && at < m_text.size(); ++column)
    at += std::max<std::size_t>(first_code_point(m_text.substr(at)).length, 1);
  m_asked = place;
  m_asked_offset = at;
  return at;
}

std::string_view SourceText::line(std::size_t number) const {
  const auto& starts = line_starts();
  if (number == 0 || number > starts.size()) return {};
  const auto begin = starts[number - 1];
  auto text = m_text.substr(begin, (number < starts.size() ? starts[number] : m_text.size()) - begin);
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

// XML 1.0 2.11: a line ends with LF, CR, or both.
const std::vector<std::size_t>& SourceText::line_starts() const {
  if (!m_line_starts.empty()) return m_line_starts;
  m_line_starts.push_back(0);
  if (m_text.find('\r') == std::string::npos) {  // faster than looking for two
    for (auto end = m_text.find('\n'); end != std::string::npos; end = m_text.find('\n', end + 1))
      m_line_starts.push_back(end + 1);
    return m_line_starts;
  }
  for (auto end = m_text.find_first_of("\r\n"); end != std::string::npos;
       end = m_text.find_first_of("\r\n", end)) {
    end += m_text.substr(end).starts_with("\r\n") ? 2U : 1U;
    m_line_starts.push_back(end);
  }
  return m_line_starts;
}

}  // namespace provtool
