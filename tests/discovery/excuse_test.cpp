#include "discovery/excuse.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

using namespace std::chrono_literals;

std::string reason(const Ending& ending, bool finished = false) {
  const auto excuse = excuse_silence(ending, finished, "eth0");
  if (!excuse) return "none";
  CHECK_FALSE(excuse->to_settle.empty());
  CHECK(excuse->to_settle.ends_with('.'));
  return excuse->reason;
}

}  // namespace

TEST_CASE("whole silence on a live link has no excuse") {
  CHECK(reason({RunEnd::finished, 5s, false}) == "none");
}

TEST_CASE("a link on which nothing at all was heard excuses everything") {
  for (const auto end : {RunEnd::finished, RunEnd::certain, RunEnd::deadline, RunEnd::interrupted})
    for (const bool finished : {false, true})
      CHECK(reason({end, 5s, true}, finished) == "nothing at all was received on eth0");
}

// ---- what happened to this host

namespace {

Ending after(Duration ran) {
  Ending ending;
  ending.begun = Instant{100s};
  ending.ran = ran;
  return ending;
}

Ending lost_after(Duration when, LinkState at_the_end) {
  auto ending = after(5s);
  ending.meanwhile.link_lost = ending.begun + when;
  ending.meanwhile.link = at_the_end;
  return ending;
}

std::string only_message(const Ending& ending, std::string_view id) {
  const auto findings = findings_of(ending, "eth0");
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().id == id);
  return findings.front().message;
}

}  // namespace

TEST_CASE("a link that went down excuses everybody who was silent, and is told with the time") {
  const auto down = lost_after(2100ms, {true, true, false});
  CHECK(reason(down, true) == "the link of eth0 went down after 2.1 s");
  CHECK(only_message(down, "host.link-lost") == "the link of eth0 went down after 2.1 s");
  CHECK(reason(lost_after(500ms, {}), true) == "the link of eth0 went down after 0.5 s, and came back");
  CHECK(reason(lost_after(4100ms, {false, false, false}), true) == "the interface eth0 was gone after 4.1 s");
}

TEST_CASE("a program that was stopped, or whose packets were dropped, has not listened") {
  auto slept = after(7s);
  slept.meanwhile.slept = 6s;
  CHECK(reason(slept, true) == "provtool was stopped for 6.0 s while it asked");
  CHECK(only_message(slept, "host.overslept") == "provtool was stopped for 6.0 s while it asked");
  auto dropped = after(5s);
  dropped.meanwhile.dropped = 1;
  CHECK(reason(dropped, true) == "this computer had no room for 1 packet that arrived");
  only_message(dropped, "host.dropped");
}

TEST_CASE("a kernel that refuses to wait is told in its words") {
  auto ending = after(1s);
  ending.end = RunEnd::failed;
  ending.meanwhile.trouble = "cannot wait for packets: Cannot allocate memory";
  CHECK(reason(ending) == "cannot wait for packets: Cannot allocate memory");
  CHECK(only_message(ending, "host.cannot-wait") == "cannot wait for packets: Cannot allocate memory");
}

TEST_CASE("what a switch says by itself is no life, and is counted by its name") {
  auto ending = after(5s);
  ending.silent = true;
  CHECK(only_message(ending, "host.silent-link") ==
        "whether eth0 received anything during 5.0 s is not known");
  ending.received = 0;
  CHECK(only_message(ending, "host.silent-link") == "eth0 received nothing during 5.0 s");
  ending.meanwhile.overheard = Overheard{false, {{"LLDP", 1}, {"spanning tree", 3}}, false};
  CHECK(only_message(ending, "host.silent-link") ==
        "eth0 received only what a switch says by itself during 5.0 s: 1 LLDP and 3 spanning tree frames");
  CHECK(reason(ending, true) == "only the switch by itself spoke on eth0");
  ending.meanwhile.overheard->asks_for_authentication = true;
  CHECK(findings_of(ending, "eth0").front().hint.find("802.1X") != std::string::npos);
}

TEST_CASE("a link lives when somebody spoke; without rights only the kernel's count tells") {
  Meanwhile meanwhile;
  CHECK(nobody_spoke(meanwhile, 0));
  CHECK_FALSE(nobody_spoke(meanwhile, 1));
  CHECK(nobody_spoke(meanwhile, std::nullopt));  // nobody knows: silence is not held against anyone
  meanwhile.overheard = Overheard{};
  CHECK(nobody_spoke(meanwhile, 7));
  meanwhile.overheard->life = true;
  CHECK_FALSE(nobody_spoke(meanwhile, 7));
}

TEST_CASE("a run that ended early excuses whoever was still waiting") {
  CHECK(reason({RunEnd::interrupted, 1200ms, false}) == "interrupted after 1.2 s");
  CHECK(reason({RunEnd::deadline, 2s, false}) == "the deadline (--timeout) was reached after 2.0 s");
  CHECK(reason({RunEnd::certain, 1s, false}).find("--first") != std::string::npos);
}

TEST_CASE("it excuses nobody whose own time was over") {
  for (const auto end : {RunEnd::certain, RunEnd::deadline, RunEnd::interrupted})
    CHECK(reason({end, 8s, false}, true) == "none");
}

TEST_CASE("a packet of which a fragment is missing excuses those whom it may have answered") {
  const auto own = *MacAddress::parse("00:00:5e:00:53:01");
  LostPacket lost;
  lost.known.source = {*IpAddress::parse("192.0.2.1"), Port{67}};
  lost.known.destination = {*IpAddress::parse("255.255.255.255"), Port{68}};
  lost.known.destination_mac = MacAddress::broadcast();
  lost.knows_ports = true;
  Ending ending;
  ending.lost = {lost};
  const AnswerShape dhcp4{{Port{68}}, false, {own}};
  const AnswerShape pnp{{Port{5060}}, false, {own}};
  const AnswerShape dhcp6{{Port{546}}, true, {own}};
  REQUIRE(find_lost(ending, dhcp4));
  CHECK_FALSE(find_lost(ending, pnp));
  CHECK_FALSE(find_lost(ending, dhcp6));
  const auto excuse = excuse_lost(lost, "eth0");
  CHECK(excuse.reason ==
        "a packet from 192.0.2.1 to port 68 reached eth0 in fragments that did not all come");
  CHECK(excuse.to_settle.ends_with('.'));

  ending.lost[0].knows_ports = false;  // the first one is missing: nobody knows the port
  CHECK(find_lost(ending, dhcp4));
  CHECK(find_lost(ending, pnp));
  CHECK_FALSE(find_lost(ending, dhcp6));
  ending.lost[0].known.source.address = *IpAddress::parse("fe80::1");
  CHECK(find_lost(ending, dhcp6));
  CHECK_FALSE(find_lost(ending, pnp));

  ending.lost[0].known.destination_mac = *MacAddress::parse("00:00:5e:00:53:77");
  CHECK_FALSE(find_lost(ending, dhcp6));  // somebody else's
  ending.lost[0].known.destination_mac = own;
  CHECK(find_lost(ending, dhcp6));
  ending.lost[0].known.vlan = 7;
  CHECK_FALSE(find_lost(ending, dhcp6));
}

TEST_CASE(
    "a socket that could not be opened is told in the kernel's words, a right that was missing with what to "
    "do") {
  const auto denied = excuse_not_opened(
      {"cannot open a packet socket: Operation not permitted", Trouble::Kind::no_privilege});
  CHECK(denied.reason == "cannot open a packet socket: Operation not permitted");
  CHECK(denied.to_settle.find("setcap") != std::string::npos);
  const auto broken = excuse_not_opened({"cannot open a packet socket: Too many open files"});
  CHECK(broken.reason == "cannot open a packet socket: Too many open files");
  CHECK(broken.to_settle.empty());
}

TEST_CASE("a source that waits is not tested, for the time being") {
  CHECK(still_waiting().reason == "waiting for an answer");
  CHECK(silent_source(SourceId::dhcp6, still_waiting(), "").status == Status::not_tested);
}

TEST_CASE("a silent source is not tested with an excuse, and did not answer without") {
  const auto excused = silent_source(SourceId::pnp, Excuse{"no packet socket", "Run as root."}, "no answer");
  CHECK(excused.source == SourceId::pnp);
  CHECK(excused.status == Status::not_tested);
  CHECK(excused.reason == "no packet socket");
  CHECK(excused.to_settle == "Run as root.");
  CHECK_FALSE(excused.left_out);

  const auto silent = silent_source(SourceId::pnp, std::nullopt, "no answer within 5.0 s");
  CHECK(silent.status == Status::no_answer);
  CHECK(silent.reason == "no answer within 5.0 s");
  CHECK(silent.to_settle.empty());
}

// ---- captures

namespace {

constexpr Instant k_asked{1000s};

std::string reason_in(const std::optional<Instant>& asked, Duration length) {
  const auto excuse = excuse_capture(k_asked + length, asked, 5s, "DHCPDISCOVER");
  return excuse ? excuse->reason : "none";
}

}  // namespace

TEST_CASE("a capture that holds the question and the time for an answer has no excuse") {
  CHECK(reason_in(k_asked, 5s) == "none");
}

TEST_CASE("a question that left a moment after its window began had its whole time") {
  CHECK(reason_in(k_asked + 20ms, 5s) == "none");
  CHECK(reason_in(k_asked + 200ms, 5s) == "the capture ends 4.8 s after the DHCPDISCOVER");
}

TEST_CASE("a capture without the question says nothing of an answer") {
  CHECK(reason_in(std::nullopt, 60s) == "the capture contains no DHCPDISCOVER from this phone");
}

TEST_CASE("a capture that ends too early says so") {
  CHECK(reason_in(k_asked, 2s) == "the capture ends 2.0 s after the DHCPDISCOVER");
}

TEST_CASE("silence in a window shorter than the phone's own proves nothing") {
  const Patience phone{5s, "the phone waits 5.0 s", "--pnp-timeout"};
  const auto excuse = excuse_short_window(300ms, phone);
  REQUIRE(excuse);
  CHECK(excuse->reason == "asked for 0.3 s; the phone waits 5.0 s");
  CHECK(excuse->to_settle == "Allow at least 5.0 s with --pnp-timeout.");
  CHECK_FALSE(excuse_short_window(5s, phone));
  CHECK_FALSE(excuse_short_window(6s, phone));
}

}  // namespace provtool
