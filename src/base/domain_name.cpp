#include "base/domain_name.hpp"

#include "base/text.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_longest_label = 63;

std::optional<std::string_view> take_label(ByteReader& reader, std::size_t length) {
  const auto label = length <= k_longest_label ? reader.take(length) : std::nullopt;
  if (!label || !is_text(as_text(*label)) || as_text(*label).find('.') != std::string_view::npos)
    return std::nullopt;
  return as_text(*label);
}

}  // namespace

// RFC 1035 3.1: a byte of length before each label, at most 63; two bits above them would mean compression.
//  | 3 | s i p | 7 | e x a m p l e | 3 | c o m | 0 |
std::optional<std::string> take_domain_name(ByteReader& reader) {
  std::string name;
  while (const auto length = reader.u8()) {
    if (*length == 0) return name.empty() ? "." : name;
    const auto label = take_label(reader, *length);
    if (!label) return std::nullopt;
    if (!name.empty()) name += '.';
    name += *label;
  }
  return name;
}

}  // namespace provtool
