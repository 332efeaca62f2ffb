#include "discovery/dhcp4/reader.hpp"

#include <doctest/doctest.h>

#include <fmt/format.h>
#include <algorithm>

#include "discovery/dhcp4/survey.hpp"
#include "support/dhcp4_packets.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace testing;
using dhcpv4::MessageType;
using Ignored = std::map<std::string, std::size_t>;

// A reader that has seen the usual DISCOVER go out at 0 s.
Dhcp4Reader asked() {
  Dhcp4Reader reader({k_phone_mac, k_laptop_mac});
  auto discover = to_datagram(Dhcp4Request{});
  discover.direction = Direction::sent;
  CHECK(reader.read(discover) == nullptr);
  return reader;
}

}  // namespace

TEST_CASE("an answer is read with who sent it, and after how long") {
  auto reader = asked();
  const auto* answer = reader.read(to_datagram(offer({.time = 12ms})));
  REQUIRE(answer != nullptr);
  CHECK(answer->type == MessageType::offer);
  CHECK_FALSE(answer->to_inform);
  CHECK(answer->server() == "192.0.2.1");
  CHECK(answer->from.text() == "192.0.2.1");
  CHECK(answer->mac == k_server_mac);
  CHECK(answer->elapsed == 12ms);
  CHECK(answer->received == at(12ms));
  CHECK(reader.evidence().answers.size() == 1);
  CHECK(reader.evidence().ignored.empty());
}

TEST_CASE("a server is named by its identifier, behind a relay too") {
  auto reader = asked();
  auto relayed = to_datagram(offer({.server = "198.51.100.7", .relay = "192.0.2.254"}));
  relayed.source.address = IpAddress{Ipv4Address{{192, 0, 2, 254}}};
  const auto* answer = reader.read(relayed);
  REQUIRE(answer != nullptr);
  CHECK(answer->server() == "198.51.100.7");
  CHECK(answer->from.text() == "192.0.2.254");
}

TEST_CASE("a server without an identifier is named by its address") {
  auto reader = asked();
  const auto* answer = reader.read(to_datagram(offer({.with_identifier = false})));
  REQUIRE(answer != nullptr);
  CHECK(answer->server() == "192.0.2.1");
}

TEST_CASE("the delay counts from the first transmission") {
  auto reader = asked();
  reader.read(to_datagram(Dhcp4Request{.time = 4s}));
  const auto* answer = reader.read(to_datagram(offer({.time = 4500ms})));
  REQUIRE(answer != nullptr);
  CHECK(answer->elapsed == 4500ms);
}

TEST_CASE("what is no answer to us is left aside, counted and named") {
  auto reader = asked();
  auto odd = to_datagram(offer());
  SUBCASE("another xid") {
    CHECK(reader.read(to_datagram(offer({.xid = k_other_xid}))) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"with another xid", 1}});
  }
  SUBCASE("another client's address") {
    CHECK(reader.read(to_datagram(offer({.chaddr = k_other_mac}))) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"for another MAC", 1}});
  }
  SUBCASE("the xid of another watched MAC") {
    CHECK(reader.read(to_datagram(offer({.chaddr = k_laptop_mac}))) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"with another xid", 1}});
  }
  SUBCASE("without a DHCP cookie") {
    odd.payload[236] ^= 0xff;
    CHECK(reader.read(odd) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"without a DHCP cookie", 1}});
  }
  SUBCASE("a request's op code") {
    odd.payload[0] = 1;
    CHECK(reader.read(odd) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"with a request's op code", 1}});
  }
  SUBCASE("another port") {
    odd.destination.port = Port{4011};
    CHECK(reader.read(odd) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"to port 4011", 1}});
  }
  SUBCASE("another VLAN") {
    odd.vlan = 20;
    CHECK(reader.read(odd) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"tagged for VLAN 20", 1}});
  }
  SUBCASE("a payload that is too short") {
    odd.payload.resize(100);
    CHECK(reader.read(odd) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"too short for a DHCP message", 1}});
  }
  SUBCASE("a message type that does not exist") {
    odd.payload[242] = 9;
    CHECK(reader.read(odd) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"without a message type", 1}});
  }
  SUBCASE("an ACK that nobody asked for") {
    CHECK(reader.read(to_datagram(ack())) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"of an unexpected type (DHCPACK)", 1}});
  }
  SUBCASE("a type that no server sends") {
    CHECK(reader.read(to_datagram(Dhcp4Reply{.type = MessageType::decline})) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"of an unexpected type (DHCPDECLINE)", 1}});
  }
  SUBCASE("other clients' requests") {
    reader.read(to_datagram(Dhcp4Request{.chaddr = k_other_mac}));
    reader.read(to_datagram(Dhcp4Request{.chaddr = k_other_mac}));
    CHECK(reader.evidence().ignored == Ignored{{"of other clients", 2}});
  }
  CHECK(reader.evidence().answers.empty());
  REQUIRE(reader.read(to_datagram(offer())) != nullptr);  // none of it spoils the real one
}

TEST_CASE("a reply without a message type is one of BOOTP") {
  auto with_options = to_datagram(offer({.options = {{160, "http://prov.example.com/"}}}));
  with_options.payload.erase(with_options.payload.begin() + 240, with_options.payload.begin() + 243);
  auto without_options = to_datagram(offer());
  without_options.payload.resize(300);
  std::fill(without_options.payload.begin() + 236, without_options.payload.end(), std::uint8_t{0});
  auto without_vendor_area = without_options;
  without_vendor_area.payload.resize(236);
  for (const auto& reply : {with_options, without_options, without_vendor_area}) {
    auto reader = asked();
    CHECK(reader.read(reply) == nullptr);
    CHECK(reader.read(reply) == nullptr);  // each server once
    CHECK(reader.evidence().answers.empty());
    REQUIRE(reader.evidence().bootp.size() == 1);
    CHECK(reader.evidence().bootp[0].server() == "192.0.2.1");
    CHECK(reader.evidence().bootp[0].message.yiaddr.text() == "192.0.2.50");
  }
}

TEST_CASE("a reply of BOOTP that is not for the phone is ignored") {
  auto reply = to_datagram(offer({.xid = k_other_xid}));
  reply.payload.resize(236);
  auto reader = asked();
  CHECK(reader.read(reply) == nullptr);
  CHECK(reader.evidence().bootp.empty());
  CHECK(reader.evidence().ignored == Ignored{{"with another xid", 1}});
}

TEST_CASE("what was asked for is known of an answer: its size, and of a REQUEST its server") {
  auto question = to_datagram(Dhcp4Request{});
  auto sized = message_in(question);
  sized.add(57, {0x05, 0xc0});
  question.payload = dhcpv4::serialize(sized);
  Dhcp4Reader reader({k_phone_mac});
  reader.read(question);
  const auto reply = to_datagram(offer());
  REQUIRE(reader.read(reply) != nullptr);
  CHECK(reader.evidence().answers[0].asked_size == 1472);
  CHECK(reader.evidence().answers[0].size == reply.payload.size());
  auto request = to_datagram(Dhcp4Request{.type = MessageType::request});
  auto named = message_in(request);
  named.add(54, {192, 0, 2, 1});
  request.payload = dhcpv4::serialize(named);
  reader.read(request);
  CHECK(reader.evidence().questions[1].to_server == Ipv4Address{{192, 0, 2, 1}});
}

TEST_CASE("what has nothing to do with DHCP is not even counted") {
  auto reader = asked();
  auto other = to_datagram(offer());
  other.source.port = Port{5060};
  other.destination.port = Port{5060};
  CHECK(reader.read(other) == nullptr);
  CHECK(reader.evidence().ignored.empty());
}

TEST_CASE("an answer without a question is none") {
  Dhcp4Reader reader({k_phone_mac});
  CHECK(reader.read(to_datagram(offer())) == nullptr);
  CHECK(reader.evidence().ignored == Ignored{{"with another xid", 1}});
}

TEST_CASE("a repetition of one server is one answer") {
  auto reader = asked();
  CHECK(reader.read(to_datagram(offer({.time = 10ms}))) != nullptr);
  CHECK(reader.read(to_datagram(offer({.time = 4010ms}))) == nullptr);
  CHECK(reader.read(to_datagram(offer({.server = "192.0.2.2", .time = 4020ms}))) != nullptr);
  REQUIRE(reader.evidence().answers.size() == 2);
  CHECK(reader.evidence().answers[0].elapsed == 10ms);
  CHECK(reader.evidence().ignored.empty());
}

TEST_CASE("what a server tells the phone itself is told as what it is") {
  auto reader = asked();
  reader.read(to_datagram(Dhcp4Request{.xid = k_other_xid}));
  CHECK(reader.read(to_datagram(offer({.xid = k_other_xid}))) == nullptr);
  CHECK(reader.read(to_datagram(offer())) != nullptr);
  CHECK(reader.evidence().ignored == Ignored{{"for the phone itself, which is asking at this moment", 1}});
}

TEST_CASE("the phone's own conversation counts until this computer asks") {
  Dhcp4Reader reader({k_phone_mac, k_laptop_mac});
  reader.read(to_datagram(Dhcp4Request{.xid = k_other_xid}));
  CHECK(reader.read(to_datagram(offer({.xid = k_other_xid}))) != nullptr);
  auto discover = to_datagram(Dhcp4Request{});
  discover.direction = Direction::sent;
  reader.read(discover);
  CHECK(reader.evidence().answers.empty());
  CHECK(reader.evidence().ignored == Ignored{{"for the phone itself, which is asking at this moment", 1}});
  CHECK(reader.read(to_datagram(offer())) != nullptr);
}

TEST_CASE("64 answers are kept, and the best of them: a flood of broken ones hides no good one") {
  auto reader = asked();
  for (int i = 1; i <= 200; ++i)
    reader.read(to_datagram(offer({.server = fmt::format("198.51.100.{}", i), .with_end = false})));
  const auto* good = reader.read(to_datagram(offer()));
  REQUIRE(good != nullptr);
  CHECK(good->server() == "192.0.2.1");
  const auto& evidence = reader.evidence();
  CHECK(evidence.answers.size() == 64);
  CHECK(evidence.answers.front().server() == "198.51.100.1");
  CHECK(evidence.servers.text() == "201");
}

TEST_CASE("the answer that counts is kept, whatever else comes") {
  auto reader = asked();
  auto plain = offer({.server = "192.0.2.77"});
  plain.options.clear();
  reader.read(to_datagram(plain));
  for (int i = 1; i <= 200; ++i) reader.read(to_datagram(offer({.server = fmt::format("198.51.100.{}", i)})));
  CHECK(reader.evidence().answers.front().server() == "192.0.2.77");
  CHECK(reader.evidence().answers.size() == 64);
}

TEST_CASE("invented questions of the phone do not hide ours") {
  Dhcp4Reader reader({k_phone_mac});
  for (std::uint32_t i = 0; i < 1000; ++i) reader.read(to_datagram(Dhcp4Request{.xid = dhcpv4::Xid{i}}));
  auto discover = to_datagram(Dhcp4Request{});
  discover.direction = Direction::sent;
  reader.read(discover);
  CHECK(reader.read(to_datagram(offer())) != nullptr);
}

TEST_CASE("a message that breaks off counts up to the break") {
  auto reader = asked();
  const auto* answer = reader.read(to_datagram(offer({.with_end = false})));
  REQUIRE(answer != nullptr);
  CHECK(answer->message.faults.size() == 1);
  CHECK(answer->message.option(160));
}

TEST_CASE("both directions of somebody else's conversation are read") {
  Dhcp4Reader reader({k_phone_mac});
  reader.read(to_datagram(Dhcp4Request{}));
  CHECK(reader.read(to_datagram(offer({.time = 5ms}))) != nullptr);
  reader.read(to_datagram(Dhcp4Request{.type = MessageType::request, .time = 10ms}));
  const auto* answer = reader.read(to_datagram(ack({.time = 13ms})));
  REQUIRE(answer != nullptr);
  CHECK(answer->type == MessageType::ack);
  CHECK(answer->elapsed == 3ms);  // since the REQUEST, not since the DISCOVER
}

TEST_CASE("conversations of two MACs are kept apart") {
  auto reader = asked();
  auto as_ourselves = to_datagram(Dhcp4Request{.xid = k_own_xid, .chaddr = k_laptop_mac, .time = 3500ms});
  as_ourselves.direction = Direction::sent;
  reader.read(as_ourselves);
  const auto* own = reader.read(
      to_datagram(offer({.xid = k_own_xid, .chaddr = k_laptop_mac, .address = "192.0.2.5", .time = 3600ms})));
  REQUIRE(own != nullptr);
  CHECK(own->elapsed == 100ms);
  const auto* phones = reader.read(to_datagram(offer({.time = 3700ms})));  // the same server
  REQUIRE(phones != nullptr);
  CHECK(phones->elapsed == 3700ms);
  CHECK(reader.evidence().answers.size() == 2);
}

TEST_CASE("an ACK to an INFORM is not one to a REQUEST") {
  Dhcp4Reader reader({k_phone_mac});
  reader.read(to_datagram(Dhcp4Request{.type = MessageType::inform}));
  reader.read(to_datagram(Dhcp4Request{.type = MessageType::request, .xid = k_own_xid}));
  const auto* to_inform = reader.read(to_datagram(ack({.address = "0.0.0.0"})));
  REQUIRE(to_inform != nullptr);
  CHECK(to_inform->to_inform);
  const auto* to_request = reader.read(to_datagram(ack({.xid = k_own_xid})));
  REQUIRE(to_request != nullptr);
  CHECK_FALSE(to_request->to_inform);
  CHECK(reader.evidence().answers.size() == 2);
}

TEST_CASE("a flood of servers fills neither memory nor the report") {
  auto reader = asked();
  for (int i = 0; i < 10'000; ++i)
    reader.read(to_datagram(offer({.server = fmt::format("198.18.{}.{}", i / 250, i % 250 + 1)})));
  CHECK(reader.evidence().answers.size() == 64);
  CHECK(reader.evidence().answers[0].server() == "198.18.0.1");
  REQUIRE(reader.evidence().ignored.size() == 1);
  CHECK(reader.evidence().ignored.begin()->second == 10'000 - 64);
}

TEST_CASE("a flood to ever other ports and VLANs is summed up") {
  auto reader = asked();
  std::size_t counted = 0;
  for (std::uint16_t i = 0; i < 10'000; ++i) {
    auto odd = to_datagram(offer());
    if (i % 2 == 0) odd.vlan = static_cast<std::uint16_t>(i % 4094 + 1);
    if (i % 2 == 1) odd.destination.port = Port{static_cast<std::uint16_t>(1024 + i)};
    reader.read(odd);
  }
  for (const auto& [reason, count] : reader.evidence().ignored) counted += count;
  CHECK(counted == 10'000);
  CHECK(reader.evidence().ignored.size() <= 20);
  CHECK(reader.read(to_datagram(offer())) != nullptr);
}

TEST_CASE("a flood of requests ends in a bound, and the first ones stay known") {
  auto reader = asked();
  for (std::uint32_t i = 0; i < 10'000; ++i)
    reader.read(to_datagram(Dhcp4Request{.xid = dhcpv4::Xid{0x10000 + i}}));
  CHECK(reader.read(to_datagram(offer())) != nullptr);
}

// ---- the survey

namespace {

Dhcp4Request survey(Dhcp4Request except = {}) {
  except.xid = k_survey_xid;
  except.requested = survey_options({1, 3, 66, 159, 160});
  return except;
}

Dhcp4Reader surveyed() {
  auto reader = asked();
  reader.read(to_datagram(offer()));
  auto question = to_datagram(survey());
  question.direction = Direction::sent;
  reader.read(question);
  return reader;
}

Dhcp4Reply to_survey(Dhcp4Reply except = {}) {
  except.xid = k_survey_xid;
  return offer(except);
}

}  // namespace

TEST_CASE("what answers the survey is kept apart: no answer, no server, no question that was answered") {
  auto reader = surveyed();
  CHECK(reader.read(to_datagram(to_survey())) == nullptr);
  CHECK(reader.read(to_datagram(to_survey())) == nullptr);
  CHECK(reader.read(to_datagram(to_survey({.server = "192.0.2.66"}))) == nullptr);
  const auto& evidence = reader.evidence();
  CHECK(evidence.answers.size() == 1);
  CHECK(evidence.servers.count() == 1);
  REQUIRE(evidence.questions.size() == 1);
  CHECK(evidence.questions[0].exchange.answers == 1);
  CHECK(evidence.survey_questions.size() == 1);
  CHECK(evidence.survey_answers.size() == 2);
  CHECK(evidence.ignored.empty());
}

TEST_CASE("a capture that contains a survey is read as the run was, whoever asked") {
  Dhcp4Reader reader({k_phone_mac});
  reader.read(to_datagram(Dhcp4Request{}));
  reader.read(to_datagram(survey()));
  CHECK(reader.read(to_datagram(to_survey())) == nullptr);
  CHECK(reader.evidence().answers.empty());
  CHECK(reader.evidence().survey_answers.size() == 1);
}

TEST_CASE("the first question is no survey, whatever it asks for") {
  Dhcp4Reader reader({k_phone_mac});
  reader.read(to_datagram(survey()));
  CHECK(reader.read(to_datagram(to_survey())) != nullptr);
  CHECK(reader.evidence().survey_questions.empty());
}

TEST_CASE("an answer to the survey that is no OFFER is ignored") {
  auto reader = surveyed();
  for (const auto& reply : {ack({.xid = k_survey_xid}), nak({.xid = k_survey_xid})})
    CHECK(reader.read(to_datagram(reply)) == nullptr);
  CHECK(reader.evidence().survey_answers.empty());
  CHECK(reader.evidence().ignored == Ignored{{"of an unexpected type, to the survey", 2}});
}

TEST_CASE("a flood of answers to the survey is bounded, and so are surveys") {
  auto reader = surveyed();
  for (int i = 1; i <= 200; ++i)
    reader.read(to_datagram(to_survey({.server = fmt::format("198.51.100.{}", i)})));
  CHECK(reader.evidence().survey_answers.size() == 64);
  CHECK(reader.evidence().ignored == Ignored{{"over the limit of answers kept", 136}});
  for (std::uint32_t i = 0; i < 100; ++i) {
    auto question = survey();
    question.xid = dhcpv4::Xid{i};
    reader.read(to_datagram(question));
  }
  CHECK(reader.evidence().survey_questions.size() <= 8);
}

}  // namespace provtool
