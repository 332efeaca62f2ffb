#include "io/driver.hpp"

#include <doctest/doctest.h>

#include <array>
#include <deque>

#include "support/fake_world.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using testing::FakeWorld;
using Texts = std::vector<std::string>;

constexpr Instant k_start{1000s};

Instant at(Duration after_start) {
  return k_start + after_start;
}

std::optional<Instant> from_now_on(bool certain) {
  return certain ? std::optional(Instant{}) : std::nullopt;
}

Datagram datagram(std::string_view text) {
  Datagram datagram;
  datagram.payload = to_bytes(text);
  return datagram;
}

std::string text_of(const Datagram& datagram) {
  return std::string(as_text(datagram.payload));
}

Texts texts_of(const std::vector<Datagram>& datagrams) {
  Texts texts;
  for (const auto& entry : datagrams) texts.push_back(text_of(entry));
  return texts;
}

// Says something whenever it is woken, at the times it was given, and writes a diary.
class Speaker : public Machine {
 public:
  Speaker(std::string name, std::deque<Duration> times)
      : m_name(std::move(name)), m_times(std::move(times)) {}

  bool receive(const Datagram& received) override {
    diary.push_back("heard " + text_of(received));
    if (text_of(received) == "stop") m_times.clear();
    if (text_of(received) == "answer") m_to_send.push_back(datagram(m_name + " answers"));
    return text_of(received) != "somebody else's";
  }
  void wake(Instant now) override {
    diary.push_back("woken");
    woken_at.push_back(now);
    m_times.pop_front();
    m_to_send.push_back(datagram(m_name));
  }
  std::optional<Datagram> next_datagram() override {
    if (m_to_send.empty()) return std::nullopt;
    auto next = m_to_send.front();
    m_to_send.pop_front();
    return next;
  }
  void handed_over(const Datagram& sent) override { diary.push_back("handed over " + text_of(sent)); }
  void not_sent(const Datagram& /*datagram*/, const std::string& reason) override {
    diary.push_back("not sent: " + reason);
    m_times.clear();
  }
  void stop() override {
    diary.push_back("stopped");
    if (has_last_word) m_to_send.push_back(datagram(m_name + " says goodbye"));
  }
  [[nodiscard]] std::optional<Instant> next_wake() const override {
    return m_times.empty() ? std::nullopt : std::optional(at(m_times.front()));
  }

  Texts diary;
  bool has_last_word = false;
  std::vector<Instant> woken_at;

 private:
  std::string m_name;
  std::deque<Duration> m_times;
  std::deque<Datagram> m_to_send;
};

// Wants the pages of some URLs, all at once, and writes down what comes.
class Reader : public Machine {
 public:
  explicit Reader(std::deque<std::string> urls) : m_urls(std::move(urls)) {}

  bool receive(const Datagram& /*datagram*/) override { return false; }
  void wake(Instant /*now*/) override {}
  std::optional<Datagram> next_datagram() override { return std::nullopt; }
  void handed_over(const Datagram& /*sent*/) override {}
  void not_sent(const Datagram& /*datagram*/, const std::string& /*reason*/) override {}
  std::optional<Request> next_request() override {
    if (m_urls.empty()) return std::nullopt;
    Request request;
    request.url = m_urls.front();
    request.time_limit = 5s;
    request.tag = ++m_asked;
    m_urls.pop_front();
    return request;
  }
  void fetched(const Fetched& result) override {
    read.push_back(result.url);
    tags.push_back(result.tag);
  }
  [[nodiscard]] std::optional<Instant> next_wake() const override { return std::nullopt; }

  Texts read;
  std::vector<int> tags;

 private:
  std::deque<std::string> m_urls;
  int m_asked = 0;
};

Fetched page(std::string url) {
  Fetched page;
  page.url = std::move(url);
  page.status = 200;
  return page;
}

struct Run {
  FakeWorld world{k_start};
  Journal journal;
  RunLimits limits;

  template <typename... Machines>
  RunEnd drive(Machines&... machines) {
    const std::array<Machine*, sizeof...(Machines)> all{&machines...};
    return provtool::drive(world, all, limits, journal);
  }
};

}  // namespace

TEST_CASE("a machine is woken when it asked for it, until it asks for nothing any more") {
  Run run;
  Speaker machine("hello", {0s, 4s, 5s});
  CHECK(run.drive(machine) == RunEnd::finished);
  CHECK(machine.woken_at == std::vector{at(0s), at(4s), at(5s)});
  CHECK(run.world.now() == at(5s));
  CHECK(run.world.waits() == std::vector{at(0s), at(4s), at(5s)});
}

TEST_CASE("what a machine sends is handed over, then told to it, then kept") {
  Run run;
  Speaker machine("hello", {1s});
  run.drive(machine);
  CHECK(machine.diary == Texts{"woken", "handed over hello"});
  REQUIRE(run.journal.datagrams().size() == 1);
  CHECK(run.journal.datagrams()[0].time == at(1s));
  CHECK(run.journal.datagrams()[0].direction == Direction::sent);
  CHECK(texts_of(run.world.sent()) == Texts{"hello"});
}

TEST_CASE("without machines there is nothing to wait for") {
  Run run;
  CHECK(run.drive() == RunEnd::finished);
  CHECK(run.world.waits().empty());
}

TEST_CASE("each machine hears everything that arrives, and the journal keeps it in order") {
  Run run;
  Speaker first("first", {2s});
  Speaker second("second", {3s});
  run.world.arrives(at(1s), datagram("news"));
  run.world.arrives(at(2500ms), datagram("more"));
  CHECK(run.drive(first, second) == RunEnd::finished);
  CHECK(first.diary == Texts{"heard news", "woken", "handed over first", "heard more"});
  CHECK(second.diary == Texts{"heard news", "heard more", "woken", "handed over second"});
  CHECK(texts_of(run.journal.datagrams()) == Texts{"news", "first", "more", "second"});
}

TEST_CASE("what belongs to nobody's question is not kept, unless all is wanted") {
  for (const bool all : {false, true}) {
    Run run;
    run.limits.keeps_all = all;
    Speaker first("first", {2s});
    Reader other({});
    run.world.arrives(at(1s), datagram("somebody else's"));
    run.world.arrives(at(1500ms), datagram("ours"));
    run.drive(first, other);
    CHECK(first.diary.front() == "heard somebody else's");
    CHECK(texts_of(run.journal.datagrams()) ==
          (all ? Texts{"somebody else's", "ours", "first"} : Texts{"ours", "first"}));
  }
}

TEST_CASE("an answer goes out at once") {
  Run run;
  Speaker machine("I", {5s});
  run.world.arrives(at(1s), datagram("answer"));
  run.drive(machine);
  REQUIRE(run.world.sent().size() == 2);
  CHECK(text_of(run.world.sent()[0]) == "I answers");
  CHECK(run.world.sent()[0].time == at(1s));
}

TEST_CASE("a machine that an arrival finished is not woken any more") {
  Run run;
  Speaker machine("I", {1s, 5s});
  run.world.arrives(at(2s), datagram("stop"));
  CHECK(run.drive(machine) == RunEnd::finished);
  CHECK(machine.woken_at == std::vector{at(1s)});
  CHECK(run.world.now() == at(2s));
}

TEST_CASE("a wait that returns early wakes nobody early") {
  Run run;
  Speaker machine("I", {5s});
  run.world.wakes_early(at(1s));
  run.world.wakes_early(at(2s));
  CHECK(run.drive(machine) == RunEnd::finished);
  CHECK(machine.woken_at == std::vector{at(5s)});
}

TEST_CASE("two machines due at one time are both woken") {
  Run run;
  Speaker first("first", {1s});
  Speaker second("second", {1s});
  run.drive(first, second);
  CHECK(texts_of(run.world.sent()) == Texts{"first", "second"});
  CHECK(run.world.waits().size() == 1);
}

TEST_CASE("what could not be sent is told to its machine alone, and not kept") {
  Run run;
  run.world.cannot_send("cannot send on eth0: Network is down");
  Speaker machine("I", {0s, 5s});
  CHECK(run.drive(machine) == RunEnd::finished);
  CHECK(machine.diary == Texts{"woken", "not sent: cannot send on eth0: Network is down"});
  CHECK(run.journal.datagrams().empty());
}

TEST_CASE("a deadline ends the run, and nobody is woken at it") {
  Run run;
  run.limits.deadline = at(2s);
  Speaker machine("I", {0s, 2s, 5s});
  CHECK(run.drive(machine) == RunEnd::deadline);
  CHECK(run.world.now() == at(2s));
  CHECK(machine.woken_at == std::vector{at(0s)});
}

TEST_CASE("a deadline that is never reached ends nothing") {
  Run run;
  run.limits.deadline = at(60s);
  Speaker machine("I", {0s, 5s});
  CHECK(run.drive(machine) == RunEnd::finished);
  CHECK(run.world.now() == at(5s));
}

TEST_CASE("an interruption ends the run; what came with it is heard, and answered") {
  Run run;
  Speaker machine("I", {0s, 5s});
  run.world.is_interrupted(at(1s));
  run.world.arrives(at(1s), datagram("answer"));
  CHECK(run.drive(machine) == RunEnd::interrupted);
  CHECK(run.world.now() == at(1s));
  CHECK(texts_of(run.world.sent()) == Texts{"I", "I answers"});
  CHECK(texts_of(run.journal.datagrams()) == Texts{"I", "answer", "I answers"});
}

TEST_CASE("an interruption at the deadline is an interruption") {
  Run run;
  run.limits.deadline = at(1s);
  Speaker machine("I", {0s, 5s});
  run.world.is_interrupted(at(1s));
  CHECK(run.drive(machine) == RunEnd::interrupted);
}

TEST_CASE("a machine is not finished while a result is to come") {
  Run run;
  Reader reader({"http://a/", "http://b/"});
  run.world.is_fetched(at(1s), RequestId{2}, page("http://b/"));
  run.world.is_fetched(at(3s), RequestId{1}, page("http://a/"));
  CHECK(run.drive(reader) == RunEnd::finished);
  CHECK(reader.read == Texts{"http://b/", "http://a/"});
  CHECK(reader.tags == std::vector{2, 1});
  CHECK(run.world.now() == at(3s));
  CHECK(run.world.waits() == std::vector{at(5s), at(5s)});
  CHECK_FALSE(run.world.requests_abandoned());
}

TEST_CASE("a result goes to the machine that wants it, beside machines with other wishes") {
  Run run;
  Reader one({"http://a/"});
  Reader other({"http://b/"});
  Speaker speaker("I", {2s});
  run.world.is_fetched(at(1s), RequestId{1}, page("http://a/"));
  run.world.is_fetched(at(1s), RequestId{2}, page("http://b/"));
  run.world.is_fetched(at(1s), RequestId{7}, page("http://nobody/"));
  CHECK(run.drive(one, speaker, other) == RunEnd::finished);
  CHECK(one.read == Texts{"http://a/"});
  CHECK(other.read == Texts{"http://b/"});
  CHECK(speaker.woken_at == std::vector{at(2s)});
}

TEST_CASE("what is still being fetched is given up when the run ends early") {
  Run run;
  Reader reader({"http://a/"});
  SUBCASE("by an interruption") {
    run.world.is_interrupted(at(1s));
    CHECK(run.drive(reader) == RunEnd::interrupted);
  }
  SUBCASE("by the deadline") {
    run.limits.deadline = at(1s);
    CHECK(run.drive(reader) == RunEnd::deadline);
  }
  CHECK(run.world.requests_abandoned());
  CHECK(run.world.now() == at(1s));
  CHECK(reader.read.empty());
}

TEST_CASE("a result that comes with the interruption is still heard") {
  Run run;
  Reader reader({"http://a/"});
  run.world.is_fetched(at(1s), RequestId{1}, page("http://a/"));
  run.world.is_interrupted(at(1s));
  CHECK(run.drive(reader) == RunEnd::interrupted);
  CHECK(reader.read == Texts{"http://a/"});
}

TEST_CASE("a machine that is stopped before its end may say a last word") {
  Run run;
  Speaker machine("I", {0s, 5s});
  machine.has_last_word = true;
  SUBCASE("by an interruption") {
    run.world.is_interrupted(at(1s));
    CHECK(run.drive(machine) == RunEnd::interrupted);
    CHECK(texts_of(run.world.sent()) == Texts{"I", "I says goodbye"});
  }
  SUBCASE("by the deadline") {
    run.limits.deadline = at(1s);
    CHECK(run.drive(machine) == RunEnd::deadline);
    CHECK(texts_of(run.world.sent()) == Texts{"I", "I says goodbye"});
  }
  SUBCASE("by a certain result") {
    run.limits.certain = [&] { return from_now_on(!machine.woken_at.empty()); };
    CHECK(run.drive(machine) == RunEnd::certain);
    CHECK(texts_of(run.world.sent()) == Texts{"I", "I says goodbye"});
  }
  SUBCASE("not when it came to its end by itself") {
    CHECK(run.drive(machine) == RunEnd::finished);
    CHECK(texts_of(run.world.sent()) == Texts{"I", "I"});
  }
}

TEST_CASE("who watches is called after each event, and at least every glance") {
  Run run;
  Speaker machine("I", {1s});
  std::vector<Duration> glances;
  run.limits.glance = 400ms;
  run.limits.watch = [&] { glances.push_back(run.world.now() - k_start); };
  run.world.arrives(at(500ms), datagram("news"));
  CHECK(run.drive(machine) == RunEnd::finished);
  CHECK(glances == std::vector<Duration>{0ms, 400ms, 500ms, 900ms, 1s});
}

TEST_CASE("a certain result ends the run as soon as it is one") {
  Run run;
  Speaker machine("I", {0s, 5s});
  run.limits.certain = [&] { return from_now_on(machine.diary.size() == 3); };
  run.world.arrives(at(1s), datagram("news"));
  CHECK(run.drive(machine) == RunEnd::certain);
  CHECK(run.world.now() == at(1s));
}

TEST_CASE("what an answer calls for goes out before a certain result ends the run") {
  Run run;
  Speaker machine("I", {0s, 5s});
  run.limits.certain = [&] { return from_now_on(machine.diary.size() >= 3); };
  run.world.arrives(at(1s), datagram("answer"));
  CHECK(run.drive(machine) == RunEnd::certain);
  CHECK(texts_of(run.world.sent()) == Texts{"I", "I answers"});
}

TEST_CASE("frames that hold no datagram are counted by their reason") {
  Run run;
  Speaker machine("I", {5s});
  run.world.is_left_aside(at(1s), "with a wrong checksum");
  run.world.is_left_aside(at(2s), "a fragment");
  run.world.is_left_aside(at(2s), "a fragment");
  run.drive(machine);
  CHECK(run.journal.left_aside() ==
        std::map<std::string, std::size_t>{{"a fragment", 2}, {"with a wrong checksum", 1}});
}

TEST_CASE("a flood fills the journal up to a bound, and the rest is counted") {
  Journal journal;
  Datagram large;
  large.payload.resize(1000);
  large.frame.resize(1042);
  for (int i = 0; i < 10'000; ++i) journal.add(large);
  CHECK(journal.datagrams().size() + journal.not_kept() == 10'000);
  CHECK(journal.datagrams().size() * 2042 <= 4 << 20);
  CHECK(journal.datagrams().size() > 1000);
}

TEST_CASE("what is sent, taken in and left aside can be followed while it happens") {
  FakeWorld world(k_start);
  world.arrives(at(1s), datagram("hello"));
  world.arrives(at(1s), datagram("somebody else's"));
  world.is_left_aside(at(1s), "a fragment");
  Speaker speaker("speaker", {0s, 2s});
  Texts followed;
  RunLimits limits;
  limits.trace = [&](const Datagram& one, bool is_ours) {
    followed.push_back((is_ours ? "" : "foreign: ") + text_of(one));
  };
  limits.left_aside = [&](const std::string& reason) { followed.push_back(reason); };
  Journal journal;
  const std::array<Machine*, 1> machines{&speaker};
  drive(world, machines, limits, journal);
  CHECK(followed == Texts{"speaker", "hello", "foreign: somebody else's", "a fragment", "speaker"});
}

// ---- what happened to this host meanwhile

namespace {

Meanwhile meanwhile_in(FakeWorld& world, RunEnd* end = nullptr) {
  Speaker speaker("a", {0s, 5s});
  Journal journal;
  const std::array<Machine*, 1> machines{&speaker};
  const auto ended = drive(world, machines, {}, journal);
  if (end != nullptr) *end = ended;
  return journal.meanwhile();
}

}  // namespace

TEST_CASE("a link that goes down is noted with its time, and the run goes on: it may come back") {
  FakeWorld world(k_start);
  world.link_becomes(at(2100ms), {true, true, false});
  world.link_becomes(at(2200ms), {});
  RunEnd end{};
  const auto meanwhile = meanwhile_in(world, &end);
  CHECK(end == RunEnd::finished);
  CHECK(meanwhile.link_lost == at(2100ms));
  CHECK(meanwhile.link.works());
  CHECK(world.now() == at(5s));
}

TEST_CASE("without the interface the run ends") {
  FakeWorld world(k_start);
  world.link_becomes(at(1700ms), {false, false, false});
  RunEnd end{};
  CHECK(meanwhile_in(world, &end).link_lost == at(1700ms));
  CHECK(end == RunEnd::failed);
  CHECK(world.now() == at(1700ms));
}

TEST_CASE("a kernel that does not wait any more ends the run with its reason") {
  FakeWorld world(k_start);
  world.cannot_wait(at(1s), "cannot wait for packets: Cannot allocate memory");
  RunEnd end{};
  CHECK(meanwhile_in(world, &end).trouble == "cannot wait for packets: Cannot allocate memory");
  CHECK(end == RunEnd::failed);
}

TEST_CASE("a program that was stopped hears what came meanwhile, and knows how long it stood still") {
  FakeWorld world(k_start);
  world.arrives(at(1s), datagram("answer"));
  world.is_stopped(at(500ms), at(7s));
  const auto meanwhile = meanwhile_in(world);
  CHECK(meanwhile.slept == 2s);  // it was to be woken after five seconds
  CHECK(world.sent().size() == 3);
}

TEST_CASE("who speaks on the link is added up") {
  FakeWorld world(k_start);
  world.overhears(at(1s), {false, {{"LLDP", 1}}, false});
  world.overhears(at(2s), {false, {{"LLDP", 1}, {"spanning tree", 2}}, true});
  const auto heard = meanwhile_in(world).overheard.value();
  CHECK_FALSE(heard.life);
  CHECK(heard.asks_for_authentication);
  CHECK(heard.chatter == std::map<std::string, std::size_t>{{"LLDP", 2}, {"spanning tree", 2}});
}

}  // namespace provtool
