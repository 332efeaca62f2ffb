// Ethernet frames with IPv4 or IPv6 and UDP or ICMPv6 inside, to datagrams and back.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "base/datagram.hpp"
#include "base/words.hpp"
#include "tl/expected.hpp"

namespace provtool {

enum class FrameFault : std::uint8_t {
  truncated,         // a header or the payload runs past the end
  not_ip,            // another EtherType or IP version
  another_protocol,  // neither UDP nor ICMPv6
  fragment,          // a part of a larger packet (wire/reassembly)
  bad_checksum,      // of the IPv4 header, UDP or ICMPv6
  authenticated,     // behind an authentication header: without its key no phone takes it
};
constexpr auto words(FrameFault) {
  return std::to_array<Word<FrameFault>>({{FrameFault::truncated, "cut off"},
                                          {FrameFault::not_ip, "not IP"},
                                          {FrameFault::another_protocol, "neither UDP nor ICMPv6"},
                                          {FrameFault::fragment, "a fragment"},
                                          {FrameFault::bad_checksum, "with a wrong checksum"},
                                          {FrameFault::authenticated, "behind an authentication header"}});
}

enum class Checksums : std::uint8_t {
  verify,
  // The sender left the checksum to its network card: normal between virtual machines and over veth
  // (PACKET_AUXDATA, TP_STATUS_CSUMNOTREADY; field notes: unfilled-checksums).
  not_filled_in,
};

// A part of a packet (RFC 791 3.2, RFC 8200 4.5).
struct Fragment {
  Datagram known;              // MACs, VLAN, addresses, hop limit
  std::uint8_t protocol = 0;   // of the packet; over IPv6 the header behind the fragment header
  bool authenticated = false;  // behind an authentication header
  std::uint32_t id = 0;
  std::size_t offset = 0;  // in the packet, in bytes
  bool more = false;       // it is not the last one
  std::size_t begin = 0;   // where its payload begins in the frame
  std::size_t size = 0;
};

// Why a frame has no datagram.
struct BadFrame {
  FrameFault fault{};
  std::optional<Datagram> known;  // when its ports, or the type of its ICMPv6 message, could be read
};

using FrameContent = std::variant<Datagram, Fragment>;

// Reads an Ethernet II frame, with an 802.1Q tag when there is one (RFC 894, RFC 2464; RFC 791, RFC 8200; RFC
// 768, RFC 4443), or the fragment in it. Time, direction and interface of the datagram are the caller's to
// fill in.
tl::expected<FrameContent, BadFrame> read_frame(ByteView frame, Checksums checksums);

// The same of a frame with a whole packet; else the fault is `fragment`.
tl::expected<Datagram, FrameFault> parse_frame(ByteView frame, Checksums checksums);

// The datagram in a packet whose fragments were put together to `payload`; `first` is the one with offset 0.
tl::expected<Datagram, FrameFault> parse_packet(const Fragment& first, ByteView payload, Checksums checksums);

// What the first fragment of a packet tells about the whole.
struct FirstFragment {
  Datagram known;                // with protocol and ports; of ICMPv6 the payload is the type alone
  bool has_all_headers = false;  // it contains every header, up to that of UDP or ICMPv6 (RFC 7112)
  bool of_another_protocol = false;
};
FirstFragment look_into(const Fragment& first, ByteView payload);

// An Ethernet II frame for `datagram`, checksums filled in. Both endpoints must be of one family, and ICMPv6
// belongs to IPv6.
Bytes serialize_frame(const Datagram& datagram);

}  // namespace provtool
