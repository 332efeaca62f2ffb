#include "wire/frame.hpp"

namespace provtool {

namespace {

constexpr std::uint16_t k_ethertype_ipv4 = 0x0800;
constexpr std::uint16_t k_ethertype_vlan = 0x8100;
constexpr std::uint8_t k_protocol_udp = 17;
constexpr std::size_t k_ethernet_header = 14;
constexpr std::size_t k_ipv4_header = 20;
constexpr std::size_t k_udp_header = 8;

struct Ipv4Packet {
  Ipv4Address source;
  Ipv4Address destination;
  ByteView payload;
};

MacAddress take_mac(ByteReader& reader) {
  return MacAddress::from(reader.take(6).value_or(ByteView{})).value_or(MacAddress{});
}

std::uint32_t pseudo_header_sum(const Ipv4Address& source, const Ipv4Address& destination,
                                std::size_t udp_length) {
  std::uint32_t sum = checksum_add(0, source.bytes);
  sum = checksum_add(sum, destination.bytes);
  return sum + k_protocol_udp + static_cast<std::uint32_t>(udp_length);
}

//  0                   1                   2                   3
//  |Version|  IHL  |Type of Service|          Total Length         |
//  |         Identification        |Flags|      Fragment Offset    |
//  |  Time to Live |    Protocol   |         Header Checksum       |
//  |                       Source Address                          |
//  |                    Destination Address                        |
tl::expected<Ipv4Packet, FrameFault> parse_ipv4(ByteView bytes) {
  if (bytes.size() < k_ipv4_header) return tl::unexpected(FrameFault::truncated);
  if (bytes[0] >> 4 != 4) return tl::unexpected(FrameFault::not_ipv4);
  const std::size_t header = std::size_t{bytes[0] & 15U} * 4;
  const std::size_t total = static_cast<std::size_t>(bytes[2] << 8 | bytes[3]);
  if (header < k_ipv4_header || total < header || total > bytes.size())
    return tl::unexpected(FrameFault::truncated);
  if (bytes[9] != k_protocol_udp) return tl::unexpected(FrameFault::not_udp);
  if (checksum_finish(checksum_add(0, bytes.first(header))) != 0)
    return tl::unexpected(FrameFault::bad_checksum);
  const auto fragment = static_cast<std::uint16_t>(bytes[6] << 8 | bytes[7]);
  if ((fragment & 0x3fff) != 0) return tl::unexpected(FrameFault::fragment);
  return Ipv4Packet{*Ipv4Address::from(bytes.subspan(12, 4)), *Ipv4Address::from(bytes.subspan(16, 4)),
                    bytes.subspan(header, total - header)};
}

tl::expected<void, FrameFault> parse_udp(const Ipv4Packet& packet, Checksums checksums, Datagram& datagram) {
  ByteReader reader(packet.payload);
  const auto source = reader.u16();
  const auto destination = reader.u16();
  const auto length = reader.u16();
  const auto checksum = reader.u16();
  if (!source || !destination || !length || !checksum) return tl::unexpected(FrameFault::truncated);
  if (*length < k_udp_header || *length > packet.payload.size()) return tl::unexpected(FrameFault::truncated);
  // A checksum of zero means there is none (RFC 768).
  if (checksums == Checksums::verify && *checksum != 0) {
    const auto sum = checksum_add(pseudo_header_sum(packet.source, packet.destination, *length),
                                  packet.payload.first(*length));
    if (checksum_finish(sum) != 0) return tl::unexpected(FrameFault::bad_checksum);
  }
  datagram.source = {IpAddress{packet.source}, Port{*source}};
  datagram.destination = {IpAddress{packet.destination}, Port{*destination}};
  const auto payload = packet.payload.subspan(k_udp_header, *length - k_udp_header);
  datagram.payload.assign(payload.begin(), payload.end());
  return {};
}

}  // namespace

std::string_view to_text(FrameFault fault) {
  switch (fault) {
    case FrameFault::truncated:
      return "cut off";
    case FrameFault::not_ipv4:
      return "not IPv4";
    case FrameFault::not_udp:
      return "not UDP";
    case FrameFault::fragment:
      return "a fragment";
    case FrameFault::bad_checksum:
      return "a wrong checksum";
  }
  return "";
}

tl::expected<Datagram, FrameFault> parse_frame(ByteView frame, Checksums checksums) {
  if (frame.size() < k_ethernet_header) return tl::unexpected(FrameFault::truncated);
  Datagram datagram;
  ByteReader reader(frame);
  datagram.destination_mac = take_mac(reader);
  datagram.source_mac = take_mac(reader);
  auto type = reader.u16();
  if (type == k_ethertype_vlan) {
    if (const auto tag = reader.u16()) datagram.vlan = static_cast<std::uint16_t>(*tag & 0x0fff);
    type = reader.u16();
  }
  if (!type) return tl::unexpected(FrameFault::truncated);
  if (*type != k_ethertype_ipv4) return tl::unexpected(FrameFault::not_ipv4);
  const auto packet = parse_ipv4(reader.rest());
  if (!packet) return tl::unexpected(packet.error());
  if (const auto udp = parse_udp(*packet, checksums, datagram); !udp) return tl::unexpected(udp.error());
  datagram.frame.assign(frame.begin(), frame.end());
  return datagram;
}

std::uint8_t usual_ttl(const Datagram& datagram) {
  const Ipv4Address* destination = datagram.destination.address.v4();
  return destination != nullptr && destination->bytes[0] >> 4 == 14 ? 1 : 64;  // 224/4
}

Bytes serialize_frame(const Datagram& datagram, std::uint8_t ttl) {
  const Ipv4Address source = *datagram.source.address.v4();
  const Ipv4Address destination = *datagram.destination.address.v4();
  const std::size_t udp_length = k_udp_header + datagram.payload.size();

  ByteWriter udp;
  udp.u16(static_cast<std::uint16_t>(datagram.source.port));
  udp.u16(static_cast<std::uint16_t>(datagram.destination.port));
  udp.u16(static_cast<std::uint16_t>(udp_length));
  std::uint32_t sum = checksum_add(pseudo_header_sum(source, destination, udp_length), udp.bytes());
  sum = checksum_add(sum, datagram.payload);
  const std::uint16_t udp_checksum = checksum_finish(sum);
  udp.u16(udp_checksum == 0 ? 0xffff : udp_checksum);  // RFC 768: zero would mean none

  ByteWriter ip;
  ip.u8(0x45);
  ip.u8(0);
  ip.u16(static_cast<std::uint16_t>(k_ipv4_header + udp_length));
  ip.u16(0);       // identification
  ip.u16(0x4000);  // don't fragment
  ip.u8(ttl);
  ip.u8(k_protocol_udp);
  ByteWriter addresses;
  addresses.append(source.bytes);
  addresses.append(destination.bytes);
  ip.u16(checksum_finish(checksum_add(checksum_add(0, ip.bytes()), addresses.bytes())));
  ip.append(addresses.bytes());

  ByteWriter frame;
  frame.append(datagram.destination_mac.bytes);
  frame.append(datagram.source_mac.bytes);
  if (datagram.vlan) {
    frame.u16(k_ethertype_vlan);
    frame.u16(*datagram.vlan);
  }
  frame.u16(k_ethertype_ipv4);
  frame.append(ip.bytes());
  frame.append(udp.bytes());
  frame.append(datagram.payload);
  return frame.take();
}

}  // namespace provtool
