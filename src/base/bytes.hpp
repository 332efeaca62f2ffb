// Bytes as they travel: containers, a reader that cannot run past the end, hex.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace provtool {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

// Reads big-endian values from the front. Every read that does not fit returns nothing and moves nothing.
class ByteReader {
 public:
  explicit ByteReader(ByteView bytes) : m_bytes(bytes) {}

  std::optional<std::uint8_t> u8();
  std::optional<std::uint16_t> u16();
  std::optional<std::uint32_t> u32();
  std::optional<ByteView> take(std::size_t count);
  bool skip(std::size_t count);

  [[nodiscard]] std::size_t offset() const { return m_offset; }
  [[nodiscard]] std::size_t left() const { return m_bytes.size() - m_offset; }
  [[nodiscard]] ByteView rest() const { return m_bytes.subspan(m_offset); }

 private:
  ByteView m_bytes;
  std::size_t m_offset = 0;
};

// Appends big-endian values.
class ByteWriter {
 public:
  void u8(std::uint8_t value) { m_bytes.push_back(value); }
  void u16(std::uint16_t value);
  void u32(std::uint32_t value);
  void append(ByteView bytes) { m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end()); }
  void fill(std::size_t count, std::uint8_t value = 0) { m_bytes.insert(m_bytes.end(), count, value); }

  [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
  [[nodiscard]] const Bytes& bytes() const { return m_bytes; }
  Bytes take() { return std::move(m_bytes); }

 private:
  Bytes m_bytes;
};

Bytes to_bytes(std::string_view text);
std::string_view as_text(ByteView bytes);

// Lower-case hex digits without separators.
std::string to_hex(ByteView bytes);
// Hex digits, optionally separated by `:`, `-`, `.` or spaces; nothing when a digit is odd or foreign.
std::optional<Bytes> parse_hex(std::string_view text);

// The Internet checksum (RFC 1071) over `bytes`, with `start` as the sum so far.
std::uint32_t checksum_add(std::uint32_t start, ByteView bytes);
std::uint16_t checksum_finish(std::uint32_t sum);

}  // namespace provtool
