// Packets as readable hex, in the form text2pcap reads and Wireshark exports:
//   # what it is and where it comes from
//   0000  02 01 06 00 3d 1d e4 5f
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace provtool::testing {

// The bytes of a hex dump: a line starts with its offset (hex), bytes are separated by one blank, and what
// follows two blanks behind the bytes is the dump's text column. Throws std::runtime_error on a line that is
// none of this.
Bytes parse_hex_dump(std::string_view text);

// The dump in tests/data/<name>, "dhcpv4/offer_kea.hex".
Bytes load_hex_file(const std::string& name);

}  // namespace provtool::testing
