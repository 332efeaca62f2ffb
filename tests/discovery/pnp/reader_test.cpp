#include "discovery/pnp/reader.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "support/pnp_packets.hpp"
#include "support/sip_files.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace testing;
using Kind = PnpReading::Kind;
using Ids = std::vector<std::string>;
using Ignored = std::map<std::string, std::size_t>;
using Texts = std::vector<std::string>;

// A reader that has seen the usual SUBSCRIBE go out at 0 s.
PnpReader asked() {
  PnpReader reader(Identity{.mac = k_pnp_mac}, 5s);
  CHECK(reader.read(subscribe_sent()).kind == Kind::nothing);
  return reader;
}

// What one NOTIFY is read as, after a 200 of the same responder.
PnpEvidence read_after_ok(const PnpNotification& notification) {
  auto reader = asked();
  reader.read(response({.from = notification.from, .time = 1ms}));
  reader.read(notify(notification));
  return reader.evidence();
}

PnpEvidence read_file(const std::string& name, Port from_port = sip::k_port) {
  return read_after_ok({.from_port = from_port, .raw = wire_text(name), .time = 5ms});
}

Texts urls_of(const PnpEvidence& evidence) {
  Texts urls;
  for (const auto& notify : evidence.notifies)
    for (const auto& url : notify.urls) urls.emplace_back(as_text(url));
  return urls;
}

Ids oddities_of(const PnpEvidence& evidence) {
  Ids ids;
  for (const auto& oddity : evidence.oddities) ids.emplace_back(oddity.id.text());
  return ids;
}

std::string message_of(const PnpEvidence& evidence, std::string_view id) {
  const auto found = std::find_if(evidence.oddities.begin(), evidence.oddities.end(),
                                  [&](const PnpOddity& oddity) { return oddity.id.text() == id; });
  return found == evidence.oddities.end() ? "(none)" : found->message;
}

void check_answered_with(const PnpEvidence& evidence, const Texts& urls, const Ids& oddities) {
  CHECK(urls_of(evidence) == urls);
  CHECK(oddities_of(evidence) == oddities);
  REQUIRE(evidence.responders.size() == 1);
  CHECK(evidence.responders[0].notified);
  CHECK(evidence.ignored.empty());
}

}  // namespace

TEST_CASE("200 and NOTIFY by the book: a responder, its URL, and nothing odd") {
  auto reader = asked();
  const auto ok = reader.read(response({.time = 2ms}));
  CHECK(ok.kind == Kind::response);
  CHECK_FALSE(ok.notify);
  const auto reading = reader.read(notify({.time = 5ms}));
  CHECK(reading.kind == Kind::notify);
  REQUIRE(reading.notify);
  CHECK(reading.notify->request()->method == "NOTIFY");
  CHECK(reading.is_new_url);

  const auto& evidence = reader.evidence();
  check_answered_with(evidence, {k_pnp_url}, {});
  const auto& responder = evidence.responders[0];
  CHECK(responder.from.text() == "192.0.2.1:5060");
  CHECK(responder.elapsed == 2ms);
  CHECK(responder.status == 200);
  CHECK(responder.reason_phrase == "OK");
  CHECK_FALSE(responder.unreadable);
  CHECK(evidence.notifies[0].from.text() == "192.0.2.1");
  CHECK(evidence.notifies[0].elapsed == 5ms);
  CHECK_FALSE(evidence.late);
}

TEST_CASE("a repeated NOTIFY is to be answered and tells nothing new") {
  auto reader = asked();
  reader.read(notify({.time = 5ms}));
  const auto again = reader.read(notify({.time = 505ms}));
  CHECK(again.kind == Kind::notify);
  CHECK(again.notify);
  CHECK_FALSE(again.is_new_url);
  CHECK(reader.evidence().notifies.size() == 1);
  CHECK(reader.evidence().responders.size() == 1);
}

// ---- field notes: dialects, foreign-dialog, other-port

TEST_CASE("a NOTIFY in another dialog is read") {
  check_answered_with(read_file("notify-foreign-dialog"), {k_pnp_url}, {"pnp.foreign-dialog"});
}

TEST_CASE("another tag in To is another dialog, none is not") {
  const std::string uri = "<sip:MAC%3a00005E005342@224.0.1.75>";
  check_answered_with(read_after_ok({.headers = {{"To", uri + ";tag=other"}}}), {k_pnp_url},
                      {"pnp.foreign-dialog"});
  check_answered_with(read_after_ok({.headers = {{"To", uri}}}), {k_pnp_url}, {});
}

TEST_CASE("From and To that were not swapped are read") {
  check_answered_with(read_after_ok({.headers = {{"From", "<sip:MAC%3a00005E005342@224.0.1.75>;tag=77aa"},
                                                 {"To", "<sip:MAC%3a00005E005342@224.0.1.75>;tag=r1"}}}),
                      {k_pnp_url}, {"pnp.foreign-dialog"});
}

TEST_CASE("a NOTIFY from another port belongs to the responder at that address") {
  for (const auto port : {Port{1036}, Port{5062}, Port{49152}}) {
    const auto evidence = read_after_ok({.from_port = port});
    check_answered_with(evidence, {k_pnp_url}, {"pnp.other-port"});
    CHECK(message_of(evidence, "pnp.other-port") ==
          fmt::format("its NOTIFY came from port {}", static_cast<unsigned>(port)));
    CHECK(evidence.responders[0].from.port == sip::k_port);
  }
}

TEST_CASE("a NOTIFY to 5060 is read, also when it was asked from another port") {
  PnpReader reader(Identity{.mac = k_pnp_mac}, 5s);
  auto subscribe = subscribe_sent();
  subscribe.source.port = Port{40000};
  reader.read(subscribe);
  CHECK(reader.read(notify()).is_new_url);
  CHECK(reader.read(notify({.from_port = Port{1036}, .to_port = Port{40000}, .body = k_other_pnp_url}))
            .is_new_url);
}

TEST_CASE("compact and folded headers are read") {
  check_answered_with(read_file("notify-compact-and-folded", Port{5062}), {k_pnp_url},
                      {"pnp.other-port", "pnp.header-missing"});
}

TEST_CASE("lines that end with LF alone are named") {
  const auto evidence = read_file("notify-lf-only");
  check_answered_with(evidence, {k_pnp_url}, {"pnp.malformed", "pnp.content-length"});
  CHECK(message_of(evidence, "pnp.malformed") == "its NOTIFY: lines do not end with CR LF");
}

TEST_CASE("a Content-Length that is too large by 2 is named") {
  const auto evidence = read_file("notify-length-too-large");
  check_answered_with(evidence, {k_pnp_url}, {"pnp.content-length"});
  CHECK(message_of(evidence, "pnp.content-length") ==
        "its NOTIFY: Content-Length says 24, the body has 22 bytes");
}

TEST_CASE("an impossible Content-Length is named, and the body read") {
  check_answered_with(read_file("notify-huge-length"), {k_pnp_url}, {"pnp.malformed"});
  for (const auto* length : {"-1", "22 bytes", "99999999999999999999", ""})
    check_answered_with(read_after_ok({.headers = {{"Content-Length", length}}}), {k_pnp_url},
                        {"pnp.malformed"});
}

TEST_CASE("a body without Content-Length is read") {
  check_answered_with(read_after_ok({.headers = {{"Content-Length", std::nullopt}}}), {k_pnp_url}, {});
}

TEST_CASE("what stands behind the URL is taken away") {
  check_answered_with(read_file("notify-nul-after-url"), {k_pnp_url}, {});
  check_answered_with(read_file("notify-crlf-after-url"), {k_pnp_url}, {});
  check_answered_with(read_after_ok({.body = k_pnp_url + std::string("\r\n\0", 3)}), {k_pnp_url}, {});
  check_answered_with(read_after_ok({.body = "\r\n " + k_pnp_url}), {k_pnp_url}, {});
}

TEST_CASE("a header line without a colon is named, and the rest read") {
  const auto evidence = read_file("header-without-colon");
  check_answered_with(evidence, {k_pnp_url}, {"pnp.malformed"});
  CHECK(message_of(evidence, "pnp.malformed") ==
        "its NOTIFY: line 11 of the header is not one: it has no colon");
}

TEST_CASE("a From or To that is not a SIP URI is named, and the rest read") {
  for (const std::string name : {"From", "To"}) {
    const auto evidence = read_after_ok({.headers = {{name, "<sip:MAC= 0080f012345610.77.0.1>"}}});
    CHECK(urls_of(evidence) == Texts{k_pnp_url});
    CHECK(message_of(evidence, "pnp.malformed") ==
          "its NOTIFY: " + name + " is not a SIP URI: <sip:MAC= 0080f012345610.77.0.1>");
  }
}

TEST_CASE("a Via without branch and a CSeq that was not expected are no matter") {
  check_answered_with(read_file("notify-without-branch"), {"http://192.0.2.1/prov/?mac={mac}"}, {});
}

TEST_CASE("a NOTIFY counts by its event or by its content") {
  CHECK(urls_of(read_after_ok({.headers = {{"Event", std::nullopt}}})) == Texts{k_pnp_url});
  CHECK(urls_of(read_after_ok({.headers = {{"Content-Type", "text/plain"}}})) == Texts{k_pnp_url});
  CHECK(urls_of(read_after_ok({.headers = {{"Content-Type", std::nullopt}}})) == Texts{k_pnp_url});
  CHECK(urls_of(read_after_ok({.headers = {{"Event", "UA-Profile;profile-type=\"application\""},
                                           {"Content-Type", "Application/URL;charset=utf-8"}}})) ==
        Texts{k_pnp_url});
}

TEST_CASE("a NOTIFY before the response is named") {
  auto reader = asked();
  CHECK(reader.read(notify({.time = 2ms})).is_new_url);
  CHECK(reader.read(response({.time = 3ms})).kind == Kind::response);
  check_answered_with(reader.evidence(), {k_pnp_url}, {"pnp.notify-before-response"});
  CHECK(reader.evidence().responders[0].status == 200);
  CHECK(reader.evidence().responders[0].elapsed == 2ms);
}

TEST_CASE("a response that did not come, or came to a repeat, may have been lost before the NOTIFY") {
  auto reader = asked();
  reader.read(notify({.time = 2ms}));
  CHECK(oddities_of(reader.evidence()).empty());
  reader.read(subscribe_sent(500ms));
  reader.read(response({.time = 502ms}));
  CHECK(oddities_of(reader.evidence()).empty());
}

TEST_CASE("several NOTIFYs are kept in the order in which they came") {
  auto reader = asked();
  reader.read(notify({.body = ""}));
  CHECK(reader.read(notify({.body = k_other_pnp_url})).is_new_url);
  CHECK(reader.read(notify()).is_new_url);
  CHECK(urls_of(reader.evidence()) == Texts{k_other_pnp_url, k_pnp_url});
  CHECK(reader.evidence().responders.size() == 1);
}

// ---- bodies

TEST_CASE("URLs that stand apart in one body are several") {
  CHECK(urls_of(read_file("notify-two-urls")) == Texts{k_pnp_url, k_other_pnp_url});
  CHECK(urls_of(read_after_ok({.body = k_pnp_url + " " + k_other_pnp_url})) ==
        Texts{k_pnp_url, k_other_pnp_url});
}

TEST_CASE("anything else is one value") {
  CHECK(urls_of(read_after_ok({.body = "192.0.2.1"})) == Texts{"192.0.2.1"});
  CHECK(urls_of(read_after_ok({.body = "no url at all"})) == Texts{"no url at all"});
  CHECK(urls_of(read_after_ok({.body = k_pnp_url + " and more"})) == Texts{k_pnp_url + " and more"});
  CHECK_FALSE(asked().read(notify({.body = "http:/192.0.2.1"})).is_new_url);
}

TEST_CASE("a body without anything in it is named") {
  for (const auto& body : {std::string(), std::string(" \r\n"), std::string(4, '\0')}) {
    const auto evidence = read_after_ok({.body = body});
    check_answered_with(evidence, {}, {"pnp.notify-without-url"});
    CHECK(message_of(evidence, "pnp.notify-without-url") == "its NOTIFY has no body");
  }
}

TEST_CASE("a body that is longer than any URL is named and not kept") {
  const auto evidence = read_after_ok({.body = k_pnp_url + std::string(60'000, 'x')});
  check_answered_with(evidence, {}, {"pnp.notify-without-url"});
  CHECK(message_of(evidence, "pnp.notify-without-url") ==
        "its NOTIFY has a body of 60022 bytes, longer than any URL");
  check_answered_with(read_after_ok({.body = k_pnp_url + std::string(60'000, ' ')}), {k_pnp_url}, {});
}

TEST_CASE("more than eight URLs in one body are one value") {
  std::string body;
  for (int i = 0; i < 9; ++i) body += k_pnp_url + " ";
  CHECK(urls_of(read_after_ok({.body = body})).size() == 1);
}

TEST_CASE("a NOTIFY without Event or Subscription-State is read, and what is missing named") {
  const auto named = [](const Headers& headers) {
    const auto evidence = read_after_ok({.headers = headers});
    CHECK(urls_of(evidence) == Texts{k_pnp_url});
    return message_of(evidence, "pnp.header-missing");
  };
  CHECK(named({{"Event", std::nullopt}}) == "its NOTIFY has no Event header; a phone may drop it");
  CHECK(named({{"Subscription-State", std::nullopt}}) ==
        "its NOTIFY has no Subscription-State header; a phone may drop it");
  CHECK(named({{"Event", ""}, {"Subscription-State", std::nullopt}}) ==
        "its NOTIFY has no Event or Subscription-State header; a phone may drop it");
  CHECK(named({{"Event", "message-summary"}}) ==
        "its NOTIFY is for the event message-summary instead of ua-profile; a phone may drop it");
  CHECK(named({{"Event", "UA-Profile;vendor=\"x\""}, {"Subscription-State", "active"}}) == "(none)");
}

// ---- what is not ours

TEST_CASE("a NOTIFY that lacks what every request must have yields nothing and is not answered") {
  for (const std::string name : {"Via", "From", "To", "Call-ID", "CSeq"}) {
    auto reader = asked();
    const auto reading = reader.read(notify({.headers = {{name, std::nullopt}}}));
    CHECK(reading.kind == Kind::nothing);
    CHECK_FALSE(reading.notify);
    const auto& evidence = reader.evidence();
    CHECK(evidence.notifies.empty());
    CHECK(message_of(evidence, "pnp.malformed") ==
          fmt::format("a NOTIFY has no readable {}; it gives no URL and is not answered", name));
    REQUIRE(evidence.responders.size() == 1);
    CHECK(evidence.responders[0].unreadable);
    CHECK_FALSE(evidence.responders[0].notified);
  }
}

TEST_CASE("what makes a NOTIFY void is said before what is merely odd") {
  for (const auto& file : {"notify-lf-only", "notify"}) {
    auto reader = asked();
    reader.read(response({.raw = replaced(wire_text("refused-401"), "CSeq: 1", "CSeq  1")}));
    reader.read(notify({.raw = replaced(wire_text(file), "Call-ID", "X-Call-ID")}));
    CHECK(message_of(reader.evidence(), "pnp.malformed") ==
          "a NOTIFY has no readable Call-ID; it gives no URL and is not answered");
  }
}

TEST_CASE("a datagram that ends inside its header is left aside") {
  const auto evidence = read_file("header-without-end");
  CHECK(evidence.notifies.empty());
  CHECK(evidence.ignored == Ignored{{"NOTIFY for ua-pro", 1}});
}

TEST_CASE("other requests are left aside and named") {
  auto reader = asked();
  CHECK(reader.read(notify({.method = "INVITE"})).kind == Kind::nothing);
  CHECK(reader.read(notify({.method = "OPTIONS"})).kind == Kind::nothing);
  const auto waiting = reader.read(notify(
      {.headers = {{"Event", "message-summary"}, {"Content-Type", "application/simple-message-summary"}}}));
  CHECK(waiting.kind == Kind::nothing);
  CHECK_FALSE(waiting.notify);
  CHECK(reader.read(notify({.headers = {{"Event", std::nullopt}, {"Content-Type", std::nullopt}}})).kind ==
        Kind::nothing);
  CHECK(reader.evidence().ignored == Ignored{{"INVITE request", 1},
                                             {"NOTIFY for message-summary", 1},
                                             {"NOTIFY for no event package", 1},
                                             {"OPTIONS request", 1}});
  CHECK(reader.evidence().responders.empty());
}

TEST_CASE("what is no SIP is left aside and named") {
  auto reader = asked();
  for (const auto& text : {std::string("\r\n\r\n"), std::string(4, '\0'), std::string("hello"),
                           std::string("NOTIFY sip:a SIP/3.0\r\n\r\n"), std::string("<html>")})
    CHECK(reader.read(notify({.raw = text})).kind == Kind::nothing);
  CHECK(reader.evidence().ignored ==
        Ignored{{"a keep-alive", 2}, {"with a SIP version other than 2.0", 1}, {"not a SIP message", 2}});
}

TEST_CASE("what passes by for others is left aside") {
  auto reader = asked();
  CHECK(reader.read(notify({.to = "192.0.2.77"})).kind == Kind::nothing);
  CHECK(reader.read(response({.to = "192.0.2.77"})).kind == Kind::nothing);
  CHECK(reader.read(notify({.vlan = 12})).kind == Kind::nothing);
  CHECK(reader.evidence().ignored == Ignored{{"for another address", 2}, {"tagged for VLAN 12", 1}});
  CHECK(reader.evidence().responders.empty());
}

TEST_CASE("a response to another request is left aside, and a provisional one is none yet") {
  auto reader = asked();
  CHECK(reader.read(response({.headers = {{"Call-ID", "another"}}})).kind == Kind::nothing);
  CHECK(reader.read(response({.status = 100, .reason = "Trying"})).kind == Kind::provisional);
  CHECK(reader.evidence().ignored ==
        Ignored{{"provisional response", 1}, {"response to another request", 1}});
  CHECK(reader.evidence().responders.empty());
}

TEST_CASE("datagrams that have nothing to do with SIP are passed over without a word") {
  auto reader = asked();
  CHECK(reader.read(notify({.from_port = Port{67}, .to_port = Port{68}})).kind == Kind::nothing);
  CHECK(reader.evidence().ignored.empty());
}

TEST_CASE("without a SUBSCRIBE there is nothing to answer") {
  PnpReader reader(Identity{.mac = k_pnp_mac}, 5s);
  CHECK(reader.read(notify()).kind == Kind::nothing);
  CHECK(reader.read(response()).kind == Kind::nothing);
  CHECK(reader.evidence().ignored ==
        Ignored{{"NOTIFY before any SUBSCRIBE", 1}, {"response to another request", 1}});
}

TEST_CASE("the SUBSCRIBE of another phone is left aside") {
  PnpReader reader(Identity{.mac = k_laptop_mac}, 5s);
  reader.read(subscribe_sent());
  CHECK(reader.evidence().ignored == Ignored{{"SUBSCRIBE of other phones", 1}});
  CHECK(reader.read(notify()).kind == Kind::nothing);
}

TEST_CASE("what we send ourselves is no answer") {
  auto reader = asked();
  auto sent = notify();
  sent.direction = Direction::sent;
  CHECK(reader.read(sent).kind == Kind::nothing);
  sent = response();
  sent.direction = Direction::sent;
  CHECK(reader.read(sent).kind == Kind::nothing);
  CHECK(reader.evidence().responders.empty());
  CHECK(reader.evidence().ignored.empty());
}

// ---- responses

TEST_CASE("the 200 of responders in the field is read") {
  for (const auto* name : {"ok-without-empty-line", "accepted-from-other-port"}) {
    auto reader = asked();
    CHECK(reader.read(response({.raw = wire_text(name)})).kind == Kind::response);
    REQUIRE(reader.evidence().responders.size() == 1);
    CHECK(reader.evidence().responders[0].status.value() / 100 == 2);
  }
  auto reader = asked();
  reader.read(response({.raw = wire_text("ok-without-empty-line")}));
  CHECK(message_of(reader.evidence(), "pnp.malformed") == "its 200 response: no empty line ends the header");
}

TEST_CASE("a responder is known by its MAC and by what it calls itself") {
  auto reader = asked();
  reader.read(response({.headers = {{"Server", "PBX 1.0"}}}));
  reader.read(notify({.headers = {{"User-Agent", "another name"}}}));
  CHECK(reader.evidence().responders.at(0).mac.colons() == "00:00:5e:00:53:aa");
  CHECK(reader.evidence().responders.at(0).product == "PBX 1.0");
  auto without_response = asked();
  without_response.read(notify({.headers = {{"User-Agent", "PBX 2.0"}}}));
  CHECK(without_response.evidence().responders.at(0).product == "PBX 2.0");
}

TEST_CASE("the UDP socket knows no MAC, and the packet socket's copy tells it") {
  auto reader = asked();
  auto heard = notify();
  heard.source_mac = {};
  reader.read(heard);
  CHECK(reader.evidence().responders.at(0).mac == MacAddress{});
  reader.read_copy(notify({.via = Via::packet}));
  CHECK(reader.evidence().responders.at(0).mac.colons() == "00:00:5e:00:53:aa");
}

TEST_CASE("a refusal is kept with its reason") {
  auto reader = asked();
  reader.read(response({.raw = wire_text("refused-401")}));
  REQUIRE(reader.evidence().responders.size() == 1);
  CHECK(reader.evidence().responders[0].status == 401);
  CHECK(reader.evidence().responders[0].reason_phrase == "Unauthorized");
}

TEST_CASE("the first final response of a responder counts") {
  auto reader = asked();
  reader.read(response({.status = 403, .reason = "Forbidden"}));
  reader.read(response());
  CHECK(reader.evidence().responders.at(0).status == 403);
}

TEST_CASE("a long reason is cut") {
  auto reader = asked();
  reader.read(response({.status = 403, .reason = std::string(50'000, 'x')}));
  CHECK(reader.evidence().responders.at(0).reason_phrase.size() < 200);
}

TEST_CASE("an answer is late when only a repetition can have caused it") {
  auto reader = asked();
  reader.read(subscribe_sent(500ms));
  reader.read(response({.time = 502ms}));
  CHECK(reader.evidence().late);
  CHECK(reader.evidence().responders.at(0).elapsed == 502ms);
}

TEST_CASE("an early answer beside a late one is not late") {
  auto reader = asked();
  reader.read(response({.time = 2ms}));
  reader.read(subscribe_sent(500ms));
  reader.read(response({.from = "192.0.2.2", .time = 502ms}));
  CHECK_FALSE(reader.evidence().late);
}

TEST_CASE("the phone's own SUBSCRIBE, passing by, is no repetition of ours") {
  auto reader = asked();
  auto passing = subscribe_sent(10ms);
  passing.direction = Direction::received;
  passing.payload = to_bytes(
      replaced(std::string(as_text(passing.payload)), "1263455462@192.0.2.10", "5551212@192.0.2.77"));
  reader.read(passing);
  reader.read(response({.time = 20ms}));
  CHECK_FALSE(reader.evidence().late);
}

// The phone waits at most 5 s (Administrator Guide).
TEST_CASE("what comes after the phone's patience is answered and does not count") {
  auto reader = asked();
  CHECK(reader.read(response({.time = 5001ms})).kind == Kind::nothing);
  const auto reading = reader.read(notify({.time = 5002ms}));
  CHECK(reading.kind == Kind::notify);
  CHECK(reading.notify);
  CHECK_FALSE(reading.is_new_url);
  CHECK(reader.evidence().responders.empty());
  CHECK(reader.evidence().notifies.empty());
  CHECK(reader.evidence().ignored ==
        Ignored{{"NOTIFY that came too late", 1}, {"response that came too late", 1}});
}

TEST_CASE("what comes in the last moment counts") {
  auto reader = asked();
  CHECK(reader.read(notify({.time = 5s})).is_new_url);
}

// ---- bounds

TEST_CASE("a flood of responders is bounded, and counted") {
  auto reader = asked();
  for (int i = 1; i <= 100; ++i) reader.read(notify({.from = fmt::format("192.0.2.{}", i)}));
  CHECK(reader.evidence().responders.size() == 32);
  CHECK(reader.evidence().oddities.size() <= 32);
  CHECK(reader.evidence().ignored == Ignored{{"over the limit of responders kept", 68}});
}

TEST_CASE("a flood of values is bounded, counted, and hides no valid one") {
  auto reader = asked();
  for (int i = 0; i < 2000; ++i) reader.read(notify({.body = fmt::format("http:/{}", i)}));
  CHECK(reader.evidence().notifies.size() == 32);
  CHECK(reader.evidence().ignored == Ignored{{"over the limit of NOTIFYs kept", 1968}});
  CHECK(reader.read(notify()).is_new_url);
  CHECK(urls_of(reader.evidence()).back() == k_pnp_url);
  CHECK(reader.read(notify({.body = k_other_pnp_url})).is_new_url);
  CHECK(reader.evidence().notifies.size() == 32);
  CHECK(reader.evidence().urls.text() == "2002");
}

TEST_CASE("a flood of spoofed responses hides no responder who gives a URL") {
  auto reader = asked();
  for (int i = 1; i <= 100; ++i) reader.read(response({.from = fmt::format("198.51.100.{}", i)}));
  CHECK(reader.read(response({.from = "192.0.2.2"})).kind == PnpReading::Kind::nothing);
  CHECK(reader.read(notify({.from = "192.0.2.2"})).is_new_url);
  const auto& evidence = reader.evidence();
  CHECK(evidence.responders.size() == 32);
  CHECK(evidence.responders.back().from.address.text() == "192.0.2.2");
  CHECK(evidence.responders.front().from.address.text() == "198.51.100.1");
  CHECK(evidence.seen.text() == "101");
  CHECK(oddities_of(evidence).empty());  // its response came, but nobody remembers it
}

TEST_CASE("a flood of NOTIFYs of other dialogs hides none of ours, and the first valid one stays") {
  auto reader = asked();
  for (int i = 0; i < 300; ++i)
    reader.read(notify({.body = fmt::format("http://a/{}", i), .headers = {{"Call-ID", "another"}}}));
  CHECK(reader.read(notify({.body = "http://b/"})).is_new_url);
  CHECK(reader.evidence().notifies.size() == 32);
  CHECK(urls_of(reader.evidence()).front() == "http://a/0");
  CHECK(urls_of(reader.evidence()).back() == "http://b/");
}

TEST_CASE("when the phone asks at the same moment, its answers are told as what they are") {
  PnpReader reader(Identity{.mac = k_pnp_mac}, 5s);
  auto of_the_phone = subscribe_sent();
  of_the_phone.direction = Direction::received;
  of_the_phone.source.address = *IpAddress::parse("192.0.2.99");
  reader.read(of_the_phone);
  auto to_the_phone = notify({});
  to_the_phone.destination.address = *IpAddress::parse("192.0.2.99");
  CHECK(reader.read(to_the_phone).is_new_url);
  reader.read(subscribe_sent());
  CHECK(reader.evidence().notifies.empty());
  CHECK_FALSE(reader.read(to_the_phone).is_new_url);
  CHECK(reader.evidence().ignored == Ignored{{"for the phone itself, which is asking at this moment", 2}});
  CHECK(reader.read(notify({})).is_new_url);
}

TEST_CASE("a flood of kinds of messages is bounded, and counted") {
  auto reader = asked();
  for (int i = 0; i < 100; ++i)
    reader.read(notify({.headers = {{"Event", fmt::format("package-{}", i)}, {"Content-Type", "a/b"}}}));
  const auto& ignored = reader.evidence().ignored;
  CHECK(ignored.size() == 17);
  CHECK(ignored.at("for other reasons") == 84);
}

TEST_CASE("a kind of oddity is told once for each responder") {
  auto reader = asked();
  reader.read(response());
  for (int i = 0; i < 3; ++i)
    reader.read(notify({.from_port = Port{1036}, .body = fmt::format("http://a/{}", i)}));
  reader.read(response({.from = "192.0.2.2"}));
  reader.read(notify({.from = "192.0.2.2", .from_port = Port{1036}}));
  CHECK(oddities_of(reader.evidence()) == Ids{"pnp.other-port", "pnp.other-port"});
}

}  // namespace provtool
