#include "wire/tftp.hpp"

#include <algorithm>

namespace provtool::tftp {

namespace {

enum class Opcode : std::uint16_t { read = 1, write = 2, data = 3, ack = 4, error = 5, option_ack = 6 };

void append_text(ByteWriter& writer, std::string_view text) {
  writer.append(to_bytes(text.substr(0, text.find('\0'))));
  writer.u8(0);
}

struct Serializer {
  ByteWriter writer;

  void begin(Opcode opcode) { writer.u16(static_cast<std::uint16_t>(opcode)); }

  //  | 1 | file name | 0 | mode | 0 |
  void operator()(const ReadRequest& request) {
    begin(Opcode::read);
    append_text(writer, request.file);
    append_text(writer, k_mode);
  }
  //  | 3 | block | 0 to 512 bytes |
  void operator()(const Data& data) {
    begin(Opcode::data);
    writer.u16(data.block);
    writer.append(data.bytes);
  }
  //  | 4 | block |
  void operator()(const Ack& ack) {
    begin(Opcode::ack);
    writer.u16(ack.block);
  }
  //  | 5 | code | text | 0 |
  void operator()(const Error& error) {
    begin(Opcode::error);
    writer.u16(static_cast<std::uint16_t>(error.code));
    append_text(writer, error.text);
  }
  void operator()(const OptionAck& /*ack*/) { begin(Opcode::option_ack); }
};

std::string text_of(ByteView bytes) {
  const auto text = as_text(bytes);
  return std::string(text.substr(0, text.find('\0')));
}

}  // namespace

Bytes serialize(const Packet& packet) {
  Serializer serializer;
  std::visit(serializer, packet);
  return serializer.writer.take();
}

std::string_view to_text(Rejection rejection) {
  switch (rejection) {
    case Rejection::too_short:
      return "too short for TFTP";
    case Rejection::unknown_opcode:
      return "of no operation that TFTP has";
    case Rejection::not_a_server_s:
      break;
  }
  return "a request of TFTP";
}

tl::expected<Packet, Rejection> parse(ByteView bytes) {
  ByteReader reader(bytes);
  const auto opcode = reader.u16();
  if (!opcode) return tl::unexpected(Rejection::too_short);
  if (*opcode == static_cast<std::uint16_t>(Opcode::option_ack)) return OptionAck{};
  if (*opcode == static_cast<std::uint16_t>(Opcode::read) ||
      *opcode == static_cast<std::uint16_t>(Opcode::write))
    return tl::unexpected(Rejection::not_a_server_s);
  if (*opcode == 0 || *opcode > static_cast<std::uint16_t>(Opcode::option_ack))
    return tl::unexpected(Rejection::unknown_opcode);
  const auto number = reader.u16();
  if (!number) return tl::unexpected(Rejection::too_short);
  switch (static_cast<Opcode>(*opcode)) {
    case Opcode::data:
      return Data{*number, Bytes(reader.rest().begin(), reader.rest().end())};
    case Opcode::ack:
      return Ack{*number};
    default:
      return Error{static_cast<ErrorCode>(*number), text_of(reader.rest())};
  }
}

}  // namespace provtool::tftp
