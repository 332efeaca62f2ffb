#include "wire/frame.hpp"

#include <algorithm>
#include <array>

namespace provtool {

namespace {

constexpr std::uint16_t k_ethertype_ipv4 = 0x0800;
constexpr std::uint16_t k_ethertype_ipv6 = 0x86dd;
constexpr std::uint16_t k_ethertype_vlan = 0x8100;
constexpr std::uint8_t k_protocol_udp = 17;
constexpr std::uint8_t k_protocol_icmpv6 = 58;
constexpr std::uint8_t k_fragment_header = 44;        // RFC 8200 4.5
constexpr std::uint8_t k_authentication_header = 51;  // RFC 4302 2
constexpr std::size_t k_ethernet_header = 14;
constexpr std::size_t k_ipv4_header = 20;
constexpr std::size_t k_ipv6_header = 40;
constexpr std::size_t k_udp_header = 8;
constexpr std::size_t k_icmpv6_checksum = 2;  // where it stands (RFC 4443 2.1)

// Where a fragment belongs in its packet; a whole packet has offset 0, and nothing follows.
struct Place {
  std::uint32_t id = 0;
  std::size_t offset = 0;
  bool more = false;

  [[nodiscard]] bool is_whole() const { return offset == 0 && !more; }
};

struct IpPacket {
  IpAddress source;
  IpAddress destination;
  std::uint8_t protocol = 0;
  std::uint8_t hop_limit = 0;
  Place place;
  bool authenticated = false;  // behind an authentication header
  bool fragmented = false;     // behind a fragment header, alone in its packet or not
  ByteView payload;
};

MacAddress take_mac(ByteReader& reader) {
  return MacAddress::from(reader.take(6).value_or(ByteView{})).value_or(MacAddress{});
}

Ipv6Address take_ipv6(ByteReader& reader) {
  return Ipv6Address::from(reader.take(16).value_or(ByteView{})).value_or(Ipv6Address{});
}

ByteView bytes_of(const IpAddress& address) {
  return std::visit([](const auto& value) { return ByteView(value.bytes); }, address.value);
}

// RFC 768 and RFC 8200 8.1: addresses, protocol and length count as if they stood before the payload.
//  | source address | destination address | 0 | protocol | length | payload …
// IPv6 writes length and protocol as 32 bits each and in the other order; the sum is the same.
std::uint32_t pseudo_header_sum(const IpAddress& source, const IpAddress& destination, std::uint8_t protocol,
                                std::size_t length) {
  const std::uint32_t sum = checksum_add(checksum_add(0, bytes_of(source)), bytes_of(destination));
  return sum + protocol + static_cast<std::uint32_t>(length);
}

bool is_right(const IpPacket& packet, ByteView covered) {
  const auto start = pseudo_header_sum(packet.source, packet.destination, packet.protocol, covered.size());
  return checksum_finish(checksum_add(start, covered)) == 0;
}

// RFC 791 3.1. Options follow when IHL, the header's length in words of 32 bits, is more than 5. What stands
// behind the total length is the frame's padding. A fragment has the flag MF (the third) or an offset.
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  |version|  IHL  |type of service|          total length         |
//  |         identification        |flags|     fragment offset     |
//  |  time to live |    protocol   |        header checksum        |
//  |                         source address                        |
//  |                      destination address                      |
tl::expected<IpPacket, FrameFault> parse_ipv4(ByteView bytes) {
  if (bytes.size() < k_ipv4_header) return tl::unexpected(FrameFault::truncated);
  if (bytes[0] >> 4 != 4) return tl::unexpected(FrameFault::not_ip);
  const std::size_t header = std::size_t{bytes[0] & 15U} * 4;
  const std::size_t total = static_cast<std::size_t>(bytes[2] << 8 | bytes[3]);
  if (header < k_ipv4_header || total < header || total > bytes.size())
    return tl::unexpected(FrameFault::truncated);
  if (bytes[9] != k_protocol_udp) return tl::unexpected(FrameFault::another_protocol);
  if (checksum_finish(checksum_add(0, bytes.first(header))) != 0)
    return tl::unexpected(FrameFault::bad_checksum);
  const auto fragment = static_cast<std::uint16_t>(bytes[6] << 8 | bytes[7]);
  IpPacket packet;
  packet.source = IpAddress{*Ipv4Address::from(bytes.subspan(12, 4))};
  packet.destination = IpAddress{*Ipv4Address::from(bytes.subspan(16, 4))};
  packet.protocol = bytes[9];
  packet.hop_limit = bytes[8];
  packet.place.id = static_cast<std::uint32_t>(bytes[4] << 8 | bytes[5]);
  packet.place.offset = std::size_t{fragment & 0x1fffU} * 8;
  packet.place.more = (fragment & 0x2000) != 0;
  packet.fragmented = !packet.place.is_whole();
  packet.payload = bytes.subspan(header, total - header);
  return packet;
}

// Hop-by-hop options, routing, destination options (RFC 8200 4.3, 4.4, 4.6): each names what follows it, and
// its length in units of 8 bytes behind the first 8. An authentication header counts in units of 4, less 2.
//  |  next header  |     length    | 6 bytes, then 8 for each unit |
std::optional<std::size_t> length_of_header(std::uint8_t header, std::uint8_t units) {
  static constexpr std::array<std::uint8_t, 3> k_in_eights{0, 43, 60};
  if (header == k_authentication_header) return std::size_t{units} * 4 + 8;
  if (std::find(k_in_eights.begin(), k_in_eights.end(), header) == k_in_eights.end()) return std::nullopt;
  return std::size_t{units} * 8 + 8;
}

// RFC 8200 4.5. The offset counts in units of 8 bytes.
//  |  next header  |    reserved   |     fragment offset     | 0 0 |M|
//  |                         identification                        |
bool take_fragment_header(ByteReader& reader, IpPacket& packet) {
  const auto next = reader.u8();
  reader.skip(1);
  const auto offset = reader.u16();
  const auto id = reader.u32();
  if (!next || !offset || !id) return false;
  packet.protocol = *next;
  packet.place = {*id, std::size_t{*offset & 0xfff8U}, (*offset & 1) != 0};
  packet.fragmented = true;
  return true;
}

// Passes over extension headers, in any order and number, up to what they stand before, or to a fragment. A
// fragment header alone in its packet (RFC 6946) is one to pass over.
bool pass_headers(ByteReader& reader, IpPacket& packet) {
  while (packet.place.is_whole()) {
    if (packet.protocol == k_fragment_header) {
      if (!take_fragment_header(reader, packet)) return false;
      continue;
    }
    if (!length_of_header(packet.protocol, 0)) break;
    const auto next = reader.u8();
    const auto units = reader.u8();
    if (!next || !units || !reader.skip(*length_of_header(packet.protocol, *units) - 2)) return false;
    packet.authenticated |= packet.protocol == k_authentication_header;
    packet.protocol = *next;
  }
  packet.payload = reader.rest();
  return true;
}

// RFC 8200 3. Next header is the protocol of what follows: UDP or ICMPv6, or a header to pass over.
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  |version| traffic class |               flow label              |
//  |         payload length        |  next header  |   hop limit   |
//  |                   source address (16 bytes)                   |
//  |                 destination address (16 bytes)                |
tl::expected<IpPacket, FrameFault> parse_ipv6(ByteView bytes) {
  if (bytes.size() < k_ipv6_header) return tl::unexpected(FrameFault::truncated);
  if (bytes[0] >> 4 != 6) return tl::unexpected(FrameFault::not_ip);
  ByteReader header(bytes);
  header.skip(4);
  const std::uint16_t length = *header.u16();
  IpPacket packet;
  packet.protocol = *header.u8();
  packet.hop_limit = *header.u8();
  packet.source = IpAddress{take_ipv6(header)};
  packet.destination = IpAddress{take_ipv6(header)};
  if (length > header.left()) return tl::unexpected(FrameFault::truncated);
  ByteReader reader(header.rest().first(length));
  if (!pass_headers(reader, packet)) return tl::unexpected(FrameFault::truncated);
  return packet;
}

// RFC 768. The length counts these 8 bytes too; IP may carry more, which is none of ours.
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  |          source port          |        destination port       |
//  |             length            |            checksum           |
//  |                           payload …                           |
tl::expected<void, FrameFault> parse_udp(const IpPacket& packet, Checksums checksums, Datagram& datagram) {
  ByteReader reader(packet.payload);
  const auto source = reader.u16();
  const auto destination = reader.u16();
  const auto length = reader.u16();
  const auto checksum = reader.u16();
  if (source && destination) {
    datagram.source.port = Port{*source};
    datagram.destination.port = Port{*destination};
  }
  if (!length || !checksum) return tl::unexpected(FrameFault::truncated);
  if (*length < k_udp_header || *length > packet.payload.size()) return tl::unexpected(FrameFault::truncated);
  // A checksum of zero means there is none (RFC 768); IPv6 demands one (RFC 8200 8.1).
  const bool is_there = *checksum != 0 || packet.source.v6() != nullptr;
  if (checksums == Checksums::verify && is_there &&
      (*checksum == 0 || !is_right(packet, packet.payload.first(*length))))
    return tl::unexpected(FrameFault::bad_checksum);
  const auto payload = packet.payload.subspan(k_udp_header, *length - k_udp_header);
  datagram.payload.assign(payload.begin(), payload.end());
  return {};
}

// RFC 4443 2.1. The payload of the datagram is the whole message; wire/ndp reads the rest.
//  |      type     |      code     |            checksum           |
tl::expected<void, FrameFault> parse_icmpv6(const IpPacket& packet, Checksums checksums, Datagram& datagram) {
  datagram.protocol = Protocol::icmpv6;
  datagram.payload.assign(packet.payload.begin(), packet.payload.end());
  if (packet.payload.size() < k_icmpv6_checksum + 2) return tl::unexpected(FrameFault::truncated);
  if (checksums == Checksums::verify && !is_right(packet, packet.payload))
    return tl::unexpected(FrameFault::bad_checksum);
  return {};
}

tl::expected<void, FrameFault> parse_upper(const IpPacket& packet, Checksums checksums, Datagram& datagram) {
  const bool is_udp = packet.protocol == k_protocol_udp;
  if (!is_udp && packet.protocol != k_protocol_icmpv6) return tl::unexpected(FrameFault::another_protocol);
  auto parsed = is_udp ? parse_udp(packet, checksums, datagram) : parse_icmpv6(packet, checksums, datagram);
  if (parsed && packet.authenticated) return tl::unexpected(FrameFault::authenticated);
  return parsed;
}

tl::expected<IpPacket, FrameFault> parse_ip(std::uint16_t ethertype, ByteView bytes) {
  if (ethertype == k_ethertype_ipv4) return parse_ipv4(bytes);
  if (ethertype == k_ethertype_ipv6) return parse_ipv6(bytes);
  return tl::unexpected(FrameFault::not_ip);
}

tl::unexpected<BadFrame> bad(FrameFault fault, std::optional<Datagram> known = std::nullopt) {
  return tl::unexpected(BadFrame{fault, std::move(known)});
}

Bytes udp_packet(const Datagram& datagram) {
  const std::size_t length = k_udp_header + datagram.payload.size();
  ByteWriter udp;
  udp.u16(static_cast<std::uint16_t>(datagram.source.port));
  udp.u16(static_cast<std::uint16_t>(datagram.destination.port));
  udp.u16(static_cast<std::uint16_t>(length));
  std::uint32_t sum =
      pseudo_header_sum(datagram.source.address, datagram.destination.address, k_protocol_udp, length);
  sum = checksum_add(checksum_add(sum, udp.bytes()), datagram.payload);
  const std::uint16_t checksum = checksum_finish(sum);
  udp.u16(checksum == 0 ? 0xffff : checksum);  // RFC 768: zero would mean none
  udp.append(datagram.payload);
  return udp.take();
}

Bytes icmpv6_packet(const Datagram& datagram) {
  Bytes message = datagram.payload;
  message[k_icmpv6_checksum] = 0;
  message[k_icmpv6_checksum + 1] = 0;
  const auto start = pseudo_header_sum(datagram.source.address, datagram.destination.address,
                                       k_protocol_icmpv6, message.size());
  const std::uint16_t checksum = checksum_finish(checksum_add(start, message));
  message[k_icmpv6_checksum] = static_cast<std::uint8_t>(checksum >> 8);
  message[k_icmpv6_checksum + 1] = static_cast<std::uint8_t>(checksum);
  return message;
}

Bytes ipv4_header(const Datagram& datagram, std::size_t payload_size) {
  ByteWriter ip;
  ip.u8(0x45);
  ip.u8(0);
  ip.u16(static_cast<std::uint16_t>(k_ipv4_header + payload_size));
  ip.u16(0);       // identification
  ip.u16(0x4000);  // don't fragment
  ip.u8(datagram.hop_limit);
  ip.u8(k_protocol_udp);
  ByteWriter addresses;
  addresses.append(bytes_of(datagram.source.address));
  addresses.append(bytes_of(datagram.destination.address));
  ip.u16(checksum_finish(checksum_add(checksum_add(0, ip.bytes()), addresses.bytes())));
  ip.append(addresses.bytes());
  return ip.take();
}

Bytes ipv6_header(const Datagram& datagram, std::size_t payload_size) {
  ByteWriter ip;
  ip.u32(0x60000000);
  ip.u16(static_cast<std::uint16_t>(payload_size));
  ip.u8(datagram.protocol == Protocol::icmpv6 ? k_protocol_icmpv6 : k_protocol_udp);
  ip.u8(datagram.hop_limit);
  ip.append(bytes_of(datagram.source.address));
  ip.append(bytes_of(datagram.destination.address));
  return ip.take();
}

}  // namespace

// Ethernet II (RFC 894, RFC 2464), plain and with the tag of IEEE 802.1Q; sizes in bytes. Padding fills a
// short frame up to 60 bytes. The tag contains priority (3 bits), drop eligible (1) and the VLAN (12); VLAN 0
// is none (802.1Q 9.6).
//  | destination (6) | source (6) | type (2) | IP packet | padding |
//  | destination (6) | source (6) | 81 00 | tag (2) | type (2) | IP packet | padding |
tl::expected<FrameContent, BadFrame> read_frame(ByteView frame, Checksums checksums) {
  if (frame.size() < k_ethernet_header) return bad(FrameFault::truncated);
  Datagram datagram;
  ByteReader reader(frame);
  datagram.destination_mac = take_mac(reader);
  datagram.source_mac = take_mac(reader);
  auto type = reader.u16();
  if (type == k_ethertype_vlan) {
    const auto tag = reader.u16();
    if (const auto id = tag.value_or(0) & 0x0fff; id != 0) datagram.vlan = static_cast<std::uint16_t>(id);
    type = reader.u16();
  }
  if (!type) return bad(FrameFault::truncated);
  const auto packet = parse_ip(*type, reader.rest());
  if (!packet) return bad(packet.error());
  datagram.source.address = packet->source;
  datagram.destination.address = packet->destination;
  datagram.hop_limit = packet->hop_limit;
  datagram.fragmented = packet->fragmented;
  if (!packet->place.is_whole())
    return Fragment{std::move(datagram),
                    packet->protocol,
                    packet->authenticated,
                    packet->place.id,
                    packet->place.offset,
                    packet->place.more,
                    static_cast<std::size_t>(packet->payload.data() - frame.data()),
                    packet->payload.size()};
  if (const auto parsed = parse_upper(*packet, checksums, datagram); !parsed) {
    const bool is_known = datagram.destination.port != Port{} || !datagram.payload.empty();
    return bad(parsed.error(), is_known ? std::optional(std::move(datagram)) : std::nullopt);
  }
  datagram.frame.assign(frame.begin(), frame.end());
  return datagram;
}

tl::expected<Datagram, FrameFault> parse_frame(ByteView frame, Checksums checksums) {
  auto content = read_frame(frame, checksums);
  if (!content) return tl::unexpected(content.error().fault);
  if (auto* datagram = std::get_if<Datagram>(&*content)) return std::move(*datagram);
  return tl::unexpected(FrameFault::fragment);
}

tl::expected<Datagram, FrameFault> parse_packet(const Fragment& first, ByteView payload,
                                                Checksums checksums) {
  Datagram datagram = first.known;
  IpPacket packet;
  packet.source = datagram.source.address;
  packet.destination = datagram.destination.address;
  packet.protocol = first.protocol;
  packet.authenticated = first.authenticated;
  packet.payload = payload;
  ByteReader reader(payload);
  if (packet.source.v6() != nullptr && !pass_headers(reader, packet))
    return tl::unexpected(FrameFault::truncated);
  if (!packet.place.is_whole()) return tl::unexpected(FrameFault::fragment);
  if (const auto parsed = parse_upper(packet, checksums, datagram); !parsed)
    return tl::unexpected(parsed.error());
  return datagram;
}

FirstFragment look_into(const Fragment& first, ByteView payload) {
  FirstFragment seen{first.known, true};
  IpPacket packet;
  packet.protocol = first.protocol;
  packet.payload = payload;
  ByteReader reader(payload);
  if (first.known.source.address.v6() != nullptr && !pass_headers(reader, packet))
    return {first.known, false};
  ByteReader upper(packet.payload);
  if (packet.protocol == k_protocol_icmpv6) {
    seen.known.protocol = Protocol::icmpv6;
    if (!packet.payload.empty()) seen.known.payload = {packet.payload.front()};  // its type
    seen.has_all_headers = packet.payload.size() >= k_icmpv6_checksum + 2;
  } else if (packet.protocol == k_protocol_udp) {
    seen.known.source.port = Port{upper.u16().value_or(0)};
    seen.known.destination.port = Port{upper.u16().value_or(0)};
    seen.has_all_headers = packet.payload.size() >= k_udp_header;
  } else {
    seen.of_another_protocol = true;
  }
  return seen;
}

Bytes serialize_frame(const Datagram& datagram) {
  const Bytes packet = datagram.protocol == Protocol::udp ? udp_packet(datagram) : icmpv6_packet(datagram);
  const bool is_ipv4 = datagram.source.address.v4() != nullptr;
  ByteWriter frame;
  frame.append(datagram.destination_mac.bytes);
  frame.append(datagram.source_mac.bytes);
  if (datagram.vlan) {
    frame.u16(k_ethertype_vlan);
    frame.u16(*datagram.vlan);
  }
  frame.u16(is_ipv4 ? k_ethertype_ipv4 : k_ethertype_ipv6);
  frame.append(is_ipv4 ? ipv4_header(datagram, packet.size()) : ipv6_header(datagram, packet.size()));
  frame.append(packet);
  return frame.take();
}

}  // namespace provtool
