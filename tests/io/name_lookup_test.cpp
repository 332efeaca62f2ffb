#include "io/name_lookup.hpp"

#include <doctest/doctest.h>

#include <chrono>

#include "support/scripted_server.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using testing::Heard;
using testing::Peer;
using testing::UdpServer;

constexpr int k_a = 1;  // types of records (RFC 1035 3.2.2, RFC 3596 2.1)
constexpr int k_cname = 5;
constexpr int k_aaaa = 28;

int type_of(const Heard& question) {
  return static_cast<unsigned char>(question.text.at(question.text.size() - 3));
}

std::string record(const std::string& name, int type, const std::string& data) {
  return name + "\0"s + static_cast<char>(type) + "\0\1\0\0\0\x3c\0"s + static_cast<char>(data.size()) + data;
}

// To `question`, with this code and these records.
std::string answer(const Heard& question, int code, const std::vector<std::string>& records = {}) {
  auto text = question.text.substr(0, 2) + "\x85"s + static_cast<char>(0x80 | code) + "\0\1\0"s +
              static_cast<char>(records.size()) + "\0\0\0\0"s + question.text.substr(12);
  for (const auto& entry : records) text += entry;
  return text;
}

const std::string k_same_name = "\xc0\x0c";

struct Result {
  std::vector<std::string> addresses;
  std::string why;
  Duration elapsed{};
};

Instant now() {
  return {std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch())};
}

Result look_up(std::uint16_t port, bool ipv4, bool ipv6, Duration limit = 3s,
               std::string name = "prov.example.com",
               std::vector<IpAddress> servers = {*IpAddress::parse("127.0.0.1")}) {
  const auto start = now();
  NameLookup lookup({std::move(name), std::move(servers), "lo", ipv4, ipv6, start + limit, port}, start);
  while (!lookup.is_over()) {
    std::vector<pollfd> polled;
    lookup.listen(polled);
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(lookup.next_wake(now()) - now());
    poll(polled.data(), polled.size(), static_cast<int>(std::max<long>(left.count(), 0)));
    lookup.attend(now());
  }
  Result result{{}, lookup.why(), now() - start};
  for (const auto& address : lookup.addresses()) result.addresses.push_back(address.text());
  return result;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a name has addresses of both versions of IP, or of the one that is asked for") {
  const UdpServer server([](Peer peer, const Heard& question) {
    const auto records =
        type_of(question) == k_aaaa
            ? Texts{record(k_same_name, k_aaaa, "\x20\1\x0d\xb8" + std::string(11, '\0') + "\1")}
            : Texts{record(k_same_name, k_a, "\xc0\0\2\1"s), record(k_same_name, k_a, "\xc0\0\2\2"s)};
    testing::say_to(peer.fd(), question.from, answer(question, 0, records));
  });
  CHECK(look_up(server.port(), true, false).addresses == Texts{"192.0.2.1", "192.0.2.2"});
  CHECK(look_up(server.port(), false, true).addresses == Texts{"2001:db8::1"});
  CHECK(look_up(server.port(), true, true).addresses == Texts{"2001:db8::1", "192.0.2.1", "192.0.2.2"});
}

TEST_CASE("another name for it is followed") {
  const UdpServer server([](Peer peer, const Heard& question) {
    const auto other = "\5other\xc0\x11"s;  // example.com begins behind "prov."
    testing::say_to(
        peer.fd(), question.from,
        answer(question, 0, {record(k_same_name, k_cname, other), record(other, k_a, "\xc0\0\2\1"s)}));
  });
  CHECK(look_up(server.port(), true, false).addresses == Texts{"192.0.2.1"});
}

TEST_CASE("a server says why there is no address") {
  struct Row {
    int code;
    std::string why;
  };
  for (const auto& row : {Row{0, "127.0.0.1 says that the name has no IPv4 address"},
                          Row{2, "127.0.0.1 failed to look it up (SERVFAIL)"},
                          Row{3, "127.0.0.1 says that there is no such name"},
                          Row{5, "127.0.0.1 refuses to look it up (REFUSED)"}}) {
    const UdpServer server([code = row.code](Peer peer, const Heard& question) {
      testing::say_to(peer.fd(), question.from, answer(question, code));
    });
    const auto result = look_up(server.port(), true, false);
    CAPTURE(row.code);
    CHECK(result.addresses.empty());
    CHECK(result.why == row.why);
    CHECK(result.elapsed < 1s);
  }
}

TEST_CASE("nobody answers, or nobody is there") {
  const UdpServer silent([](Peer /*peer*/, const Heard& /*question*/) {});
  const auto limited = look_up(silent.port(), true, true, 300ms);
  CHECK(limited.why == "nobody at 127.0.0.1 answered");
  CHECK(limited.elapsed >= 300ms);
  CHECK(limited.elapsed < 1s);
  const auto refused = look_up(testing::free_port(SOCK_DGRAM), true, false);
  CHECK(refused.why == "nobody at 127.0.0.1 answers questions of DNS");
  CHECK(refused.elapsed < 1s);
}

TEST_CASE("a lost question is asked again") {
  std::atomic<int> asked = 0;
  const UdpServer server([&](Peer peer, const Heard& question) {
    if (++asked > 1)
      testing::say_to(peer.fd(), question.from,
                      answer(question, 0, {record(k_same_name, k_a, "\xc0\0\2\1"s)}));
  });
  CHECK(look_up(server.port(), true, false).addresses == Texts{"192.0.2.1"});
}

TEST_CASE("a server that does not answer for IPv6 holds up nobody") {
  const UdpServer server([](Peer peer, const Heard& question) {
    if (type_of(question) == k_aaaa) return;
    testing::say_to(peer.fd(), question.from, answer(question, 0, {record(k_same_name, k_a, "\xc0\0\2\1"s)}));
  });
  const auto result = look_up(server.port(), true, true);
  CHECK(result.addresses == Texts{"192.0.2.1"});
  CHECK(result.elapsed < 900ms);
}

TEST_CASE("junk is no answer") {
  const UdpServer server([](Peer peer, const Heard& question) {
    testing::say_to(peer.fd(), question.from, "junk");
    testing::say_to(peer.fd(), question.from, question.text.substr(0, 2) + "\x85\x80\0\1\0\1"s);
  });
  CHECK(look_up(server.port(), true, false, 400ms).addresses.empty());
}

TEST_CASE("what is not a name of a host is not asked for") {
  const UdpServer server([](Peer /*peer*/, const Heard& /*question*/) {});
  const auto result = look_up(server.port(), true, false, 3s, std::string(70, 'a') + ".example.com");
  CHECK(result.why == "it is not a valid name of a host");
  CHECK(result.elapsed < 1s);
}

TEST_CASE("without servers this computer's own names count") {
  CHECK(look_up(53, true, false, 3s, "localhost", {}).addresses.at(0) == "127.0.0.1");
}

}  // namespace provtool
