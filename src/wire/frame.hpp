// Ethernet frames with IPv4 and UDP inside, to datagrams and back.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/datagram.hpp"
#include "tl/expected.hpp"

namespace provtool {

enum class FrameFault : std::uint8_t {
  truncated,     // a header or the payload runs past the end
  not_ipv4,      // another EtherType or IP version
  not_udp,       // another protocol
  fragment,      // a part of a larger packet; DHCP and PnP answers fit into one
  bad_checksum,  // of the IPv4 header or of UDP
};
std::string_view to_text(FrameFault fault);

enum class Checksums : std::uint8_t {
  verify,
  // The sender left the UDP checksum to its network card: normal between virtual machines and over veth
  // (PACKET_AUXDATA, TP_STATUS_CSUMNOTREADY).
  udp_not_filled_in,
};

// Reads an Ethernet II frame, with an 802.1Q tag when there is one (RFC 894, RFC 791, RFC 768). Time,
// direction and interface of the datagram are the caller's to fill in.
tl::expected<Datagram, FrameFault> parse_frame(ByteView frame, Checksums checksums);

// What our sockets give a datagram: multicast stays on its own subnet (RFC 1112 6.1).
std::uint8_t usual_ttl(const Datagram& datagram);

// An Ethernet II frame for `datagram`, checksums filled in, TTL as given. Both endpoints must be IPv4.
Bytes serialize_frame(const Datagram& datagram, std::uint8_t ttl);

}  // namespace provtool
