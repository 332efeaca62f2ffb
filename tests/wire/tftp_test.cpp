#include "wire/tftp.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

using namespace std::string_view_literals;

std::string written(const tftp::Packet& packet) {
  return std::string(as_text(tftp::serialize(packet)));
}

template <typename Packet>
Packet read(std::string_view bytes) {
  const auto packet = tftp::parse(to_bytes(bytes));
  REQUIRE(packet);
  REQUIRE(std::holds_alternative<Packet>(*packet));
  return std::get<Packet>(*packet);
}

}  // namespace

TEST_SUITE_BEGIN("wire/tftp");

TEST_CASE("a read request names the file and asks for its bytes as they are") {
  CHECK(written(tftp::ReadRequest{"utg/KX-UTG200B.cfg"}) == "\0\1utg/KX-UTG200B.cfg\0octet\0"sv);
  CHECK(written(tftp::ReadRequest{"a\0b"}) == "\0\1a\0octet\0"sv);
}

TEST_CASE("acknowledgements and errors") {
  CHECK(written(tftp::Ack{0x1234}) == "\0\4\x12\x34"sv);
  CHECK(written(tftp::Error{tftp::ErrorCode::unknown_transfer, "not yours"}) == "\0\5\0\5not yours\0"sv);
}

TEST_CASE("data has a block number and as many bytes as came") {
  const auto data = read<tftp::Data>("\0\3\xff\xff<a/>"sv);
  CHECK(data.block == 0xffff);
  CHECK(as_text(data.bytes) == "<a/>");
  CHECK(read<tftp::Data>("\0\3\0\1"sv).bytes.empty());
}

TEST_CASE("the text of an error ends at its NUL, or with the packet") {
  const auto error = read<tftp::Error>("\0\5\0\1File not found\0rest"sv);
  CHECK(error.code == tftp::ErrorCode::not_found);
  CHECK(error.text == "File not found");
  CHECK(read<tftp::Error>("\0\5\0\2no end"sv).text == "no end");
  CHECK(read<tftp::Error>("\0\5\0\0"sv).text.empty());
}

TEST_CASE("options that nobody asked for are known as such") {
  read<tftp::OptionAck>(
      "\0\6blksize\0"
      "1024\0"sv);
  read<tftp::OptionAck>("\0\6"sv);
}

TEST_CASE("what is not a server's packet is refused") {
  const auto rejection = [](std::string_view bytes) {
    const auto packet = tftp::parse(to_bytes(bytes));
    REQUIRE_FALSE(packet);
    return packet.error();
  };
  for (const auto short_one : {""sv, "\0"sv, "\0\3"sv, "\0\4\0"sv, "\0\5\0"sv})
    CHECK(rejection(short_one) == tftp::Rejection::too_short);
  CHECK(rejection("\0\1file\0octet\0"sv) == tftp::Rejection::not_a_server_s);
  CHECK(rejection("\0\2file\0octet\0"sv) == tftp::Rejection::not_a_server_s);
  CHECK(rejection("\0\0\0\0"sv) == tftp::Rejection::unknown_opcode);
  CHECK(rejection("\1\3\0\1"sv) == tftp::Rejection::unknown_opcode);
}

TEST_SUITE_END();

}  // namespace provtool
