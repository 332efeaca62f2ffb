#include "wire/sip_subscribe.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace provtool;

namespace {

sip::Subscription usual_subscription() {
  sip::Subscription subscription;
  subscription.uri = "sip:MAC%3a00005E005342@224.0.1.75";
  subscription.event_package = "ua-profile";
  subscription.event_parameters = {
      {"profile-type", "device"}, {"vendor", "Panasonic"}, {"model", "KX-UTG200B"}, {"version", "03.210"}};
  subscription.accept = "application/url";
  subscription.expires = "0";
  subscription.address = *Ipv4Address::parse("192.0.2.10");
  subscription.branch = "z9hG4bK1520506307";
  subscription.from_tag = "77aa";
  subscription.call_id = "1263455462@192.0.2.10";
  subscription.user_agent = "Panasonic_KX-UTG200B/03.210 (00005e005342)";
  return subscription;
}

}  // namespace

TEST_SUITE_BEGIN("wire/sip_subscribe");

TEST_CASE("the SUBSCRIBE is the one that a phone sends") {
  const auto subscribe = sip::subscribe(usual_subscription());
  REQUIRE(subscribe);
  CHECK(as_text(sip::serialize(*subscribe)) ==
        "SUBSCRIBE sip:MAC%3a00005E005342@224.0.1.75 SIP/2.0\r\n"
        "Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK1520506307;rport\r\n"
        "Max-Forwards: 70\r\n"
        "From: <sip:MAC%3a00005E005342@224.0.1.75>;tag=77aa\r\n"
        "To: <sip:MAC%3a00005E005342@224.0.1.75>\r\n"
        "Call-ID: 1263455462@192.0.2.10\r\n"
        "CSeq: 1 SUBSCRIBE\r\n"
        "Contact: <sip:192.0.2.10:5060>\r\n"
        "Event: "
        "ua-profile;profile-type=\"device\";vendor=\"Panasonic\";model=\"KX-UTG200B\";version=\"03.210\"\r\n"
        "Expires: 0\r\n"
        "Accept: application/url\r\n"
        "User-Agent: Panasonic_KX-UTG200B/03.210 (00005e005342)\r\n"
        "Content-Length: 0\r\n\r\n");
}

TEST_CASE(
    "the SUBSCRIBE leaves out the user agent when it is not known, and parameters that there are none of") {
  auto subscription = usual_subscription();
  subscription.event_parameters.clear();
  subscription.user_agent.clear();
  const auto subscribe = sip::subscribe(subscription);
  REQUIRE(subscribe);
  CHECK(subscribe->header("Event") == "ua-profile");
  CHECK_FALSE(subscribe->header("User-Agent").has_value());
}

TEST_CASE("an Event that somebody gave stands as it is") {
  auto subscription = usual_subscription();
  subscription.event = "ua-profile;vender=\"Panasonic\"";
  CHECK(sip::subscribe(subscription)->header("Event") == "ua-profile;vender=\"Panasonic\"");
}

TEST_CASE("a value cannot break out of its quotes") {
  auto subscription = usual_subscription();
  subscription.event_parameters[2].value = R"(a";evil="b\)";
  const auto event = std::string(*sip::subscribe(subscription)->header("Event"));
  CHECK(sip::parameter_of(event, "model") == subscription.event_parameters[2].value);
  CHECK(sip::parameter_of(event, "evil") == std::nullopt);
  CHECK(sip::parameter_of(event, "version") == "03.210");
}

TEST_CASE("a value that would end its line or is no token is refused by name") {
  const auto refusal = [](auto change) {
    auto subscription = usual_subscription();
    change(subscription);
    const auto result = sip::subscribe(subscription);
    return result ? std::string("written") : result.error().message;
  };
  const auto refused = [](std::string_view name) {
    return fmt::format("cannot write the SUBSCRIBE: its {} has characters that do not belong there", name);
  };
  CHECK(refusal([](auto& s) { s.event_parameters[2].value = "a\r\nVia: x"; }) == refused("model"));
  CHECK(refusal([](auto& s) { s.event_parameters[1].value = "a\x1b"; }) == refused("vendor"));
  CHECK(refusal([](auto& s) { s.event_parameters[3].value = "\xff"; }) == refused("version"));
  CHECK(refusal([](auto& s) { s.user_agent = "a\nb"; }) == refused("user agent"));
  CHECK(refusal([](auto& s) { s.event = "a\nb"; }) == refused("Event"));
  CHECK(refusal([](auto& s) { s.branch = "z9hG4bK1;rport"; }) == refused("Via branch"));
  CHECK(refusal([](auto& s) { s.branch = "1"; }) == refused("Via branch"));
  CHECK(refusal([](auto& s) { s.from_tag = ""; }) == refused("From tag"));
  CHECK(refusal([](auto& s) { s.call_id = "a@b@c"; }) == refused("Call-ID"));
  CHECK(refusal([](auto& s) { s.user_agent = "Grüße (ä)"; }) == "written");
}

TEST_SUITE_END();
