#include "support/hex_file.hpp"

#include <stdexcept>

#include "base/text.hpp"
#include "support/data_file.hpp"

namespace provtool::testing {

namespace {

std::size_t parse_offset(std::string_view text) {
  std::size_t used = 0;
  const std::string digits(text);
  const auto offset = std::stoul(digits, &used, 16);
  if (used != digits.size()) throw std::runtime_error("no offset: " + digits);
  return offset;
}

// "01 0a ff  ...": the bytes end before two blanks.
Bytes parse_line(std::string_view line) {
  const auto bytes = parse_hex(line.substr(0, line.find("  ")));
  if (!bytes) throw std::runtime_error("no hex bytes: " + std::string(line));
  return *bytes;
}

}  // namespace

Bytes parse_hex_dump(std::string_view text) {
  Bytes bytes;
  for (const auto part : split(text, '\n')) {
    const auto line = trim(part);
    if (line.empty() || line.starts_with('#')) continue;
    const auto blank = std::min(line.find(' '), line.size());
    if (parse_offset(line.substr(0, blank)) != bytes.size())
      throw std::runtime_error("the offset does not follow: " + std::string(line));
    const auto row = parse_line(trim(line.substr(blank)));
    bytes.insert(bytes.end(), row.begin(), row.end());
  }
  return bytes;
}

Bytes load_hex_file(const std::string& name) {
  return parse_hex_dump(load_data_file(name));
}

}  // namespace provtool::testing
