// Ethernet frames with IPv4 or IPv6 and UDP or ICMPv6 inside, to datagrams and back.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/datagram.hpp"
#include "base/words.hpp"
#include "tl/expected.hpp"

namespace provtool {

enum class FrameFault : std::uint8_t {
  truncated,         // a header or the payload runs past the end
  not_ip,            // another EtherType or IP version
  another_protocol,  // neither UDP nor ICMPv6
  fragment,          // a part of a larger packet; DHCP and PnP answers fit into one
  bad_checksum,      // of the IPv4 header, UDP or ICMPv6
};
constexpr auto words(FrameFault) {
  return std::to_array<Word<FrameFault>>({{FrameFault::truncated, "cut off"},
                                          {FrameFault::not_ip, "not IP"},
                                          {FrameFault::another_protocol, "neither UDP nor ICMPv6"},
                                          {FrameFault::fragment, "a fragment"},
                                          {FrameFault::bad_checksum, "with a wrong checksum"}});
}

enum class Checksums : std::uint8_t {
  verify,
  // The sender left the checksum to its network card: normal between virtual machines and over veth
  // (PACKET_AUXDATA, TP_STATUS_CSUMNOTREADY; field notes: unfilled-checksums).
  not_filled_in,
};

// Reads an Ethernet II frame, with an 802.1Q tag when there is one (RFC 894, RFC 2464; RFC 791, RFC 8200; RFC
// 768, RFC 4443). Time, direction and interface of the datagram are the caller's to fill in.
tl::expected<Datagram, FrameFault> parse_frame(ByteView frame, Checksums checksums);

// An Ethernet II frame for `datagram`, checksums filled in. Both endpoints must be of one family, and ICMPv6
// belongs to IPv6.
Bytes serialize_frame(const Datagram& datagram);

}  // namespace provtool
