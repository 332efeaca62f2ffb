// Options inside options of DHCP for IPv4, where vendors put what the registry has no number for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"

namespace provtool::dhcpv4 {

struct SubOption {
  std::optional<std::uint32_t> enterprise;  // of options 124 and 125
  std::optional<std::uint8_t> code;         // nothing where the bytes of an enterprise are not sub-options
  Bytes data;
};

// The sub-options of 43 (RFC 2132 8.4), 124 and 125 (RFC 3925). None for other options, for text and for
// bytes that do not come out even.
std::vector<SubOption> sub_options(std::uint8_t code, ByteView data);

// Bytes whose type nobody told, as a person reads them: IPv4 addresses or text. Nothing when they are
// neither.
std::optional<std::string> readable_text(ByteView data);

}  // namespace provtool::dhcpv4
