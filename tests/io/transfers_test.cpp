#include "io/transfers.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>

#include "support/fetching.hpp"
#include "support/scripted_server.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using testing::fetch;
using testing::Peer;
using testing::TcpServer;

Request request(std::string url, Duration time_limit = 5s) {
  Request request;
  request.url = std::move(url);
  request.user_agent = "Panasonic_KX-UTG200B/03.210 (0080f0123456)";
  request.interface = "lo";
  request.time_limit = time_limit;
  return request;
}

// Answers each request with `text`, and closes.
std::function<void(Peer)> answer(std::string text) {
  return [text = std::move(text)](Peer peer) {
    peer.read_to("\r\n\r\n");
    peer.say(text);
  };
}

std::string body(const Fetched& fetched) {
  return std::string(as_text(fetched.body));
}

}  // namespace

TEST_CASE("a file comes as it was asked for") {
  std::string asked;
  const TcpServer server([&](Peer peer) {
    asked = peer.read_to("\r\n\r\n");
    peer.say(
        "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip\r\nContent-Length: "
        "4\r\n\r\nfile");
  });
  auto wanted = request(server.url("http", "/utg/a.cfg?b=c"));
  wanted.tag = 3;
  const auto fetched = fetch(wanted);
  CHECK_FALSE(fetched.problem);
  CHECK(fetched.tag == 3);
  CHECK(fetched.status == 200);
  CHECK(body(fetched) == "file");
  CHECK(fetched.content_type == "text/xml");
  CHECK(fetched.content_encoding == "gzip");
  CHECK(fetched.server == "127.0.0.1");
  CHECK(fetched.addresses.empty());
  CHECK_FALSE(fetched.tls);
  CHECK(fetched.timing.name_lookup == 0s);
  CHECK(fetched.timing.connect > 0s);
  CHECK(fetched.timing.first_byte >= fetched.timing.connect);
  CHECK(fetched.timing.total >= fetched.timing.first_byte);
  CHECK(asked.starts_with("GET /utg/a.cfg?b=c HTTP/1.1\r\n"));
  CHECK(asked.find("User-Agent: Panasonic_KX-UTG200B/03.210 (0080f0123456)\r\n") != std::string::npos);
  for (const auto* unwanted : {"Accept-Encoding", "If-", "Authorization", "Cookie", "Upgrade"})
    CHECK(asked.find(unwanted) == std::string::npos);
}

TEST_CASE("every answer is one, whatever its status") {
  for (const int status : {206, 302, 403, 404, 500}) {
    const TcpServer server(
        answer(fmt::format("HTTP/1.1 {} Words\r\nLocation: /b.cfg\r\nContent-Length: 0\r\n\r\n", status)));
    const auto fetched = fetch(request(server.url("http")));
    CAPTURE(status);
    CHECK_FALSE(fetched.problem);
    CHECK(fetched.status == status);
    CHECK(fetched.location == "/b.cfg");
    if (status == 302) CHECK(fetched.redirect_url == server.url("http", "/b.cfg"));
    CHECK(server.connections() == 1);
  }
}

TEST_CASE("credentials go out only when they are handed over") {
  std::string asked;
  const TcpServer server([&](Peer peer) {
    while (true) {
      const auto head = peer.read_to("\r\n\r\n");
      if (head.empty()) return;
      asked += head;
      peer.say(head.find("Authorization: Basic cGhvbmU6Z2VoZWlt\r\n") != std::string::npos
                   ? "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfile"
                   : "HTTP/1.1 401 Who?\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
    }
  });
  auto wanted = request(fmt::format("http://other:wrong@127.0.0.1:{}/a.cfg", server.port()));
  const auto refused = fetch(wanted);
  CHECK_FALSE(refused.problem);
  CHECK(refused.status == 401);
  CHECK(refused.challenge == "Basic realm=\"x\"");
  CHECK(asked.find("Authorization") == std::string::npos);
  wanted.credentials = Credentials{"phone", "geheim"};
  CHECK(body(fetch(wanted)) == "file");
  wanted.credentials = Credentials{"phone", "falsch"};
  CHECK(fetch(wanted).status == 401);
}

TEST_CASE("what ends before its end is broken off, and kept") {
  const TcpServer server(answer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfile"));
  const auto fetched = fetch(request(server.url("http")));
  CHECK(fetched.problem == FetchProblem::broken_off);
  CHECK(fetched.status == 200);
  CHECK(body(fetched) == "file");
  const TcpServer silent([](Peer peer) { peer.read_to("\r\n\r\n"); });
  CHECK(fetch(request(silent.url("http"))).problem == FetchProblem::broken_off);
  const TcpServer cut(answer("HTTP/1.1 200 OK\r\nContent-Ty"));
  CHECK(fetch(request(cut.url("http"))).problem == FetchProblem::broken_off);
}

TEST_CASE("what does not end is cut") {
  const TcpServer endless([](Peer peer) {
    peer.read_to("\r\n\r\n");
    peer.say("HTTP/1.1 200 OK\r\n\r\n");
    while (!peer.ends() && peer.say(std::string(1000, 'x'))) {
    }
  });
  auto wanted = request(endless.url("http"));
  wanted.most_bytes = 5500;
  const auto fetched = fetch(wanted);
  CHECK(fetched.problem == FetchProblem::too_large);
  CHECK(fetched.body.size() == 5500);
  for (const std::string& header : {"X: y\r\n" + std::string(100, 'x') + ": y\r\n", std::string(1000, 'x')}) {
    const TcpServer headers([&](Peer peer) {
      peer.read_to("\r\n\r\n");
      peer.say("HTTP/1.1 200 OK\r\n");
      while (!peer.ends() && peer.say(header)) {
      }
    });
    wanted.url = headers.url("http");
    CHECK(fetch(wanted).problem == FetchProblem::too_large);
  }
}

TEST_CASE("a time limit ends what is slow") {
  const TcpServer slow([](Peer peer) {
    peer.read_to("\r\n\r\n");
    peer.say("HTTP/1.1 200 OK\r\n\r\n");
    while (!peer.ends() && peer.say("x")) std::this_thread::sleep_for(20ms);
  });
  const auto fetched = fetch(request(slow.url("http"), 300ms));
  CHECK(fetched.problem == FetchProblem::timeout);
  CHECK(fetched.status == 200);
  CHECK_FALSE(fetched.body.empty());
  CHECK(fetched.elapsed >= 290ms);
  const TcpServer silent([](Peer peer) { peer.linger(); });
  for (const auto* scheme : {"http", "https", "ftp"}) {
    CAPTURE(scheme);
    CHECK(fetch(request(silent.url(scheme), 200ms)).problem == FetchProblem::timeout);
  }
}

TEST_CASE("nobody listens") {
  for (const auto* scheme : {"http", "https", "ftp"}) {
    CAPTURE(scheme);
    const auto fetched = fetch(request(fmt::format("{}://127.0.0.1:{}/a", scheme, testing::free_port())));
    CHECK(fetched.problem == FetchProblem::refused);
    CHECK(fetched.detail == "Connection refused");
    CHECK(fetched.server.empty());
  }
}

TEST_CASE("another protocol answers") {
  const TcpServer ssh([](Peer peer) {
    peer.say("SSH-2.0-OpenSSH_9.2\r\n");
    peer.read_to("\n");
  });
  CHECK(fetch(request(ssh.url("http"))).problem == FetchProblem::not_http);
  const auto fetched = fetch(request(ssh.url("ftp"), 300ms));
  CHECK(fetched.problem == FetchProblem::not_http);
  CHECK(fetched.detail == "SSH-2.0-OpenSSH_9.2");
}

TEST_CASE("what cannot be asked for is said at once") {
  CHECK(fetch(request("gopher://127.0.0.1/")).problem == FetchProblem::other);
  CHECK(fetch(request("file:///etc/passwd")).problem == FetchProblem::other);
  CHECK(fetch(request("http://")).problem == FetchProblem::other);
  CHECK(fetch(request("ftp://127.0.0.1/folder/")).problem == FetchProblem::other);
}

TEST_CASE("a lookup ends with the addresses") {
  auto wanted = request("http://localhost/");
  wanted.what = Request::What::lookup;
  wanted.ipv6 = false;
  const auto fetched = fetch(wanted);
  CHECK_FALSE(fetched.problem);
  REQUIRE(fetched.addresses.size() >= 1);
  CHECK(fetched.addresses.front().text() == "127.0.0.1");
  CHECK(fetched.server.empty());
}

TEST_CASE("a name that was looked up is asked for by that name") {
  std::string asked;
  const TcpServer server([&](Peer peer) {
    asked = peer.read_to("\r\n\r\n");
    peer.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  });
  const auto host = fmt::format("localhost:{}", server.port());
  const auto fetched = fetch(request("http://" + host + "/"));
  CHECK(fetched.status == 200);
  CHECK(fetched.server == "127.0.0.1");
  CHECK_FALSE(fetched.addresses.empty());
  CHECK(asked.find("Host: " + host + "\r\n") != std::string::npos);
}

TEST_CASE("several go on at the same time, and are given up at once") {
  const TcpServer silent([](Peer peer) { peer.linger(); });
  const TcpServer server(answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  Transfers transfers;
  transfers.start(RequestId{1}, request(silent.url("http")));
  transfers.start(RequestId{2}, request(server.url("http")));
  std::vector<std::pair<RequestId, Fetched>> results;
  for (int i = 0; i < 50 && results.empty(); ++i) {
    transfers.poll({}, 100ms);
    results = transfers.take_results();
  }
  REQUIRE(results.size() == 1);
  CHECK(results[0].first == RequestId{2});
  REQUIRE(transfers.under_way().size() == 1);
  CHECK(transfers.under_way()[0].url == silent.url("http"));
  CHECK(transfers.is_any_running());
  transfers.abandon();
  CHECK_FALSE(transfers.is_any_running());
}

TEST_CASE("waiting for transfers ends when something else comes") {
  const TcpServer silent([](Peer peer) { peer.linger(); });
  std::array<int, 2> pipe_ends{};
  REQUIRE(pipe(pipe_ends.data()) == 0);
  const FileDescriptor reads(pipe_ends[0]);
  const FileDescriptor writes(pipe_ends[1]);
  Transfers transfers;
  transfers.start(RequestId{1}, request(silent.url("http")));
  std::array<pollfd, 2> polled{{{-1, POLLIN, 0}, {reads.get(), POLLIN, 0}}};
  const auto before = std::chrono::steady_clock::now();
  CHECK(transfers.poll(polled, 50ms));
  CHECK(std::chrono::steady_clock::now() - before >= 45ms);
  CHECK(polled[1].revents == 0);
  REQUIRE(write(writes.get(), "x", 1) == 1);
  CHECK(transfers.poll(polled, 3s));
  CHECK(polled[1].revents == POLLIN);
  CHECK(std::chrono::steady_clock::now() - before < 2s);
}

}  // namespace provtool
