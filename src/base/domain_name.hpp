// Domain names as DNS and DHCP carry them.
#pragma once

#include <optional>
#include <string>

#include "base/bytes.hpp"

namespace provtool {

// Takes one name, a label per byte of length, up to its root or, when it is a partial one, to the end of the
// bytes (RFC 1035 3.1, RFC 4704 4.2): "sip.example.com", "." for the root alone. Nothing when a label breaks
// off, contains a dot or no text, or when the name is compressed (not allowed: RFC 8415 10).
std::optional<std::string> take_domain_name(ByteReader& reader);

}  // namespace provtool
