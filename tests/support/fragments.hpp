// Datagrams in fragments, as a sender or a router makes them.
#pragma once

#include <vector>

#include "base/datagram.hpp"

namespace provtool::testing {

// One fragment over either family. `offset` and the size of `payload` in bytes, in the packet; `protocol` is
// of the packet (IPv4), or the next header in the fragment header.
struct FragmentSpec {
  std::size_t offset = 0;
  bool more = false;
  std::uint32_t id = 1;
  std::uint8_t protocol = 17;
  Bytes payload{};
};
Bytes fragment_frame(const Datagram& datagram, const FragmentSpec& spec);

// `datagram` in frames with at most `each` bytes of its packet, rounded down to a multiple of 8.
std::vector<Bytes> fragments_of(const Datagram& datagram, std::size_t each, std::uint32_t id = 1);

// The IP payload of `datagram`: UDP or ICMPv6 with its checksum.
Bytes upper_packet(const Datagram& datagram);

// `frame` over IPv6 with extension headers of these kinds in front of what it contains.
Bytes behind_headers(Bytes frame, const std::vector<std::uint8_t>& headers);

}  // namespace provtool::testing
