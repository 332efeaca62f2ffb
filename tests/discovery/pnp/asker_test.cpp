#include "discovery/pnp/asker.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "support/pnp_packets.hpp"
#include "support/sip_files.hpp"
#include "support/timeline.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace testing;
using Texts = std::vector<std::string>;

PnpAskerOptions usual() {
  PnpAskerOptions options;
  options.start = k_start;
  options.identity.mac = k_pnp_mac;
  options.own = k_laptop_mac;
  options.window = 5s;
  options.subscription = usual_subscription();
  options.to_tag = "ours";
  return options;
}

PnpAskerOptions with_packet_socket() {
  auto options = usual();
  options.hears_frames = true;
  return options;
}

PnpAskerOptions with_window(Duration window) {
  auto options = usual();
  options.window = window;
  return options;
}

class Asking : public Timeline<PnpAsker> {
 public:
  using Timeline::Timeline;

  // Heard below the firewall, and 3 µs later at the UDP socket.
  std::vector<Datagram> arrives_twice(Datagram datagram, Duration time) {
    datagram.via = Via::packet;
    auto sent = arrives(datagram, time);
    datagram.via = Via::udp;
    for (auto& more : arrives(datagram, time + 3us)) sent.push_back(std::move(more));
    return sent;
  }
};

// "SUBSCRIBE 224.0.1.75:5060", "200 192.0.2.1:5060"
Texts texts_of(const std::vector<Datagram>& datagrams) {
  Texts texts;
  for (const auto& datagram : datagrams) {
    const auto message = sip_in(datagram);
    texts.push_back(fmt::format(
        "{} {}",
        message.request() != nullptr ? message.request()->method : std::to_string(message.response()->code),
        datagram.destination.text()));
  }
  return texts;
}

const Texts k_asked{"SUBSCRIBE 224.0.1.75:5060"};
const Texts k_answered{"200 192.0.2.1:5060"};

}  // namespace

// ---- asking

TEST_CASE("it asks to be woken at the start, and sends nothing before") {
  Asking timeline(usual());
  CHECK(timeline.next_wake() == 0s);
  CHECK_FALSE(timeline.asker().next_datagram());
}

TEST_CASE("a SUBSCRIBE at 0 s, and the same bytes again every 0.5 s") {
  Asking timeline(usual());
  const auto first = timeline.until(0s);
  REQUIRE(texts_of(first) == k_asked);
  CHECK(timeline.next_wake() == 500ms);
  for (Duration time = 500ms; time <= 4500ms; time += 500ms) {
    CHECK(timeline.until(time - 1us).empty());
    const auto again = timeline.until(time);
    REQUIRE(texts_of(again) == k_asked);
    CHECK(again[0].payload == first[0].payload);
  }
  CHECK(timeline.next_wake() == 5s);
  CHECK(timeline.until(5s).empty());
  CHECK(timeline.is_over());
  CHECK_FALSE(timeline.asker().trouble());
  CHECK(timeline.evidence().responders.empty());
}

TEST_CASE("the SUBSCRIBE goes from our address to the group, by the UDP socket") {
  Asking timeline(usual());
  const auto sent = timeline.until(0s);
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].via == Via::udp);
  CHECK(sent[0].source.text() == "192.0.2.10:5060");
  CHECK(sent[0].source_mac == k_laptop_mac);
  CHECK(sent[0].destination_mac.colons() == "01:00:5e:00:01:4b");
  const auto message = sip_in(sent[0]);
  CHECK(message.top_via()->branch == "z9hG4bK1520506307");
  CHECK(message.event_package() == "ua-profile");
}

TEST_CASE("a SUBSCRIBE that cannot be written is trouble, and nothing is sent") {
  auto options = usual();
  options.subscription.event_parameters = {{"model", "a\r\nb"}};
  Asking timeline(options);
  CHECK(timeline.until(5s).empty());
  CHECK(timeline.is_over());
  REQUIRE(timeline.asker().trouble());
  CHECK(timeline.asker().trouble()->find("model") != std::string::npos);
}

TEST_CASE("a SUBSCRIBE that could not be sent is trouble, and is tried again") {
  Asking timeline(usual());
  timeline.refuse("Network is unreachable");
  CHECK(timeline.until(0s).size() == 1);
  CHECK_FALSE(timeline.is_over());
  CHECK(timeline.asker().trouble() == "Network is unreachable");
}

TEST_CASE("a repetition that could not be sent is trouble too, and what was heard stays") {
  Asking timeline(with_packet_socket());
  timeline.until(0s);
  timeline.refuse("Network is down");
  CHECK(timeline.until(500ms).size() == 1);
  CHECK(timeline.asker().trouble() == "Network is down");
  auto frame = notify();
  frame.via = Via::packet;
  timeline.arrives(frame, 600ms);
  CHECK(timeline.evidence().notifies.size() == 1);
}

TEST_CASE("a 200 that could not be sent is no trouble") {
  Asking timeline(usual());
  timeline.until(0s);
  timeline.refuse("Operation not permitted");
  CHECK(texts_of(timeline.arrives(notify(), 5ms)) == k_answered);
  CHECK_FALSE(timeline.asker().trouble());
  CHECK_FALSE(timeline.is_over());
}

// ---- repeating

TEST_CASE("after a refusal it is not sent again, and the window stays open") {
  for (const int status : {302, 401, 403, 500, 603}) {
    Asking timeline(usual());
    timeline.until(0s);
    CHECK(timeline.arrives(response({.status = status}), 5ms).empty());
    CHECK(timeline.next_wake() == 5s);
    CHECK(timeline.until(5s).empty());
    CHECK(timeline.is_over());
  }
}

// The NOTIFY may have been lost, and simple responders send it once.
TEST_CASE("a response that a NOTIFY should follow is given 1 s, then the same SUBSCRIBE goes out again") {
  for (const int status : {100, 180, 199, 200, 202}) {
    Asking timeline(usual());
    const auto first = timeline.until(0s);
    CHECK(timeline.arrives(response({.status = status}), 5ms).empty());
    CHECK(timeline.until(1004ms).empty());
    const auto again = timeline.until(1005ms);
    REQUIRE(texts_of(again) == k_asked);
    CHECK(again[0].payload == first[0].payload);
    timeline.arrives(response({.status = status}), 1010ms);  // no further delay
    CHECK(timeline.until(1505ms).size() == 1);
    timeline.arrives(notify(), 1510ms);
    CHECK(timeline.until(5s).empty());
  }
}

TEST_CASE("somebody else's refusal does not hide that a NOTIFY is missing") {
  Asking timeline(usual());
  timeline.until(0s);
  timeline.arrives(response({.status = 403}), 5ms);
  timeline.arrives(response({.from = "192.0.2.2"}), 10ms);
  timeline.arrives(response({.from = "192.0.2.3", .status = 403}), 15ms);
  CHECK(texts_of(timeline.until(1010ms)) == k_asked);
}

TEST_CASE("a refusal after a provisional response is final") {
  Asking timeline(usual());
  timeline.until(0s);
  timeline.arrives(response({.status = 100}), 5ms);
  timeline.arrives(response({.status = 403}), 10ms);
  CHECK(timeline.until(5s).empty());
}

TEST_CASE("a response after the NOTIFY asks for nothing") {
  Asking timeline(usual());
  timeline.until(0s);
  timeline.arrives(notify({.body = "no url"}), 5ms);
  timeline.arrives(response(), 10ms);
  CHECK(timeline.until(5s).empty());
}

TEST_CASE("after a NOTIFY it is not sent again, also when that holds no URL") {
  for (const auto& body : {k_pnp_url, std::string("no url"), std::string()}) {
    Asking timeline(usual());
    timeline.until(0s);
    CHECK(texts_of(timeline.arrives(notify({.body = body}), 5ms)) == k_answered);
    CHECK(timeline.until(5s).empty());
  }
}

TEST_CASE("what is no answer does not keep it from being sent again") {
  Asking timeline(usual());
  timeline.until(0s);
  timeline.arrives(response({.headers = {{"Call-ID", "another"}}}), 5ms);
  timeline.arrives(notify({.method = "INVITE"}), 6ms);
  timeline.arrives(notify({.headers = {{"Call-ID", std::nullopt}}}), 7ms);
  CHECK(texts_of(timeline.until(500ms)) == k_asked);
}

TEST_CASE("an answer to a repetition is late") {
  Asking timeline(usual());
  timeline.until(500ms);
  timeline.arrives(response(), 505ms);
  CHECK(timeline.evidence().late);
}

// ---- ending

TEST_CASE("after an early URL another responder has until 1 s after asking, or 1 s after the URL") {
  for (const auto time : {1ms, 5ms, 400ms, 3999ms}) {
    Asking timeline(usual());
    timeline.arrives(notify(), time);
    CHECK(timeline.next_wake() == time + 1s);
    CHECK(timeline.until(time + 1s).empty());
    CHECK(timeline.is_over());
  }
}

TEST_CASE("a longer settling time counts from asking") {
  auto options = usual();
  options.settle = 3s;
  Asking timeline(options);
  timeline.arrives(notify(), 5ms);
  CHECK(timeline.next_wake() == 3s);
  Asking late(options);
  late.arrives(notify(), 2500ms);
  CHECK(late.next_wake() == 3500ms);
}

TEST_CASE("the window ends it all") {
  Asking timeline(usual());
  timeline.arrives(notify(), 4700ms);
  CHECK(timeline.next_wake() == 5s);
  timeline.until(5s);
  CHECK(timeline.is_over());
}

TEST_CASE("the second URL does not add to the time of the first") {
  Asking timeline(usual());
  timeline.arrives(notify(), 5ms);
  timeline.arrives(notify({.from = "192.0.2.2", .body = k_other_pnp_url}), 900ms);
  CHECK(timeline.next_wake() == 1005ms);
  timeline.until(1005ms);
  CHECK(timeline.is_over());
  CHECK(timeline.evidence().notifies.size() == 2);
}

TEST_CASE("a NOTIFY without a usable URL ends nothing early") {
  for (const auto& body : {std::string(), std::string("http:/192.0.2.1"), std::string("http://")}) {
    Asking timeline(usual());
    timeline.arrives(notify({.body = body}), 5ms);
    CHECK(timeline.next_wake() == 5s);
    timeline.arrives(notify(), 10ms);
    CHECK(timeline.next_wake() == 1010ms);
  }
}

TEST_CASE("another window is kept") {
  Asking timeline(with_window(200ms));
  timeline.until(0s);
  CHECK(timeline.next_wake() == 200ms);
  CHECK(timeline.until(10s).empty());
  CHECK(timeline.is_over());
}

TEST_CASE("after the window a NOTIFY is answered and does not count") {
  Asking timeline(usual());
  timeline.until(5s);
  CHECK(texts_of(timeline.arrives(notify(), 6s)) == k_answered);
  CHECK(timeline.evidence().notifies.empty());
  CHECK(timeline.is_over());
}

// ---- answering

TEST_CASE("every transmission of a NOTIFY is answered, in its own words") {
  Asking timeline(usual());
  timeline.until(0s);
  for (const auto time : {5ms, 505ms, 1505ms, 3505ms}) {
    const auto sent = timeline.arrives(notify(), time);
    REQUIRE(texts_of(sent) == k_answered);
    const auto ok = sip_in(sent[0]);
    CHECK(ok.response()->reason == "OK");
    CHECK(ok.header("Via") == "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK12fd4e5c;rport");
    CHECK(ok.header("Call-ID") == "1263455462@192.0.2.10");
    CHECK(ok.header("CSeq") == "1 NOTIFY");
    CHECK(ok.to_tag() == "77aa");
    CHECK(sent[0].source.text() == "192.0.2.10:5060");
    CHECK(sent[0].via == Via::udp);
    CHECK(sent[0].destination_mac.colons() == "00:00:5e:00:53:aa");
  }
}

TEST_CASE("the record of a 200 has the MAC that an earlier answer told") {
  Asking asking(with_packet_socket());
  asking.until(0s);
  asking.arrives(response({.via = Via::packet}), 2ms);
  auto heard_by_udp = notify();
  heard_by_udp.source_mac = {};
  const auto sent = asking.arrives(heard_by_udp, 5ms);
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].destination_mac.colons() == "00:00:5e:00:53:aa");
}

TEST_CASE("a NOTIFY that begins a dialog of its own gets our tag") {
  Asking timeline(usual());
  timeline.until(0s);
  const auto sent = timeline.arrives(notify({.raw = wire_text("notify-foreign-dialog")}), 5ms);
  REQUIRE(texts_of(sent) == k_answered);
  CHECK(sip_in(sent[0]).to_tag() == "ours");
  CHECK(sip_in(sent[0]).header("Call-ID") == "7f31c2a4-1@192.0.2.1");
}

// RFC 3581 4, RFC 3261 18.2.2.
TEST_CASE("the 200 goes to the source port with rport, else to Via's port, else to 5060") {
  const auto answered_at = [](const std::string& via) {
    Asking timeline(usual());
    timeline.until(0s);
    const auto sent = timeline.arrives(notify({.from_port = Port{1036}, .headers = {{"Via", via}}}), 5ms);
    REQUIRE(sent.size() == 1);
    return sent[0].destination.text();
  };
  CHECK(answered_at("SIP/2.0/UDP 192.0.2.1:5070;branch=z9hG4bK1;rport") == "192.0.2.1:1036");
  CHECK(answered_at("SIP/2.0/UDP 192.0.2.1:5070;branch=z9hG4bK1") == "192.0.2.1:5070");
  CHECK(answered_at("SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1") == "192.0.2.1:5060");
  // Where it came from counts, not what Via says of it.
  CHECK(answered_at("SIP/2.0/UDP 198.51.100.9:5070") == "192.0.2.1:5070");
}

TEST_CASE("a NOTIFY before the response is answered") {
  Asking timeline(usual());
  timeline.until(0s);
  CHECK(texts_of(timeline.arrives(notify(), 1ms)) == k_answered);
  CHECK(timeline.arrives(response(), 2ms).empty());
  CHECK(timeline.evidence().responders.size() == 1);
}

TEST_CASE("every dialect of a NOTIFY is answered once") {
  for (const auto* name :
       {"notify", "notify-compact-and-folded", "notify-without-branch", "notify-length-too-large",
        "notify-lf-only", "notify-foreign-dialog", "notify-nul-after-url", "notify-crlf-after-url",
        "notify-two-urls", "notify-escape", "notify-huge-length", "header-without-colon"}) {
    CAPTURE(name);
    Asking timeline(usual());
    timeline.until(0s);
    CHECK(timeline.arrives(notify({.raw = wire_text(name)}), 5ms).size() == 1);
    CHECK(timeline.evidence().notifies.size() == 1);
  }
}

TEST_CASE("what is not about provisioning is not answered") {
  Asking timeline(usual());
  timeline.until(0s);
  for (const auto* method : {"INVITE", "OPTIONS", "MESSAGE", "SUBSCRIBE", "BYE"})
    CHECK(timeline.arrives(notify({.method = method}), 5ms).empty());
  CHECK(timeline
            .arrives(notify({.headers = {{"Event", "message-summary"}, {"Content-Type", "text/plain"}}}), 6ms)
            .empty());
  CHECK(timeline.evidence().responders.empty());
}

TEST_CASE("what is not about provisioning, and what is for others, is not kept") {
  Asking timeline(with_packet_socket());
  timeline.until(0s);
  for (const auto* method : {"REGISTER", "INVITE", "MESSAGE", "SUBSCRIBE"}) {
    timeline.arrives_twice(notify({.method = method}), 5ms);
    CHECK_FALSE(timeline.is_kept());
  }
  timeline.arrives(notify({.to = "192.0.2.77", .via = Via::packet}), 6ms);
  CHECK_FALSE(timeline.is_kept());
  auto elsewhere = notify();
  elsewhere.source.port = elsewhere.destination.port = Port{69};
  timeline.arrives(elsewhere, 7ms);
  CHECK_FALSE(timeline.is_kept());
}

TEST_CASE("an answer is kept from both doors, and so is one that gives nothing") {
  Asking timeline(with_packet_socket());
  timeline.until(0s);
  timeline.arrives_twice(notify(), 5ms);
  CHECK(timeline.is_kept());
  timeline.arrives(notify({.headers = {{"Via", std::nullopt}}, .via = Via::packet}), 6ms);
  CHECK(timeline.is_kept());
}

TEST_CASE("a NOTIFY that cannot be answered is not, and yields nothing") {
  for (const std::string name : {"Via", "From", "To", "Call-ID", "CSeq"}) {
    Asking timeline(usual());
    timeline.until(0s);
    CHECK(timeline.arrives(notify({.headers = {{name, std::nullopt}}}), 5ms).empty());
    CHECK(timeline.evidence().notifies.empty());
    CHECK(timeline.next_wake() == 500ms);
  }
  Asking timeline(usual());
  timeline.until(0s);
  CHECK(timeline.arrives(notify({.raw = wire_text("header-without-end")}), 5ms).empty());
}

TEST_CASE("a NOTIFY for another address is not answered") {
  Asking timeline(with_packet_socket());
  timeline.until(0s);
  CHECK(timeline.arrives(notify({.to = "192.0.2.77", .via = Via::packet}), 5ms).empty());
  CHECK(timeline.evidence().notifies.empty());
  CHECK(timeline.next_wake() == 500ms);
}

TEST_CASE("a flood gets 64 answers and no more") {
  Asking timeline(usual());
  timeline.until(0s);
  std::size_t answered = 0;
  for (int i = 0; i < 2000; ++i) answered += timeline.arrives(notify(), 5ms).size();
  CHECK(answered == 64);
  CHECK(timeline.evidence().notifies.size() == 1);
}

TEST_CASE("a flood of junk hides no valid NOTIFY, with a packet socket or without") {
  for (const auto& options : {usual(), with_packet_socket()}) {
    Asking timeline(options);
    timeline.until(0s);
    for (int i = 0; i < 400; ++i) {
      const auto junk = notify({.body = fmt::format("http:/{}", i)});
      if (options.hears_frames)
        timeline.arrives_twice(junk, 5ms + 10us * i);
      else
        timeline.arrives(junk, 5ms + 10us * i);
    }
    auto valid = notify();
    valid.via = options.hears_frames ? Via::packet : Via::udp;
    timeline.arrives(valid, 100ms);
    CHECK(timeline.next_wake() == 1100ms);
  }
}

TEST_CASE("requests cannot keep it from ending") {
  Asking timeline(with_packet_socket());
  timeline.until(0s);
  for (int i = 1; i < 1000; ++i) timeline.arrives(notify({.method = "OPTIONS"}), i * 10ms);
  CHECK(timeline.is_over());
}

// ---- two doors

TEST_CASE("the other door's copy of a transmission is not answered twice") {
  Asking timeline(with_packet_socket());
  timeline.until(0s);
  for (const auto time : {5ms, 505ms, 1505ms})
    CHECK(texts_of(timeline.arrives_twice(notify(), time)) == k_answered);
  CHECK(timeline.evidence().notifies.size() == 1);
  CHECK_FALSE(timeline.asker().firewall_dropped());
}

TEST_CASE("a NOTIFY that only the packet socket hears counts, is answered, and tells of a firewall") {
  Asking timeline(with_packet_socket());
  timeline.until(0s);
  CHECK(texts_of(timeline.arrives(notify({.via = Via::packet}), 5ms)) == k_answered);
  CHECK(timeline.asker().awaits_copies());
  CHECK(timeline.next_wake() == 55ms);
  timeline.until(55ms);
  CHECK_FALSE(timeline.asker().awaits_copies());
  CHECK(timeline.asker().firewall_dropped());
  CHECK(timeline.next_wake() == 1005ms);
}

TEST_CASE("a response that only the packet socket hears tells of a firewall too") {
  Asking timeline(with_packet_socket());
  timeline.until(0s);
  timeline.arrives(response({.via = Via::packet}), 5ms);
  timeline.until(5s);
  CHECK(timeline.asker().firewall_dropped());
  CHECK(timeline.is_over());
}

TEST_CASE("once the copies came nothing is waited for") {
  Asking timeline(with_packet_socket());
  timeline.until(0s);
  timeline.arrives_twice(response(), 2ms);
  timeline.arrives_twice(notify(), 5ms);
  CHECK_FALSE(timeline.asker().awaits_copies());
  CHECK(timeline.next_wake() == 1005ms);
}

TEST_CASE("a frame in the last moment has its copy waited for, and no longer") {
  Asking timeline(with_packet_socket());
  timeline.until(0s);
  timeline.arrives(notify({.via = Via::packet}), 4990ms);
  timeline.until(5s);
  CHECK(timeline.next_wake() == 5040ms);
  timeline.until(5040ms);
  CHECK(timeline.is_over());
}

TEST_CASE("frames behind a firewall cannot keep it from ending") {
  Asking timeline(with_packet_socket());
  timeline.until(0s);
  for (int i = 1; i < 600; ++i) timeline.arrives(notify({.via = Via::packet}), i * 10ms);
  CHECK(timeline.is_over());
}

TEST_CASE("an answer to 5060 tells of no firewall when another port was asked from") {
  auto options = with_packet_socket();
  options.subscription.port = Port{40000};
  Asking timeline(options);
  timeline.until(0s);
  CHECK(texts_of(timeline.arrives(notify({.via = Via::packet}), 5ms)) == k_answered);
  timeline.until(5s);
  CHECK_FALSE(timeline.asker().firewall_dropped());
  CHECK(timeline.evidence().notifies.size() == 1);
}

TEST_CASE("datagrams of other protocols are passed over") {
  Asking timeline(with_packet_socket());
  timeline.until(0s);
  CHECK(timeline.arrives(notify({.from_port = Port{67}, .to_port = Port{68}}), 5ms).empty());
  CHECK(timeline.evidence().ignored.empty());
}

}  // namespace provtool
