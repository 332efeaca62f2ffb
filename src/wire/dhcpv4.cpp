#include "wire/dhcpv4.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "wire/dhcpv4_options.hpp"

namespace provtool::dhcpv4 {

namespace {

constexpr std::uint32_t k_cookie = 0x63825363;  // RFC 2131 3
constexpr std::size_t k_sname_offset = 44;
constexpr std::size_t k_sname_size = 64;
constexpr std::size_t k_file_offset = 108;
constexpr std::size_t k_file_size = 128;
constexpr std::size_t k_cookie_offset = 236;
constexpr std::size_t k_options_offset = 240;  // header and cookie
constexpr std::size_t k_bootp_minimum = 300;
constexpr std::uint16_t k_broadcast_flag = 0x8000;
constexpr std::uint8_t k_hardware_ethernet = 1;
constexpr std::uint8_t k_overload_file = 1;
constexpr std::uint8_t k_overload_sname = 2;

Ipv4Address take_ipv4(ByteReader& reader) {
  return Ipv4Address::from(reader.take(4).value_or(ByteView{})).value_or(Ipv4Address{});
}

// One area that contains options (RFC 2132 2): PADs, which may stand anywhere, and options, until END.
//  | code | length | data (length bytes) |  0  | code | length | data |  0  | 255 | no matter what |
//                                          PAD                          PAD   END
// Returns the offset behind the END.
std::size_t parse_options(ByteView area_bytes, std::size_t base, Area area, Message& message) {
  ByteReader reader(area_bytes);
  while (reader.left() > 0) {
    const std::size_t offset = base + reader.offset();
    const std::uint8_t code = *reader.u8();
    if (code == option::pad) continue;
    if (code == option::end) return offset + 1;
    const auto length = reader.u8();
    if (!length) {
      message.faults.push_back({offset, fmt::format("option {} has no length", code)});
      message.breaks_off = true;
      return base + area_bytes.size();
    }
    const auto data = reader.take(*length);
    if (!data) {
      message.breaks_off = true;
      message.faults.push_back(
          {offset, fmt::format("option {} claims {} bytes, but {} are left", code, *length, reader.left())});
      return base + area_bytes.size();
    }
    message.instances.push_back({code, Bytes(data->begin(), data->end()), area, offset});
  }
  message.faults.push_back({base + area_bytes.size(), "no END option"});
  return base + area_bytes.size();
}

// RFC 2131 2, with the offset of each row from the start of the message. B: the broadcast flag.
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  |       op      |   htype = 1   |    hlen = 6   |      hops     |   0
//  |                              xid                              |   4
//  |              secs             |B|           flags, 0          |   8
//  |             ciaddr: the client's, when it has one             |  12
//  |                   yiaddr: what it is offered                  |  16
//  |                      siaddr: next server                      |  20
//  |                       giaddr: the relay                       |  24
//  |       chaddr: the client's MAC, and 10 bytes of padding       |  28
//  |                  sname: server name, 64 bytes                 |  44
//  |                file: boot file name, 128 bytes                | 108
//  |                      cookie: 63 82 53 63                      | 236
//  |                           options …                           | 240
Message read_header(ByteReader& reader) {
  Message message;
  message.op = *reader.u8();
  reader.skip(2);
  message.hops = *reader.u8();
  message.xid = Xid{*reader.u32()};
  message.secs = *reader.u16();
  message.broadcast = (*reader.u16() & k_broadcast_flag) != 0;
  message.ciaddr = take_ipv4(reader);
  message.yiaddr = take_ipv4(reader);
  message.siaddr = take_ipv4(reader);
  message.giaddr = take_ipv4(reader);
  message.chaddr = MacAddress::from(*reader.take(6)).value_or(MacAddress{});
  reader.skip(10 + k_sname_size + k_file_size);
  return message;
}

bool is_ethernet(ByteView payload) {
  return payload[1] == k_hardware_ethernet && payload[2] == 6;
}

std::string text_field(ByteView field) {
  const auto text = as_text(field);
  return std::string(text.substr(0, text.find('\0')));
}

// The header fields contain text, or more options when option 52 says so: 1 in file, 2 in sname, 3 in both.
// Each area has its own END, and they count in this order, not in that of the message (RFC 2131 4.1, RFC 3396
// 5):
//   1. options  | 53 | 1 | 2 | … | 52 | 1 | 3 | … | 160 | 20 | "http://prov.example." | 255 |
//   2. file     | 160 | 11 | "com/utg.cfg" | 255 | 0 … |
//   3. sname    | 66 | 9 | "192.0.2.1" | 255 | 0 … |
void parse_header_fields(ByteView payload, Message& message) {
  const auto sname = payload.subspan(k_sname_offset, k_sname_size);
  const auto file = payload.subspan(k_file_offset, k_file_size);
  const auto overload = message.instances_of(option::overload);
  if (!overload.empty() && overload.front()->data.size() == 1) message.overload = overload.front()->data[0];
  if (!overload.empty() && (message.overload < 1 || message.overload > 3)) {
    message.faults.push_back({overload.front()->offset, "option 52 is neither 1, 2 nor 3"});
    message.overload = 0;
  }
  if ((message.overload & k_overload_file) != 0)
    parse_options(file, k_file_offset, Area::file, message);
  else
    message.file = text_field(file);
  if ((message.overload & k_overload_sname) != 0)
    parse_options(sname, k_sname_offset, Area::sname, message);
  else
    message.sname = text_field(sname);
}

void append_field(ByteWriter& writer, const std::string& text, std::size_t size) {
  const auto bytes = to_bytes(std::string_view(text).substr(0, size - 1));
  writer.append(bytes);
  writer.fill(size - bytes.size());
}

// An option that is longer than one instance can be stands in several (RFC 3396 5). Whoever reads them joins
// what has one code, wherever it stands (Message::option):
//  | 160 | 255 | the first 255 bytes | 160 | 45 | the other 45 |
void append_option(ByteWriter& writer, std::uint8_t code, ByteView data) {
  do {
    const auto part = data.first(std::min<std::size_t>(data.size(), 255));
    writer.u8(code);
    writer.u8(static_cast<std::uint8_t>(part.size()));
    writer.append(part);
    data = data.subspan(part.size());
  } while (!data.empty());
}

}  // namespace

std::string_view to_text(MessageType type) {
  return find_word(type).value_or("DHCP message of unknown type");
}

std::optional<Bytes> Message::option(std::uint8_t code) const {
  std::optional<Bytes> joined;
  for (const auto& instance : instances) {
    if (instance.code != code) continue;
    if (!joined) joined.emplace();
    joined->insert(joined->end(), instance.data.begin(), instance.data.end());
  }
  return joined;
}

std::vector<const OptionInstance*> Message::instances_of(std::uint8_t code) const {
  std::vector<const OptionInstance*> found;
  for (const auto& instance : instances)
    if (instance.code == code) found.push_back(&instance);
  return found;
}

std::optional<MessageType> Message::type() const {
  const auto value = option(option::message_type);
  if (!value || value->size() != 1 || (*value)[0] < 1 || (*value)[0] > 8) return std::nullopt;
  return static_cast<MessageType>((*value)[0]);
}

std::optional<Ipv4Address> Message::address_option(std::uint8_t code) const {
  const auto value = option(code);
  return value ? Ipv4Address::from(*value) : std::nullopt;
}

void Message::add(std::uint8_t code, Bytes data) {
  instances.push_back({code, std::move(data), Area::options, 0});
}

tl::expected<Message, Rejection> parse(ByteView payload) {
  if (payload.size() < k_options_offset) return tl::unexpected(Rejection::too_short);
  ByteReader reader(payload);
  Message message = read_header(reader);
  if (reader.u32() != k_cookie) return tl::unexpected(Rejection::no_cookie);
  if (!is_ethernet(payload)) return tl::unexpected(Rejection::not_ethernet);
  message.options_end =
      parse_options(payload.subspan(k_options_offset), k_options_offset, Area::options, message);
  parse_header_fields(payload, message);
  return message;
}

tl::expected<Message, Rejection> parse_bootp(ByteView payload) {
  if (payload.size() < k_cookie_offset) return tl::unexpected(Rejection::too_short);
  ByteReader reader(payload);
  Message message = read_header(reader);
  const auto vendor = reader.rest();
  if (std::any_of(vendor.begin(), vendor.end(), [](std::uint8_t byte) { return byte != 0; }))
    return tl::unexpected(Rejection::no_cookie);
  if (!is_ethernet(payload)) return tl::unexpected(Rejection::not_ethernet);
  parse_header_fields(payload, message);
  return message;
}

Bytes serialize(const Message& message) {
  ByteWriter writer;
  writer.u8(message.op);
  writer.u8(k_hardware_ethernet);
  writer.u8(6);
  writer.u8(message.hops);
  writer.u32(static_cast<std::uint32_t>(message.xid));
  writer.u16(message.secs);
  writer.u16(message.broadcast ? k_broadcast_flag : 0);
  for (const auto* address : {&message.ciaddr, &message.yiaddr, &message.siaddr, &message.giaddr})
    writer.append(address->bytes);
  writer.append(message.chaddr.bytes);
  writer.fill(10);
  append_field(writer, message.sname, k_sname_size);
  append_field(writer, message.file, k_file_size);
  writer.u32(k_cookie);
  std::vector<std::uint8_t> written{option::overload};  // the header fields contain no options here
  for (const auto& instance : message.instances) {
    if (std::find(written.begin(), written.end(), instance.code) != written.end()) continue;
    written.push_back(instance.code);
    append_option(writer, instance.code, *message.option(instance.code));
  }
  writer.u8(option::end);
  if (writer.size() < k_bootp_minimum) writer.fill(k_bootp_minimum - writer.size());
  return writer.take();
}

}  // namespace provtool::dhcpv4
