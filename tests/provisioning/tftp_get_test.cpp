#include "provisioning/tftp_get.hpp"

#include <doctest/doctest.h>

#include "support/timeline.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using testing::Timeline;

const IpAddress k_server = IpAddress::parse("192.0.2.1").value();
const Endpoint k_transfer{k_server, Port{50001}};
const Endpoint k_stranger{IpAddress::parse("192.0.2.99").value(), Port{50001}};

TftpGetOptions usual() {
  TftpGetOptions options;
  options.start = testing::k_start;
  options.server = k_server;
  options.file = "KX-UTG200B.cfg";
  return options;
}

Datagram from(const Endpoint& sender, const tftp::Packet& packet) {
  Datagram datagram;
  datagram.via = Via::udp;
  datagram.source = sender;
  datagram.payload = tftp::serialize(packet);
  return datagram;
}

Datagram block(std::uint16_t number, std::size_t size, const Endpoint& sender = k_transfer) {
  return from(sender, tftp::Data{number, Bytes(size, 'x')});
}

struct Story : Timeline<TftpGet> {
  explicit Story(TftpGetOptions options = usual()) : Timeline(std::move(options)) { asked = until(0ms); }
  std::vector<Datagram> asked;

  const TftpResult& result() {
    REQUIRE(asker().result());
    return *asker().result();
  }
};

std::string only(const std::vector<Datagram>& sent) {
  REQUIRE(sent.size() == 1);
  return std::string(as_text(sent.front().payload));
}
std::string written(const tftp::Packet& packet) {
  return std::string(as_text(tftp::serialize(packet)));
}

}  // namespace

TEST_CASE("a file comes block by block, each acknowledged to the port that sent it") {
  Story story;
  CHECK(only(story.asked) == written(tftp::ReadRequest{"KX-UTG200B.cfg"}));
  CHECK(story.asked.front().destination == Endpoint{k_server, Port{69}});
  const auto first = story.arrives(block(1, 512), 2ms);
  CHECK(only(first) == written(tftp::Ack{1}));
  CHECK(first.front().destination == k_transfer);
  CHECK(only(story.arrives(block(2, 10), 4ms)) == written(tftp::Ack{2}));
  CHECK(story.result().end == TftpEnd::complete);
  CHECK(story.result().bytes.size() == 522);
  CHECK(story.result().elapsed == 4ms);
  CHECK(story.result().answered == k_transfer);
  CHECK(story.is_over());
}

TEST_CASE("a file of whole blocks ends with an empty one") {
  Story story;
  story.arrives(block(1, 512), 2ms);
  CHECK_FALSE(story.is_over());
  story.arrives(block(2, 0), 4ms);
  CHECK(story.result().end == TftpEnd::complete);
  CHECK(story.result().bytes.size() == 512);
}

TEST_CASE("block numbers begin again behind 65535") {
  auto options = usual();
  options.most_bytes = 64 << 20;
  Story story(options);
  for (std::uint32_t i = 1; i <= 65536; ++i) story.arrives(block(static_cast<std::uint16_t>(i), 512), 1ms);
  story.arrives(block(1, 3), 1ms);
  CHECK(story.result().end == TftpEnd::complete);
  CHECK(story.result().bytes.size() == 65536U * 512 + 3);
}

TEST_CASE("what is not answered is sent again, and a silent server is given up") {
  Story story;
  CHECK(only(story.until(1s)) == written(tftp::ReadRequest{"KX-UTG200B.cfg"}));
  CHECK(story.until(10s).size() == 5);
  CHECK(story.result().end == TftpEnd::silent);
  CHECK(story.result().elapsed == 7s);
  CHECK(story.result().repeated == 6);
}

TEST_CASE("a server that stops in the middle has broken off") {
  Story story;
  story.arrives(block(1, 512), 1s);
  const auto again = story.until(2s);
  CHECK(only(again) == written(tftp::Ack{1}));
  story.until(20s);
  CHECK(story.result().end == TftpEnd::broken_off);
  CHECK(story.result().bytes.size() == 512);
}

TEST_CASE("a block that comes again is acknowledged again, and counts once") {
  Story story;
  story.arrives(block(1, 512), 2ms);
  CHECK(only(story.arrives(block(1, 512), 3ms)) == written(tftp::Ack{1}));
  story.arrives(block(2, 1), 4ms);
  CHECK(story.result().bytes.size() == 513);
}

TEST_CASE("the error of a server ends it, with its words") {
  Story story;
  CHECK(story.arrives(from(k_transfer, tftp::Error{tftp::ErrorCode::not_found, "File not found"}), 2ms)
            .empty());
  CHECK(story.result().end == TftpEnd::refused_by_server);
  CHECK(story.result().error->code == tftp::ErrorCode::not_found);
  CHECK(story.result().error->text == "File not found");
}

TEST_CASE("data from elsewhere is refused, and the transfer goes on") {
  Story story;
  const auto refusal = story.arrives(block(1, 4, k_stranger), 1ms);
  CHECK(refusal.front().destination == k_stranger);
  CHECK(only(refusal) == written(tftp::Error{tftp::ErrorCode::unknown_transfer, "unknown transfer"}));
  story.arrives(block(1, 512), 2ms);
  const Endpoint other_port{k_server, Port{50002}};
  CHECK(story.arrives(block(2, 4, other_port), 3ms).front().destination == other_port);
  story.arrives(block(2, 1), 4ms);
  CHECK(story.result().end == TftpEnd::complete);
  CHECK(story.result().bytes.size() == 513);
  CHECK(story.result().foreign == 2);
  CHECK(story.result().elsewhere == k_stranger);
}

TEST_CASE("who floods from elsewhere is not answered without end") {
  Story story;
  std::size_t refusals = 0;
  for (int i = 0; i < 1000; ++i) refusals += story.arrives(block(1, 4, k_stranger), 1ms).size();
  CHECK(refusals == 16);
  story.until(10s);
  CHECK(story.result().end == TftpEnd::silent);
  CHECK(story.result().foreign == 1000);
}

TEST_CASE("an acknowledgement of a read request is answered with nothing") {
  Story story;
  CHECK(story.arrives(from(k_transfer, tftp::Ack{0}), 1ms).empty());
  CHECK_FALSE(story.is_over());
  story.arrives(block(1, 1), 2ms);
  CHECK(story.result().end == TftpEnd::complete);
  CHECK(story.result().odd == 1);
}

TEST_CASE("larger blocks and options that nobody asked for are refused") {
  Story larger;
  CHECK(only(larger.arrives(block(1, 1024), 1ms)).starts_with(std::string("\0\5\0\4", 4)));
  CHECK(larger.result().end == TftpEnd::too_long_block);
  Story options;
  CHECK(only(options.arrives(from(k_transfer, tftp::OptionAck{}), 1ms))
            .starts_with(std::string("\0\5\0\10", 4)));
  CHECK(options.result().end == TftpEnd::options_unasked);
}

TEST_CASE("a file that is too large is refused while it arrives") {
  auto options = usual();
  options.most_bytes = 600;
  Story story(options);
  story.arrives(block(1, 512), 1ms);
  CHECK(only(story.arrives(block(2, 512), 2ms)).starts_with(std::string("\0\5\0\3", 4)));
  CHECK(story.result().end == TftpEnd::too_large);
}

TEST_CASE("a stopped transfer tells the server") {
  Story story;
  story.arrives(block(1, 512), 1ms);
  CHECK(only(story.stop(2ms)).starts_with(std::string("\0\5\0\0", 4)));
  CHECK(story.result().end == TftpEnd::stopped);
  Story silent;
  CHECK(silent.stop(2ms).empty());
}

TEST_CASE("what cannot be sent ends it") {
  Story story;
  story.arrives(block(1, 512), 1ms);
  story.refuse("cannot send: the interface is gone");
  story.until(3s);
  CHECK(story.result().end == TftpEnd::could_not_send);
  CHECK(story.result().detail == "cannot send: the interface is gone");
}

}  // namespace provtool
