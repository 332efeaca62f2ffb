#include "io/tftp_transfer.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>

#include "io/transfers.hpp"
#include "support/fetching.hpp"
#include "support/scripted_server.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using testing::bound_socket;
using testing::Heard;
using testing::Peer;
using testing::say_to;
using testing::UdpServer;

Fetched fetch(std::uint16_t port, Duration time_limit = 5s, std::size_t most_bytes = 1 << 20) {
  Request request;
  request.url = fmt::format("tftp://127.0.0.1:{}/a.cfg", port);
  request.interface = "lo";
  request.time_limit = time_limit;
  request.most_bytes = most_bytes;
  return testing::fetch(request);
}

std::string data(int block, const std::string& bytes) {
  return "\0\3"s + static_cast<char>(block >> 8) + static_cast<char>(block) + bytes;
}
std::string ack(int block) {
  return "\0\4"s + static_cast<char>(block >> 8) + static_cast<char>(block);
}

}  // namespace

TEST_CASE("the name of a file is the path of the URL, decoded once") {
  const auto name = [](std::string_view url) { return tftp_file_name(*parse_url(url)); };
  CHECK(name("tftp://h/utg200/a.cfg") == "utg200/a.cfg");
  CHECK(name("tftp://h//abs/a.cfg") == "/abs/a.cfg");
  CHECK(name("tftp://h/a%20b%2541%zz%4") == "a b%41%zz%4");
  CHECK(name("tftp://h/a.cfg?mac=1") == "a.cfg?mac=1");
  CHECK(name("tftp://h").empty());
}

TEST_CASE("a file comes block by block, from a port of the server's own") {
  std::string asked;
  const UdpServer server([&](Peer /*peer*/, const Heard& request) {
    asked = request.text;
    const auto [transfer, port] = bound_socket(SOCK_DGRAM);
    say_to(transfer.get(), request.from, data(1, std::string(512, 'a')));
    testing::hear(transfer.get());
    say_to(transfer.get(), request.from, data(2, "end"));
    testing::hear(transfer.get());
  });
  const auto fetched = fetch(server.port());
  CHECK_FALSE(fetched.problem);
  CHECK(as_text(fetched.body) == std::string(512, 'a') + "end");
  CHECK(fetched.server == "127.0.0.1");
  CHECK(fetched.timing.first_byte > 0s);
  CHECK(fetched.timing.total >= fetched.timing.first_byte);
  CHECK(asked == "\0\1a.cfg\0octet\0"s);
}

TEST_CASE("many blocks wait for no timer") {
  constexpr int k_blocks = 2000;
  const UdpServer server([&](Peer /*peer*/, const Heard& request) {
    const auto [transfer, port] = bound_socket(SOCK_DGRAM);
    for (int block = 1; block <= k_blocks; ++block) {
      say_to(transfer.get(), request.from, data(block, std::string(block < k_blocks ? 512 : 0, 'a')));
      if (testing::hear(transfer.get()).text != ack(block)) return;
    }
  });
  const auto fetched = fetch(server.port());
  CHECK_FALSE(fetched.problem);
  CHECK(fetched.body.size() == (k_blocks - 1) * 512);
  CHECK(fetched.elapsed < 10s);  // a timer for each would take half an hour
}

TEST_CASE("a server says why not") {
  const UdpServer server(
      [](Peer peer, const Heard& request) { say_to(peer.fd(), request.from, "\0\5\0\1File not found\0"s); });
  const auto fetched = fetch(server.port());
  CHECK(fetched.problem == FetchProblem::refused_by_server);
  CHECK(fetched.status == 1);
  CHECK(fetched.detail == "File not found");
  CHECK(fetched.server == "127.0.0.1");
}

TEST_CASE("nobody listens, or nobody answers") {
  const auto refused = fetch(testing::free_port(SOCK_DGRAM));
  CHECK(refused.problem == FetchProblem::refused);
  CHECK(refused.detail == "Connection refused");
  CHECK(refused.elapsed < 500ms);
  const UdpServer silent([](Peer /*peer*/, const Heard& /*request*/) {});
  const auto timed_out = fetch(silent.port(), 300ms);
  CHECK(timed_out.problem == FetchProblem::timeout);
  CHECK(timed_out.elapsed >= 300ms);
  CHECK(timed_out.elapsed < 1s);
}

TEST_CASE("a server that goes away in the middle breaks the file off") {
  const UdpServer server([](Peer /*peer*/, const Heard& request) {
    const auto [transfer, port] = bound_socket(SOCK_DGRAM);
    say_to(transfer.get(), request.from, data(1, std::string(512, 'a')));
  });
  const auto gone = fetch(server.port());
  CHECK(gone.problem == FetchProblem::broken_off);
  CHECK(gone.body.size() == 512);
  CHECK(gone.elapsed < 2s);  // told at once, or when the block is acknowledged again
  const UdpServer stops([](Peer peer, const Heard& request) {
    if (request.text[1] == 1) say_to(peer.fd(), request.from, data(1, std::string(512, 'a')));
  });
  const auto stopped = fetch(stops.port(), 2500ms);
  CHECK(stopped.problem == FetchProblem::broken_off);
  CHECK(stopped.body.size() == 512);
  CHECK(fetch(stops.port(), 500ms).problem == FetchProblem::timeout);
}

TEST_CASE("data from elsewhere is refused, told, and does not end the transfer") {
  std::string refusal;
  const UdpServer server([&](Peer peer, const Heard& request) {
    if (request.text[1] != 1) return;
    const auto [stranger, port] = bound_socket(SOCK_DGRAM, INADDR_LOOPBACK + 1);
    say_to(stranger.get(), request.from, data(1, "evil"));
    refusal = testing::hear(stranger.get()).text;
    say_to(peer.fd(), request.from, data(1, "good"));
  });
  const auto fetched = fetch(server.port());
  CHECK_FALSE(fetched.problem);
  CHECK(as_text(fetched.body) == "good");
  REQUIRE(fetched.foreign.size() == 1);
  CHECK(fetched.foreign[0].starts_with("127.0.0.2:"));
  CHECK(fetched.foreign_count == 1);
  CHECK(refusal.starts_with("\0\5\0\5"s));
}

TEST_CASE("a stranger that is gone does not end the transfer") {
  const UdpServer server([](Peer peer, const Heard& request) {
    if (request.text[1] != 1) return;
    {
      const auto [stranger, port] = bound_socket(SOCK_DGRAM, INADDR_LOOPBACK + 1);
      say_to(stranger.get(), request.from, data(1, "evil"));
    }
    std::this_thread::sleep_for(50ms);
    say_to(peer.fd(), request.from, data(1, "good"));
  });
  CHECK(as_text(fetch(server.port()).body) == "good");
}

TEST_CASE("what a reader cannot take ends the transfer, and says how") {
  struct Row {
    std::string packet;
    FetchProblem problem;
  };
  for (const auto& row : {Row{data(1, std::string(513, 'a')), FetchProblem::other},
                          Row{"\0\6blksize\0001428\0"s, FetchProblem::other},
                          Row{data(1, std::string(512, 'a')), FetchProblem::too_large}}) {
    const UdpServer server(
        [sent = row.packet](Peer peer, const Heard& request) { say_to(peer.fd(), request.from, sent); });
    const auto fetched = fetch(server.port(), 3s, 500);
    CAPTURE(row.packet);
    CHECK(fetched.problem == row.problem);
    CHECK_FALSE(fetched.detail.empty());
  }
}

TEST_CASE("a transfer that is given up tells the server") {
  std::atomic<bool> told = false;
  const UdpServer server([&](Peer peer, const Heard& request) {
    if (request.text[1] == 1) say_to(peer.fd(), request.from, data(1, std::string(512, 'a')));
    if (request.text[1] == 5) told = true;
  });
  Request request;
  request.url = fmt::format("tftp://127.0.0.1:{}/a.cfg", server.port());
  request.interface = "lo";
  request.time_limit = 5s;
  Transfers transfers;
  transfers.start(RequestId{1}, request);
  transfers.poll({}, 200ms);
  CHECK(transfers.under_way().at(0).bytes == 512);
  transfers.abandon();
  for (int i = 0; i < 100 && !told; ++i) std::this_thread::sleep_for(10ms);
  CHECK(told);
}

}  // namespace provtool
