#include "wire/pcapng.hpp"

#include "wire/frame.hpp"

namespace provtool {

namespace {

constexpr std::uint32_t k_section_header = 0x0A0D0D0A;
constexpr std::uint32_t k_interface_description = 1;
constexpr std::uint32_t k_interface_statistics = 5;
constexpr std::uint32_t k_enhanced_packet = 6;
constexpr std::uint32_t k_byte_order_magic = 0x1A2B3C4D;
constexpr std::uint16_t k_linktype_ethernet = 1;
constexpr std::uint16_t k_option_application = 4;  // shb_userappl
constexpr std::uint16_t k_option_name = 2;         // if_name
constexpr std::uint16_t k_option_flags = 2;        // epb_flags
constexpr std::uint16_t k_option_start = 2;        // isb_starttime
constexpr std::uint16_t k_option_end = 3;          // isb_endtime
constexpr std::uint16_t k_option_received = 4;     // isb_ifrecv
constexpr std::uint16_t k_option_comment = 1;
constexpr std::uint64_t k_end_of_time = std::uint64_t{1} << 60;  // in microseconds; far from overflow
constexpr std::uint32_t k_inbound = 1;
constexpr std::uint32_t k_outbound = 2;

void pad(ByteWriter& writer) {
  writer.fill((4 - writer.size() % 4) % 4);
}

// draft-ietf-opsawg-pcapng 3.5. Code 0 and length 0 end the options. The length does not count the padding.
//  |          option code          |         option length         |
//  |                   value, padded to 32 bits …                  |
void append_option(ByteWriter& writer, std::uint16_t code, ByteView value) {
  writer.u16(code);
  writer.u16(static_cast<std::uint16_t>(value.size()));
  writer.append(value);
  pad(writer);
}

// A file is a sequence of blocks (draft-ietf-opsawg-pcapng 3.1). Numbers are in the byte order of the magic
// in the section header: big-endian here. Ours contains one section and one interface:
//  | section header | interface description | enhanced packet … | interface statistics |
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  |                           block type                          |
//  |    block total length: a multiple of 4, these 12 bytes too    |
//  |                   body, padded to 32 bits …                   |
//  |                       block total length                      |
void append_block(ByteWriter& file, std::uint32_t type, const ByteWriter& body) {
  const auto length = static_cast<std::uint32_t>(body.size() + 12);
  file.u32(type);
  file.u32(length);
  file.append(body.bytes());
  file.u32(length);
}

//  | magic 1A2B3C4D | major (2) | minor (2) | section length (8), -1: not given | options |
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

//  | link type (2) | reserved (2) | snap length (4) | options |
ByteWriter interface_description(const std::string& interface) {
  ByteWriter body;
  body.u16(k_linktype_ethernet);
  body.u16(0);
  body.u32(0);  // no snap length
  append_option(body, k_option_name, to_bytes(interface));
  body.u32(0);
  return body;
}

Bytes two_words(std::uint64_t value) {
  ByteWriter writer;
  writer.u32(static_cast<std::uint32_t>(value >> 32));
  writer.u32(static_cast<std::uint32_t>(value));
  return writer.take();
}

Bytes timestamp(WallTime time) {
  return two_words(static_cast<std::uint64_t>(time.time_since_epoch().count()));
}

std::optional<std::uint64_t> parse_two_words(ByteView value) {
  ByteReader reader(value);
  const auto high = reader.u32();
  const auto low = reader.u32();
  if (!high || !low) return std::nullopt;
  return std::uint64_t{*high} << 32 | *low;
}

//  | interface (4) | time (8) | options |
ByteWriter interface_statistics(const CaptureStatistics& statistics) {
  ByteWriter body;
  body.u32(0);
  body.append(timestamp(statistics.end));
  append_option(body, k_option_start, timestamp(statistics.start));
  append_option(body, k_option_end, timestamp(statistics.end));
  if (statistics.received) append_option(body, k_option_received, two_words(*statistics.received));
  if (!statistics.doubt.empty()) append_option(body, k_option_comment, to_bytes(statistics.doubt));
  body.u32(0);
  return body;
}

// The options of a statistics block, behind its interface and timestamp.
std::optional<CaptureStatistics> parse_statistics(ByteView body) {
  ByteReader reader(body);
  reader.skip(12);
  std::optional<std::uint64_t> start;
  std::optional<std::uint64_t> end;
  std::optional<std::uint64_t> received;
  std::string doubt;
  while (const auto code = reader.u16()) {
    const auto length = reader.u16();
    const auto value = reader.take(length.value_or(0));
    if (*code == 0 || !length || !value || !reader.skip((4U - *length % 4U) % 4U)) break;
    if (*code == k_option_start) start = parse_two_words(*value);
    if (*code == k_option_end) end = parse_two_words(*value);
    if (*code == k_option_received) received = parse_two_words(*value);
    if (*code == k_option_comment) doubt = as_text(*value);
  }
  if (!start || !end || (*start | *end) >= k_end_of_time) return std::nullopt;
  const auto wall = [](std::uint64_t microseconds) {
    return WallTime{std::chrono::microseconds(static_cast<std::int64_t>(microseconds))};
  };
  return CaptureStatistics{wall(*start), wall(*end), received, doubt};
}

//  | interface (4) | time (8) | captured length (4) | original length (4) | frame, padded | options |
ByteWriter enhanced_packet(const Bytes& frame, WallTime time, Direction direction) {
  ByteWriter body;
  body.u32(0);
  body.append(timestamp(time));
  body.u32(static_cast<std::uint32_t>(frame.size()));
  body.u32(static_cast<std::uint32_t>(frame.size()));
  body.append(frame);
  pad(body);
  ByteWriter flags;
  flags.u32(direction == Direction::sent ? k_outbound : k_inbound);
  append_option(body, k_option_flags, flags.bytes());
  body.u32(0);
  return body;
}

// A datagram that came in fragments stands there as they came.
void append_frames(ByteWriter& file, const Datagram& datagram, WallTime epoch) {
  const auto append = [&](const Bytes& frame, Instant time) {
    append_block(file, k_enhanced_packet,
                 enhanced_packet(frame, epoch + time.since_zero, datagram.direction));
  };
  for (const auto& part : datagram.parts) append(part.frame, part.time);
  if (!datagram.parts.empty()) return;
  append(datagram.frame.empty() ? serialize_frame(datagram) : datagram.frame, datagram.time);
}

}  // namespace

Bytes to_pcapng(const std::vector<Datagram>& datagrams, const std::string& interface, WallTime epoch,
                const CaptureStatistics& statistics, const std::string& application) {
  ByteWriter file;
  append_block(file, k_section_header, section_header(application));
  append_block(file, k_interface_description, interface_description(interface));
  for (const auto& datagram : datagrams) append_frames(file, datagram, epoch);
  append_block(file, k_interface_statistics, interface_statistics(statistics));
  return file.take();
}

std::optional<CaptureStatistics> find_capture_statistics(ByteView file) {
  ByteReader reader(file);
  std::optional<CaptureStatistics> found;
  bool section = false;
  while (const auto type = reader.u32()) {
    const auto length = reader.u32();
    const auto body = length && *length >= 12 ? reader.take(*length - 12) : std::nullopt;
    if (!body || reader.u32() != length) return found;
    section = section || (*type == k_section_header && ByteReader(*body).u32() == k_byte_order_magic);
    if (!section) return std::nullopt;
    if (*type == k_interface_statistics) found = parse_statistics(*body);
  }
  return found;
}

}  // namespace provtool
