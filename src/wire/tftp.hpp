// TFTP (RFC 1350), as far as a client reads: packets, bytes to values and back. Options (RFC 2347) are known
// only to be refused: which of them the phone uses is unknown, and plain RFC 1350 is the safe reading.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/bytes.hpp"
#include "tl/expected.hpp"

namespace provtool::tftp {

inline constexpr std::uint16_t k_port = 69;  // where a read request goes to
inline constexpr std::size_t k_block = 512;  // bytes of data in each block but the last
inline constexpr std::string_view k_mode = "octet";

// RFC 1350 5 and RFC 2347.
enum class ErrorCode : std::uint16_t {
  not_defined = 0,
  not_found = 1,
  access_violation = 2,
  disk_full = 3,
  illegal_operation = 4,
  unknown_transfer = 5,  // a packet from a port that is none of this transfer's
  file_exists = 6,
  no_such_user = 7,
  options_refused = 8,
};

struct ReadRequest {
  std::string file;
};
struct Data {
  std::uint16_t block = 0;  // from 1; behind 65535 comes 0
  Bytes bytes;
};
struct Ack {
  std::uint16_t block = 0;
};
struct Error {
  ErrorCode code = ErrorCode::not_defined;
  std::string text;  // as received, without the NUL at its end
};
// Options that a server acknowledges, whatever they are.
struct OptionAck {};

using Packet = std::variant<ReadRequest, Data, Ack, Error, OptionAck>;

// Nothing may be written of a file name with a NUL in it: it ends there.
Bytes serialize(const Packet& packet);

enum class Rejection : std::uint8_t { too_short, unknown_opcode, not_a_server_s };
std::string_view to_text(Rejection rejection);

// What a server sends: everything but requests.
tl::expected<Packet, Rejection> parse(ByteView bytes);

}  // namespace provtool::tftp
