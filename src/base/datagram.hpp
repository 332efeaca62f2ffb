// A datagram with all that is known of how it travelled: the one currency between sockets, captures, machines
// and tests.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/address.hpp"
#include "base/bytes.hpp"
#include "base/time.hpp"

namespace provtool {

enum class Direction : std::uint8_t { received, sent };

// Which door it used: a packet socket (whole frames, below the host's firewall) or a UDP socket.
enum class Via : std::uint8_t { packet, udp };

// What IP carries. The payload of an ICMPv6 datagram is the whole message, with type and checksum; its ports
// are zero.
enum class Protocol : std::uint8_t { udp, icmpv6 };

// A frame with a part of a datagram, a fragment.
struct FramePart {
  Instant time{};
  Bytes frame;
};

struct Datagram {
  Instant time{};
  Direction direction = Direction::received;
  Via via = Via::packet;
  std::string interface;
  std::optional<std::uint16_t> vlan;  // the VLAN id of a tagged frame
  MacAddress source_mac{};
  MacAddress destination_mac{};
  Endpoint source{};
  Endpoint destination{};
  Protocol protocol = Protocol::udp;
  std::uint8_t hop_limit = 64;  // IPv4: the time to live
  Bytes payload;
  Bytes frame;                   // as it stood on the wire, when it was seen there
  bool fragmented = false;       // it came in fragments, or behind the header of one
  std::vector<FramePart> parts;  // the frames of its fragments, in order of arrival, instead of `frame`
};

}  // namespace provtool
