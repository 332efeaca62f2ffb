#include "wire/pcapng.hpp"

#include "wire/frame.hpp"

namespace provtool {

namespace {

constexpr std::uint32_t k_section_header = 0x0A0D0D0A;
constexpr std::uint32_t k_interface_description = 1;
constexpr std::uint32_t k_enhanced_packet = 6;
constexpr std::uint32_t k_byte_order_magic = 0x1A2B3C4D;
constexpr std::uint16_t k_linktype_ethernet = 1;
constexpr std::uint16_t k_option_application = 4;  // shb_userappl
constexpr std::uint16_t k_option_name = 2;         // if_name
constexpr std::uint16_t k_option_flags = 2;        // epb_flags
constexpr std::uint32_t k_inbound = 1;
constexpr std::uint32_t k_outbound = 2;

void pad(ByteWriter& writer) {
  writer.fill((4 - writer.size() % 4) % 4);
}

void append_option(ByteWriter& writer, std::uint16_t code, ByteView value) {
  writer.u16(code);
  writer.u16(static_cast<std::uint16_t>(value.size()));
  writer.append(value);
  pad(writer);
}

// Block: type, total length, body, total length again.
void append_block(ByteWriter& file, std::uint32_t type, const ByteWriter& body) {
  const auto length = static_cast<std::uint32_t>(body.size() + 12);
  file.u32(type);
  file.u32(length);
  file.append(body.bytes());
  file.u32(length);
}

ByteWriter section_header(const std::string& application) {
  ByteWriter body;
  body.u32(k_byte_order_magic);
  body.u16(1);
  body.u16(0);
  body.u32(0xffffffff);  // section length not given
  body.u32(0xffffffff);
  append_option(body, k_option_application, to_bytes(application));
  body.u32(0);
  return body;
}

ByteWriter interface_description(const std::string& interface) {
  ByteWriter body;
  body.u16(k_linktype_ethernet);
  body.u16(0);
  body.u32(0);  // no snap length
  append_option(body, k_option_name, to_bytes(interface));
  body.u32(0);
  return body;
}

ByteWriter enhanced_packet(const Datagram& datagram, WallTime epoch) {
  const Bytes frame = datagram.frame.empty() ? serialize_frame(datagram) : datagram.frame;
  const auto microseconds =
      static_cast<std::uint64_t>((epoch + datagram.time.since_zero).time_since_epoch().count());
  ByteWriter body;
  body.u32(0);
  body.u32(static_cast<std::uint32_t>(microseconds >> 32));
  body.u32(static_cast<std::uint32_t>(microseconds));
  body.u32(static_cast<std::uint32_t>(frame.size()));
  body.u32(static_cast<std::uint32_t>(frame.size()));
  body.append(frame);
  pad(body);
  ByteWriter flags;
  flags.u32(datagram.direction == Direction::sent ? k_outbound : k_inbound);
  append_option(body, k_option_flags, flags.bytes());
  body.u32(0);
  return body;
}

}  // namespace

Bytes to_pcapng(const std::vector<Datagram>& datagrams, const std::string& interface, WallTime epoch,
                const std::string& application) {
  ByteWriter file;
  append_block(file, k_section_header, section_header(application));
  append_block(file, k_interface_description, interface_description(interface));
  for (const auto& datagram : datagrams)
    append_block(file, k_enhanced_packet, enhanced_packet(datagram, epoch));
  return file.take();
}

}  // namespace provtool
