#include "discovery/dhcp4/stack.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "discovery/dhcp4/judgement.hpp"
#include "support/dhcp4_packets.hpp"
#include "support/findings.hpp"

namespace provtool {

namespace {

using namespace testing;
using dhcpv4::MessageType;

const std::string k_mask("\xff\xff\xff\x00", 4);
const std::string k_router("\xc0\x00\x02\x01", 4);

std::string long_url(std::size_t size) {
  const std::string url = "http://192.0.2.1/";
  return url + std::string(size - url.size(), 'x');
}

// The answer to a DISCOVER that asked for this much.
Dhcp4Answer answered(const Dhcp4Reply& reply, std::optional<std::uint16_t> asked_size = std::nullopt) {
  Dhcp4Reader reader({k_phone_mac});
  auto question = to_datagram(Dhcp4Request{});
  if (asked_size) {
    auto message = message_in(question);
    message.add(57, {static_cast<std::uint8_t>(*asked_size >> 8), static_cast<std::uint8_t>(*asked_size)});
    question.payload = dhcpv4::serialize(message);
  }
  reader.read(question);
  REQUIRE(reader.read(to_datagram(reply)) != nullptr);
  return reader.evidence().answers.front();
}

std::vector<SourceEvidence> options_of(const Dhcp4Answer& answer) {
  return read_options(Dhcp4Server{.answer = &answer}, Identity{});
}

Ids stack_ids(const Dhcp4Answer& answer) {
  return ids_of(judge_stack(answer));
}
Ids room_ids(const Dhcp4Answer& answer) {
  return ids_of(judge_room(answer, options_of(answer)));
}
Ids reach_ids(const OptionTexts& options) {
  const auto answer = answered(offer({.options = options, .with_name_server = false}));
  return ids_of(judge_reach(answer, options_of(answer)));
}

// The options field of an OFFER without these is 21 bytes long, and 308 is all that there is.
Dhcp4Reply with_room_for(std::size_t left, OptionTexts options = {}, bool overloads = false) {
  std::size_t used = 22;
  if (overloads) options.push_back({52, "\x03"});
  for (const auto& [code, text] : options) used += 2 + text.size();
  for (std::size_t fill = 308 - used - left; fill > 0;) {
    const auto part = std::min<std::size_t>(fill, 202);
    options.push_back({200, std::string(part - 2, 'x')});
    fill -= part;
  }
  return offer({.options = options, .sname = overloads ? "\xff" : "", .file = overloads ? "\xff" : ""});
}

}  // namespace

// ---- the lease time

TEST_CASE("an answer without a lease time, or with 0 s, is refused by common clients") {
  CHECK(stack_ids(answered(offer())).empty());
  CHECK(stack_ids(answered(offer({.with_lease_time = false}))) == Ids{"dhcp4.lease-time"});
  const OptionTexts zero{{51, std::string(4, '\0')}};
  CHECK(stack_ids(answered(offer({.options = zero, .with_lease_time = false}))) == Ids{"dhcp4.lease-time"});
  const OptionTexts cut{{51, "\x0e\x10"}};
  CHECK(stack_ids(answered(offer({.options = cut, .with_lease_time = false}))) == Ids{"dhcp4.lease-time"});
}

TEST_CASE("who only informs gives no lease") {
  auto answer = answered(offer({.with_lease_time = false}));
  answer.type = MessageType::ack;
  answer.to_inform = true;
  CHECK(stack_ids(answer).empty());
}

// ---- its size

TEST_CASE("576 bytes are what everybody takes") {
  CHECK(stack_ids(answered(with_room_for(0))).empty());
  OptionTexts more{{160, long_url(250)}, {200, std::string(250, 'x')}};
  const auto answer = answered(offer({.options = more}));
  CHECK(stack_ids(answer) == Ids{"dhcp4.answer-too-large"});
  CHECK(says(judge_stack(answer).front(), "794 bytes long"));
  CHECK(stack_ids(answered(offer({.options = more}), 794)).empty());
  CHECK(stack_ids(answered(offer({.options = more}), 793)) == Ids{"dhcp4.answer-too-large"});
}

TEST_CASE("an answer with room left hides nothing") {
  CHECK_FALSE(is_full(answered(offer())));
  CHECK_FALSE(is_full(answered(with_room_for(20))));
  CHECK(is_full(answered(with_room_for(19))));
  CHECK(is_full(answered(with_room_for(0))));
}

TEST_CASE("a server that does not keep to the size leaves nothing out") {
  CHECK_FALSE(
      is_full(answered(offer({.options = {{200, std::string(250, 'x')}, {201, std::string(250, 'x')}}}))));
}

TEST_CASE("a server that overloads the header had no room for something") {
  CHECK(is_full(answered(with_room_for(73, {}, true))));
  CHECK(is_full(answered(with_room_for(256, {}, true))));
  CHECK_FALSE(is_full(answered(with_room_for(257, {}, true))));
}

TEST_CASE("to ask for less than everybody takes changes nothing") {
  CHECK(stack_ids(answered(with_room_for(0), 10)).empty());
  CHECK_FALSE(is_full(answered(with_room_for(20), 10)));
}

TEST_CASE("with more room asked for, the same answer is not full") {
  CHECK(is_full(answered(with_room_for(10), 576)));
  CHECK_FALSE(is_full(answered(with_room_for(10), 1472)));
}

TEST_CASE("what a full answer may hide is not tested, and what would show it is said") {
  const auto answer = answered(with_room_for(73, {{66, long_url(60)}}, true));
  const auto options = options_of(answer);
  CHECK(options[0].status == Status::not_tested);
  CHECK(options[0].to_settle == "Ask with --max-message-size 1472.");
  CHECK(options[1].status == Status::not_tested);
  CHECK(options[2].status == Status::found);
  const auto findings = judge_room(answer, options);
  CHECK(ids_of(findings) == Ids{"dhcp4.answer-full"});
  CHECK(findings.front().severity == Severity::warning);
  CHECK(says(findings.front(), "160 and 159"));
}

TEST_CASE("a full answer hides nothing above the value that it has") {
  const auto answer = answered(with_room_for(73, {{160, long_url(60)}}, true));
  const auto findings = judge_room(answer, options_of(answer));
  CHECK(ids_of(findings) == Ids{"dhcp4.answer-full"});
  CHECK(findings.front().severity == Severity::info);
}

TEST_CASE("with all three options there, a full answer is one only when nothing else fits in") {
  const OptionTexts all{{160, long_url(40)}, {159, long_url(40)}, {66, long_url(40)}};
  CHECK(room_ids(answered(with_room_for(73, all, true))).empty());
  CHECK(room_ids(answered(with_room_for(19, all, true))) == Ids{"dhcp4.answer-full"});
  CHECK(room_ids(answered(with_room_for(19, all))) == Ids{"dhcp4.answer-full"});
}

// ---- the way to the URL's host

TEST_CASE("a host outside the subnet needs a router") {
  const std::string outside = "http://198.51.100.9/utg/x.cfg";
  CHECK(reach_ids({{1, k_mask}, {160, outside}}) == Ids{"dhcp4.no-router"});
  CHECK(reach_ids({{1, k_mask}, {160, outside}, {3, ""}}) == Ids{"dhcp4.no-router"});
  CHECK(reach_ids({{1, k_mask}, {160, outside}, {3, std::string(4, '\0')}}) == Ids{"dhcp4.no-router"});
  CHECK(reach_ids({{1, k_mask}, {160, outside}, {3, k_router}}).empty());
  CHECK(reach_ids({{1, k_mask}, {160, "http://192.0.2.9/x.cfg"}}).empty());
  CHECK(reach_ids({{1, k_mask}, {66, "192.0.2.9"}}).empty());
  CHECK(reach_ids({{1, k_mask}, {66, "198.51.100.9"}}) == Ids{"dhcp4.no-router"});
}

TEST_CASE("without a mask, or with a host that nobody can be, nothing is said of routers") {
  CHECK(reach_ids({{160, "http://198.51.100.9/utg/x.cfg"}}).empty());
  CHECK(reach_ids({{1, k_mask}, {160, "http://255.255.255.255/x.cfg"}}).empty());
  CHECK(reach_ids({{1, k_mask}, {160, "http://[2001:db8::9]/x.cfg"}}).empty());
}

TEST_CASE("a host's name needs a DNS server") {
  CHECK(reach_ids({{66, "provserver"}}) == Ids{"dhcp4.no-dns"});
  CHECK(reach_ids({{66, "provserver"}, {6, ""}}) == Ids{"dhcp4.no-dns"});
  CHECK(reach_ids({{66, "provserver"}, {6, std::string(4, '\0')}}) == Ids{"dhcp4.no-dns"});
  CHECK(reach_ids({{66, "provserver"}, {6, k_router}}).empty());
}

TEST_CASE("only the value that would win says where the phone goes") {
  CHECK(reach_ids({{1, k_mask}, {160, "http://192.0.2.9/"}, {66, "http://prov.example.com/"}}).empty());
  CHECK(reach_ids({{1, k_mask}}).empty());
  CHECK(reach_ids({{1, k_mask}, {160, "scp://prov.example.com/"}, {66, "198.51.100.9"}}).empty());
}

TEST_CASE("a router or DNS server that a full answer may hide is not called missing") {
  const auto answer = answered(with_room_for(10, {{1, k_mask}, {160, "http://prov.example.com/"}}));
  CHECK(judge_reach(answer, options_of(answer)).empty());
}

// ---- BOOTP

TEST_CASE("a BOOTP reply is told with its values, and secrets in them are masked") {
  Dhcp4Answer reply;
  reply.from = IpAddress::parse("192.0.2.1").value();
  reply.mac = k_server_mac;
  reply.message.yiaddr = Ipv4Address{{192, 0, 2, 50}};
  reply.message.siaddr = Ipv4Address{{192, 0, 2, 9}};
  reply.message.file = "phone.cfg";
  reply.message.add(160, to_bytes("http://prov.example.com/a.cfg"));
  const auto finding = judge_bootp(reply);
  CHECK(finding.id == "dhcp4.bootp");
  for (const auto* part : {"192.0.2.1 (00:00:5e:00:53:01)", "192.0.2.50", "192.0.2.9", "phone.cfg",
                           "http://prov.example.com/a.cfg"})
    CHECK(says(finding, part));
}

}  // namespace provtool
