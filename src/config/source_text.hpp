// The bytes of a configuration file as text, whatever its encoding.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace provtool {

// As an editor shows it: columns count characters, whatever bytes they were in the file; a tab is one, and so
// is a byte that is no UTF-8.
struct TextPosition {
  std::size_t line = 1;
  std::size_t column = 1;
};

class SourceText {
 public:
  // A byte order mark is taken off. UTF-16 and what the XML declaration names (ISO-8859-1, windows-1252)
  // become UTF-8; everything else is taken as UTF-8, and bytes that are none of it stay as they are.
  // `bytes` must live as long.
  explicit SourceText(ByteView bytes);
  SourceText(const SourceText&) = delete;
  SourceText& operator=(const SourceText&) = delete;

  [[nodiscard]] std::string_view text() const { return m_text; }
  // Where line 3, column 7 is; the end of the text for what lies behind it.
  [[nodiscard]] TextPosition position_of(std::size_t offset) const;
  [[nodiscard]] std::size_t offset_of(TextPosition place) const;
  [[nodiscard]] std::string_view line(std::size_t number) const;  // without its end; empty beyond the last
  // What is unusual about the encoding, a clause each: "the file starts with a byte order mark".
  [[nodiscard]] const std::vector<std::string>& remarks() const { return m_remarks; }

 private:
  [[nodiscard]] const std::vector<std::size_t>& line_starts() const;

  std::string m_converted;  // what it was made into, when it was no UTF-8
  std::string_view m_text;
  std::vector<std::string> m_remarks;
  mutable std::vector<std::size_t> m_line_starts;  // made when somebody asks for the first time
  // The place that was asked for last: the next one is most often behind it, and a line may be a whole file.
  mutable std::size_t m_asked_offset = 0;
  mutable TextPosition m_asked;
};

}  // namespace provtool
