#include "base/bytes.hpp"

namespace provtool {

namespace {

std::optional<std::uint8_t> hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return static_cast<std::uint8_t>(digit - '0');
  if (digit >= 'a' && digit <= 'f') return static_cast<std::uint8_t>(digit - 'a' + 10);
  if (digit >= 'A' && digit <= 'F') return static_cast<std::uint8_t>(digit - 'A' + 10);
  return std::nullopt;
}

bool is_separator(char c) {
  return c == ':' || c == '-' || c == '.' || c == ' ';
}

}  // namespace

std::optional<std::uint8_t> ByteReader::u8() {
  const auto bytes = take(1);
  if (!bytes) return std::nullopt;
  return (*bytes)[0];
}

std::optional<std::uint16_t> ByteReader::u16() {
  const auto bytes = take(2);
  if (!bytes) return std::nullopt;
  return static_cast<std::uint16_t>((*bytes)[0] << 8 | (*bytes)[1]);
}

std::optional<std::uint32_t> ByteReader::u32() {
  const auto bytes = take(4);
  if (!bytes) return std::nullopt;
  std::uint32_t value = 0;
  for (const auto byte : *bytes) value = value << 8 | byte;
  return value;
}

std::optional<ByteView> ByteReader::take(std::size_t count) {
  if (count > left()) return std::nullopt;
  const auto bytes = m_bytes.subspan(m_offset, count);
  m_offset += count;
  return bytes;
}

bool ByteReader::skip(std::size_t count) {
  return take(count).has_value();
}

void ByteWriter::u16(std::uint16_t value) {
  u8(static_cast<std::uint8_t>(value >> 8));
  u8(static_cast<std::uint8_t>(value));
}

void ByteWriter::u32(std::uint32_t value) {
  u16(static_cast<std::uint16_t>(value >> 16));
  u16(static_cast<std::uint16_t>(value));
}

Bytes to_bytes(std::string_view text) {
  return {text.begin(), text.end()};
}

std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string to_hex(ByteView bytes) {
  static constexpr std::string_view k_digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const auto byte : bytes) {
    hex += k_digits[byte >> 4];
    hex += k_digits[byte & 15];
  }
  return hex;
}

std::optional<Bytes> parse_hex(std::string_view text) {
  Bytes bytes;
  bool in_byte = false;  // its first digit is there, its second is not
  for (const char c : text) {
    if (is_separator(c) && !in_byte) continue;
    const auto digit = hex_digit(c);
    if (!digit) return std::nullopt;
    if (in_byte)
      bytes.back() = static_cast<std::uint8_t>(bytes.back() << 4 | *digit);
    else
      bytes.push_back(*digit);
    in_byte = !in_byte;
  }
  if (in_byte) return std::nullopt;
  return bytes;
}

std::uint32_t checksum_add(std::uint32_t start, ByteView bytes) {
  std::uint64_t sum = start;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    const std::uint32_t high = bytes[i];
    const std::uint32_t low = i + 1 < bytes.size() ? bytes[i + 1] : 0;
    sum += high << 8 | low;
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint32_t>(sum);
}

std::uint16_t checksum_finish(std::uint32_t sum) {
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

}  // namespace provtool
