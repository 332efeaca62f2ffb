#include "discovery/dhcp6/reader.hpp"

#include <doctest/doctest.h>

#include "support/dhcp6_packets.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace testing;
using dhcpv6::MessageType;

Dhcp6Reader watching(const MacAddress& client) {
  return Dhcp6Reader(dhcpv6::make_duid_ll(client));
}

// A reader that has seen the usual Information-request at 0 s and the Solicit at 1 s.
Dhcp6Reader asked() {
  auto reader = watching(k_phone_mac);
  CHECK(reader.read(to_datagram(Dhcp6Request{})) == nullptr);
  CHECK(reader.read(to_datagram(solicit({.time = 1s}))) == nullptr);
  return reader;
}

}  // namespace

TEST_CASE("an answer is read with who sent it, and after how long") {
  auto reader = asked();
  const auto* answer = reader.read(to_datagram(reply({.time = 12ms})));
  REQUIRE(answer != nullptr);
  CHECK(answer->message.type == MessageType::reply);
  CHECK(answer->server == "0003000100005e005301");
  CHECK(answer->from.text() == "fe80::1");
  CHECK(answer->mac == k_server_mac);
  CHECK(answer->received == at(12ms));
  CHECK(answer->elapsed == 12ms);
  CHECK(reader.evidence().answers.size() == 1);
  CHECK(reader.evidence().ignored.empty());
}

TEST_CASE("the delay counts from the first request of its kind") {
  auto reader = asked();
  reader.read(to_datagram(Dhcp6Request{.time = 3s}));
  reader.read(to_datagram(solicit({.time = 2s})));
  const auto* advertised = reader.read(to_datagram(advertise({.time = 2100ms})));
  REQUIRE(advertised != nullptr);
  CHECK(advertised->elapsed == 1100ms);
  const auto* replied = reader.read(to_datagram(reply({.time = 3100ms})));
  REQUIRE(replied != nullptr);
  CHECK(replied->elapsed == 3100ms);
}

TEST_CASE("what is no answer to us is left aside, counted and named") {
  auto reader = asked();
  auto odd = to_datagram(reply());
  SUBCASE("another transaction") {
    CHECK(reader.read(to_datagram(reply({.id = k_other_id}))) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"with another transaction id", 1}});
  }
  SUBCASE("another client's DUID") {
    CHECK(reader.read(to_datagram(reply({.client = k_other_mac}))) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"for another DUID", 1}});
  }
  SUBCASE("no client identifier") {
    CHECK(reader.read(to_datagram(reply({.with_client = false}))) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"without a client identifier", 1}});
  }
  SUBCASE("no server identifier") {
    CHECK(reader.read(to_datagram(reply({.with_server = false}))) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"without a server identifier", 1}});
  }
  SUBCASE("an empty server identifier") {
    CHECK(reader.read(to_datagram(reply({.with_server = false, .options = {{2, ""}}}))) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"without a server identifier", 1}});
  }
  SUBCASE("an Advertise to an Information-request") {
    CHECK(reader.read(to_datagram(Dhcp6Reply{.type = MessageType::advertise})) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"of an unexpected type (ADVERTISE)", 1}});
  }
  SUBCASE("a Reply to a Solicit, which asked for no Rapid Commit") {
    CHECK(reader.read(to_datagram(reply({.id = k_solicit_id}))) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"of an unexpected type (REPLY)", 1}});
  }
  SUBCASE("a type that no server answers with") {
    CHECK(reader.read(to_datagram(Dhcp6Reply{.type = MessageType::reconfigure})) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"of an unexpected type (RECONFIGURE)", 1}});
  }
  SUBCASE("a message between relays and servers") {
    odd.payload[0] = 13;
    CHECK(reader.read(odd) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"a message between DHCPv6 relays and servers", 1}});
  }
  SUBCASE("a type that does not exist") {
    odd.payload[0] = 0;
    CHECK(reader.read(odd) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"of an unknown DHCPv6 type", 1}});
  }
  SUBCASE("a payload that is too short") {
    odd.payload.resize(3);
    CHECK(reader.read(odd) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"too short for a DHCPv6 message", 1}});
  }
  SUBCASE("another VLAN") {
    odd.vlan = 20;
    CHECK(reader.read(odd) == nullptr);
    CHECK(reader.evidence().ignored == Ignored{{"tagged for VLAN 20", 1}});
  }
  SUBCASE("other clients' requests") {
    reader.read(to_datagram(Dhcp6Request{.client = k_other_mac}));
    reader.read(to_datagram(solicit({.client = k_other_mac})));
    CHECK(reader.evidence().ignored == Ignored{{"of other clients", 2}});
  }
  CHECK(reader.evidence().answers.empty());
  REQUIRE(reader.read(to_datagram(reply())) != nullptr);  // none of it spoils the real one
}

TEST_CASE("what has nothing to do with DHCPv6 is not even counted") {
  auto reader = asked();
  auto other_port = to_datagram(reply());
  other_port.destination.port = Port{5060};
  auto other_protocol = to_datagram(reply());
  other_protocol.protocol = Protocol::icmpv6;
  CHECK(reader.read(other_port) == nullptr);
  CHECK(reader.read(other_protocol) == nullptr);
  CHECK(reader.read(to_datagram(RouterAdvertised{})) == nullptr);
  CHECK(reader.read(to_datagram(offer())) == nullptr);
  CHECK(reader.evidence().ignored.empty());
  CHECK(reader.evidence().answers.empty());
}

TEST_CASE("an answer without a question is none") {
  auto reader = watching(k_phone_mac);
  CHECK(reader.read(to_datagram(reply())) == nullptr);
  CHECK(reader.evidence().ignored == Ignored{{"with another transaction id", 1}});
}

TEST_CASE("a repetition of one server is one answer") {
  auto reader = asked();
  CHECK(reader.read(to_datagram(reply({.time = 10ms}))) != nullptr);
  CHECK(reader.read(to_datagram(reply({.time = 3010ms}))) == nullptr);
  CHECK(reader.read(to_datagram(reply({.from = "fe80::2", .mac = k_other_mac, .time = 3020ms}))) != nullptr);
  REQUIRE(reader.evidence().answers.size() == 2);
  CHECK(reader.evidence().answers[0].elapsed == 10ms);
  CHECK(reader.evidence().ignored.empty());
}

// The DUID tells servers apart, not the address: two may stand behind one relay.
TEST_CASE("two servers may answer from one address") {
  auto reader = asked();
  CHECK(reader.read(to_datagram(reply())) != nullptr);
  CHECK(reader.read(to_datagram(reply({.mac = k_other_mac}))) != nullptr);
}

TEST_CASE("a message that breaks off counts up to the break") {
  auto reader = asked();
  const auto* answer = reader.read(to_datagram(reply({.junk = std::string("\0\x17\0\x10", 4)})));
  REQUIRE(answer != nullptr);
  CHECK(answer->message.faults.size() == 1);
  CHECK(answer->message.vendor_information().size() == 1);
}

TEST_CASE("the phone's own conversation is read, in both directions") {
  auto reader = watching(k_phone_mac);
  reader.read(to_datagram(solicit({.id = k_other_id})));
  CHECK(reader.read(to_datagram(advertise({.id = k_other_id, .time = 5ms}))) != nullptr);
  reader.read(to_datagram(Dhcp6Request{.type = MessageType::request, .id = k_other_id, .time = 10ms}));
  const auto* answer = reader.read(to_datagram(reply({.id = k_other_id, .time = 13ms})));
  REQUIRE(answer != nullptr);
  CHECK(answer->elapsed == 3ms);  // since the Request, not since the Solicit
}

TEST_CASE("what a server said to the phone is no repetition of what it says to us") {
  auto reader = asked();
  reader.read(to_datagram(Dhcp6Request{.id = k_other_id}));
  CHECK(reader.read(to_datagram(reply({.id = k_other_id}))) != nullptr);
  CHECK(reader.read(to_datagram(reply())) != nullptr);
  CHECK(reader.read(to_datagram(reply())) == nullptr);
  CHECK(reader.read(to_datagram(reply({.id = k_other_id}))) == nullptr);
}

TEST_CASE("a flood of servers fills neither memory nor the report") {
  auto reader = asked();
  for (std::uint16_t i = 0; i < 2000; ++i) reader.read(to_datagram(of_server(i, reply())));
  CHECK(reader.evidence().answers.size() == 256);
  CHECK(reader.evidence().answers[0].from.text() == "fe80::a:0");
  CHECK(reader.evidence().ignored == Ignored{{"over the limit of answers kept", 2000 - 256}});
}

TEST_CASE("a flood of servers without our option hides none with it") {
  auto reader = asked();
  auto empty = reply();
  empty.vendor.clear();
  for (std::uint16_t i = 0; i < 2000; ++i) reader.read(to_datagram(of_server(i, empty)));
  CHECK(reader.read(to_datagram(of_server(3000, reply()))) != nullptr);
  const auto& evidence = reader.evidence();
  CHECK(evidence.answers.size() == 256);
  CHECK(evidence.answers[0].from.text() == "fe80::a:0");
  CHECK(evidence.servers.text() == "2001");
}

TEST_CASE("what a server tells the phone itself is told as what it is") {
  auto reader = watching(k_phone_mac);
  reader.read(to_datagram(Dhcp6Request{.id = k_other_id}));
  CHECK(reader.read(to_datagram(reply({.id = k_other_id}))) != nullptr);
  auto ours = to_datagram(Dhcp6Request{});
  ours.direction = Direction::sent;
  reader.read(ours);
  CHECK(reader.evidence().answers.empty());
  CHECK(reader.read(to_datagram(reply({.id = k_other_id}))) == nullptr);
  CHECK(reader.evidence().ignored == Ignored{{"for the phone itself, which is asking at this moment", 2}});
  CHECK(reader.read(to_datagram(reply())) != nullptr);
}

TEST_CASE("a flood of requests ends in a bound, and the first ones stay known") {
  auto reader = asked();
  for (std::uint32_t i = 0; i < 10'000; ++i)
    reader.read(to_datagram(Dhcp6Request{.id = dhcpv6::TransactionId{0x10000 + i}}));
  CHECK(reader.read(to_datagram(reply())) != nullptr);
}

}  // namespace provtool
