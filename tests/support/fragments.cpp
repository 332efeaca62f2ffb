#include "support/fragments.hpp"

#include <algorithm>

#include "wire/frame.hpp"

namespace provtool::testing {

namespace {

std::size_t ip_at(const Datagram& datagram) {
  return datagram.vlan ? 18 : 14;
}

void put16(Bytes& bytes, std::size_t at, std::size_t value) {
  bytes[at] = static_cast<std::uint8_t>(value >> 8);
  bytes[at + 1] = static_cast<std::uint8_t>(value);
}

}  // namespace

Bytes upper_packet(const Datagram& datagram) {
  const auto frame = serialize_frame(datagram);
  const auto header = datagram.source.address.v4() != nullptr ? 20 : 40;
  return {frame.begin() + static_cast<std::ptrdiff_t>(ip_at(datagram)) + header, frame.end()};
}

Bytes fragment_frame(const Datagram& datagram, const FragmentSpec& spec) {
  const bool is_ipv4 = datagram.source.address.v4() != nullptr;
  const auto ip = ip_at(datagram);
  Bytes frame = serialize_frame(datagram);
  frame.resize(ip + (is_ipv4 ? 20 : 40));
  if (is_ipv4) {
    put16(frame, ip + 2, 20 + spec.payload.size());
    put16(frame, ip + 4, spec.id);
    put16(frame, ip + 6, spec.offset / 8 | (spec.more ? 0x2000U : 0U));
    frame[ip + 9] = spec.protocol;
    put16(frame, ip + 10, 0);
    put16(frame, ip + 10, checksum_finish(checksum_add(0, ByteView(frame).subspan(ip, 20))));
  } else {
    put16(frame, ip + 4, 8 + spec.payload.size());
    frame[ip + 6] = 44;
    ByteWriter header;
    header.u8(spec.protocol);
    header.u8(0);
    header.u16(static_cast<std::uint16_t>(spec.offset | (spec.more ? 1U : 0U)));
    header.u32(spec.id);
    frame.insert(frame.end(), header.bytes().begin(), header.bytes().end());
  }
  frame.insert(frame.end(), spec.payload.begin(), spec.payload.end());
  return frame;
}

std::vector<Bytes> fragments_of(const Datagram& datagram, std::size_t each, std::uint32_t id) {
  const auto whole = upper_packet(datagram);
  const std::uint8_t protocol = datagram.protocol == Protocol::udp ? 17 : 58;
  std::vector<Bytes> frames;
  for (std::size_t offset = 0; offset < whole.size(); offset += each / 8 * 8) {
    const auto size = std::min(each / 8 * 8, whole.size() - offset);
    const auto part = ByteView(whole).subspan(offset, size);
    frames.push_back(fragment_frame(
        datagram, {offset, offset + size < whole.size(), id, protocol, Bytes(part.begin(), part.end())}));
  }
  return frames;
}

Bytes behind_headers(Bytes frame, const std::vector<std::uint8_t>& headers) {
  constexpr std::size_t k_next_header = 14 + 6;
  for (auto header = headers.rbegin(); header != headers.rend(); ++header) {
    const Bytes extension{frame[k_next_header], 0, 1, 4, 0, 0, 0, 0};
    frame.insert(frame.begin() + 14 + 40, extension.begin(), extension.end());
    frame[k_next_header] = *header;
    put16(frame, 14 + 4, frame.size() - 14 - 40);
  }
  return frame;
}

}  // namespace provtool::testing
