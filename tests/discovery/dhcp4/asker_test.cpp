#include "discovery/dhcp4/asker.hpp"

#include <doctest/doctest.h>

#include "support/dhcp4_packets.hpp"
#include "support/timeline.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace testing;
using dhcpv4::MessageType;
namespace option = dhcpv4::option;
using Asking = Timeline<Dhcp4Asker>;
using Types = std::vector<MessageType>;

// The phone's MAC asked for from a laptop, as `discover --mac` does.
Dhcp4AskerOptions usual() {
  Dhcp4AskerOptions options;
  options.start = k_start;
  options.phone = k_phone_mac;
  options.own = k_laptop_mac;
  options.xid = k_xid;
  options.own_xid = k_own_xid;
  options.vendor_class = "Panasonic";
  options.client_identifier = parse_hex("01 0080f0123456");
  options.requested_options = {1, 3, 66, 159, 160};
  options.own_address = Ipv4Address{{192, 0, 2, 5}};
  options.addresses_in_use = {Ipv4Address{{192, 0, 2, 5}}};
  return options;
}

Dhcp4AskerOptions without_foreign_mac() {
  auto options = usual();
  options.phone = k_laptop_mac;
  return options;
}

Dhcp4AskerOptions with(DhcpExchange exchange) {
  auto options = usual();
  options.exchange = exchange;
  return options;
}

Types types_of(const std::vector<Datagram>& datagrams) {
  Types types;
  for (const auto& datagram : datagrams) types.push_back(message_in(datagram).type().value());
  return types;
}

std::string text_of(const dhcpv4::Message& message, std::uint8_t code) {
  const auto value = message.option(code);
  return value ? std::string(as_text(*value)) : "(none)";
}

std::string hex_of(const dhcpv4::Message& message, std::uint8_t code) {
  const auto value = message.option(code);
  return value ? to_hex(*value) : "(none)";
}

}  // namespace

TEST_CASE("it asks to be woken at the start, and sends nothing before") {
  Asking timeline(usual());
  CHECK(timeline.next_wake() == 0s);
  CHECK_FALSE(timeline.asker().next_datagram());
}

TEST_CASE("at 0 s a DISCOVER, at 0.4 s nothing, at 0.5 s again with the same xid") {
  Asking timeline(without_foreign_mac());
  const auto first = timeline.until(0s);
  REQUIRE(types_of(first) == Types{MessageType::discover});
  CHECK(message_in(first[0]).xid == k_xid);
  CHECK(message_in(first[0]).secs == 0);
  CHECK(timeline.next_wake() == 500ms);
  CHECK(timeline.until(400ms).empty());
  const auto second = timeline.until(500ms);
  REQUIRE(types_of(second) == Types{MessageType::discover});
  CHECK(message_in(second[0]).xid == k_xid);
  CHECK(message_in(second[0]).secs == 0);
}

TEST_CASE("it is repeated to the end of the window, but not in its last moment") {
  Asking timeline(without_foreign_mac());
  const auto sent = timeline.until(4500ms);
  REQUIRE(sent.size() == 10);
  CHECK(message_in(sent.back()).secs == 4);  // RFC 2131 2: since the client began
  CHECK(message_in(sent.back()).xid == k_xid);
  CHECK(timeline.next_wake() == 5s);
  CHECK(timeline.until(5s).empty());
  CHECK(timeline.is_over());
  CHECK_FALSE(timeline.asker().trouble());
}

TEST_CASE("the DISCOVER is the phone's, in a frame of our own") {
  Asking timeline(usual());
  const auto sent = timeline.until(0s);
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].source_mac == k_laptop_mac);
  CHECK(sent[0].destination_mac == MacAddress::broadcast());
  CHECK(sent[0].source.text() == "0.0.0.0:68");
  CHECK(sent[0].destination.text() == "255.255.255.255:67");
  const auto message = message_in(sent[0]);
  CHECK(message.chaddr == k_phone_mac);
  CHECK(message.broadcast);
  CHECK(message.ciaddr.is_zero());
  CHECK(text_of(message, option::vendor_class) == "Panasonic");
  CHECK(hex_of(message, option::client_identifier) == "010080f0123456");
  CHECK(hex_of(message, option::parameter_request_list) == "0103429fa0");
}

TEST_CASE("vendor class and client identifier can be left out") {
  auto options = usual();
  options.vendor_class.clear();
  options.client_identifier.reset();
  Asking timeline(options);
  const auto message = message_in(timeline.until(0s).at(0));
  CHECK_FALSE(message.option(option::vendor_class));
  CHECK_FALSE(message.option(option::client_identifier));
}

TEST_CASE("who answered early is given company until 3.5 s after asking") {
  Asking timeline(usual());
  timeline.until(0s);
  timeline.arrives(offer(), 12ms);
  CHECK(timeline.next_wake() == 3500ms);
  timeline.arrives(offer({.server = "192.0.2.2"}), 3100ms);  // dnsmasq pings for 3 s first
  CHECK(timeline.next_wake() == 3500ms);
  CHECK(timeline.until(3500ms).empty());
  CHECK(timeline.is_over());
  REQUIRE(timeline.evidence().answers.size() == 2);
  CHECK(timeline.evidence().answers[0].elapsed == 12ms);
  CHECK(timeline.evidence().answers[1].elapsed == 3100ms);
}

TEST_CASE("who answered late is given company for one second") {
  Asking timeline(usual());
  timeline.until(0s);
  timeline.arrives(offer(), 3200ms);
  CHECK(timeline.next_wake() == 4200ms);
  timeline.arrives(offer({.server = "192.0.2.2"}), 4100ms);  // the second one does not add to it
  CHECK(timeline.next_wake() == 4200ms);
  CHECK(timeline.until(4200ms).empty());
  CHECK(timeline.is_over());
}

TEST_CASE("the window ends it all") {
  Asking timeline(without_foreign_mac());
  timeline.until(0s);
  timeline.arrives(offer({.chaddr = k_laptop_mac}), 4800ms);
  CHECK(timeline.next_wake() == 5s);
  timeline.until(5s);
  CHECK(timeline.is_over());
}

TEST_CASE("settle and window are the caller's") {
  auto options = usual();
  options.window = 2s;
  options.settle = 500ms;
  Asking timeline(options);
  timeline.until(0s);
  timeline.arrives(offer(), 100ms);
  CHECK(timeline.next_wake() == 1100ms);
}

TEST_CASE("an answered question is not repeated") {
  auto options = without_foreign_mac();
  options.settle = 10s;
  options.window = 10s;
  Asking timeline(options);
  timeline.until(0s);
  timeline.arrives(offer({.chaddr = k_laptop_mac}), 1s);
  CHECK(timeline.until(10s).empty());
}

TEST_CASE("what is no answer changes nothing") {
  Asking timeline(without_foreign_mac());
  timeline.until(0s);
  timeline.arrives(offer({.xid = k_other_xid, .chaddr = k_laptop_mac}), 100ms);
  timeline.arrives(offer({.chaddr = k_other_mac}), 200ms);
  timeline.arrives(nak({.chaddr = k_laptop_mac}), 300ms);
  timeline.arrives(Dhcp4Request{.chaddr = k_other_mac}, 400ms);
  CHECK(timeline.next_wake() == 500ms);
  CHECK(timeline.evidence().answers.size() == 0);
}

TEST_CASE("answers belong to what it asks, also repeated ones; what others ask and are told does not") {
  Asking timeline(without_foreign_mac());
  timeline.until(0s);
  for (int i = 0; i < 2; ++i) {
    timeline.arrives(offer({.chaddr = k_laptop_mac}), 100ms);
    CHECK(timeline.is_kept());
  }
  timeline.arrives(offer({.xid = k_other_xid, .chaddr = k_laptop_mac}), 200ms);
  CHECK_FALSE(timeline.is_kept());
  timeline.arrives(offer({.chaddr = k_other_mac}), 300ms);
  CHECK_FALSE(timeline.is_kept());
  timeline.arrives(Dhcp4Request{.chaddr = k_other_mac}, 400ms);
  CHECK_FALSE(timeline.is_kept());
  auto elsewhere = to_datagram(offer({.chaddr = k_laptop_mac}));
  elsewhere.destination.port = Port{69};
  timeline.arrives(elsewhere, 500ms);
  CHECK_FALSE(timeline.is_kept());
}

TEST_CASE("a foreign MAC without an answer at 3.5 s: as ourselves, too, and both until the window ends") {
  Asking timeline(usual());
  for (const auto& sent : timeline.until(3499ms)) CHECK(message_in(sent).chaddr == k_phone_mac);
  const auto both = timeline.until(3500ms);
  REQUIRE(types_of(both) == Types{MessageType::discover, MessageType::discover});
  CHECK(message_in(both[0]).chaddr == k_phone_mac);
  const auto message = message_in(both[1]);
  CHECK(both[1].source_mac == k_laptop_mac);
  CHECK(message.secs == 0);
  CHECK(message.chaddr == k_laptop_mac);
  CHECK(message.xid == k_own_xid);
  CHECK(hex_of(message, option::client_identifier) == "0100005e005305");
  CHECK(text_of(message, option::vendor_class) == "Panasonic");

  timeline.arrives(offer({.xid = k_own_xid, .chaddr = k_laptop_mac}), 3600ms);
  CHECK(timeline.next_wake() == 4s);
  const auto again = timeline.until(4s);
  REQUIRE(types_of(again) == Types{MessageType::discover});
  CHECK(message_in(again[0]).chaddr == k_phone_mac);
  CHECK(message_in(again[0]).xid == k_xid);
  timeline.arrives(offer({.server = "192.0.2.2"}), 4400ms);
  CHECK(timeline.next_wake() == 5s);
  timeline.until(5s);
  CHECK(timeline.is_over());
  REQUIRE(timeline.evidence().answers.size() == 2);
  CHECK(timeline.evidence().answers[0].message.chaddr == k_laptop_mac);
  CHECK(timeline.evidence().answers[0].elapsed == 100ms);
}

TEST_CASE("the question as ourselves is repeated as often as the phone's") {
  Asking timeline(usual());
  timeline.until(3500ms);
  const auto sent = timeline.until(5s);
  REQUIRE(sent.size() == 4);
  CHECK(message_in(sent[0]).xid == k_xid);
  CHECK(message_in(sent[1]).xid == k_own_xid);
  CHECK(message_in(sent[3]).secs == 1);  // since this client began
}

TEST_CASE("a question as ourselves needs two of the phone's that went out before it") {
  Asking timeline(usual());
  timeline.asker().wake(at(0s));  // and nothing could be sent until now
  timeline.asker().next_datagram();
  timeline.asker().wake(at(3500ms));
  for (const auto& sent : timeline.until(4s)) CHECK(message_in(sent).xid == k_xid);
  CHECK(message_in(timeline.until(4500ms).back()).xid == k_own_xid);
}

TEST_CASE("a client identifier that is not the MAC's is kept when asking as ourselves") {
  auto options = usual();
  options.client_identifier = parse_hex("00 706f7274");
  Asking timeline(options);
  timeline.until(0s);
  CHECK(hex_of(message_in(timeline.until(3500ms).back()), option::client_identifier) == "00706f7274");
}

TEST_CASE("a foreign MAC that was answered needs no question as ourselves") {
  Asking timeline(usual());
  timeline.until(0s);
  timeline.arrives(offer(), 3400ms);
  CHECK(timeline.until(5s).empty());
}

TEST_CASE("the computer's own MAC is never asked for twice") {
  Asking timeline(without_foreign_mac());
  for (const auto& sent : timeline.until(5s)) CHECK(message_in(sent).xid == k_xid);
}

TEST_CASE("ack: a REQUEST for what the first OFFER offers") {
  Asking timeline(with(DhcpExchange::ack));
  timeline.until(0s);
  const auto sent = timeline.arrives(offer(), 20ms);
  REQUIRE(types_of(sent) == Types{MessageType::request});
  CHECK(sent[0].source_mac == k_laptop_mac);
  CHECK(sent[0].destination.text() == "255.255.255.255:67");
  const auto request = message_in(sent[0]);
  CHECK(request.xid == k_xid);
  CHECK(request.chaddr == k_phone_mac);
  CHECK(request.broadcast);
  CHECK(request.address_option(option::requested_address)->text() == "192.0.2.50");
  CHECK(request.address_option(option::server_identifier)->text() == "192.0.2.1");
  CHECK(text_of(request, option::vendor_class) == "Panasonic");
  CHECK(hex_of(request, option::client_identifier) == "010080f0123456");
  CHECK(hex_of(request, option::parameter_request_list) == "0103429fa0");

  CHECK(timeline.arrives(offer({.server = "192.0.2.2", .address = "192.0.2.60"}), 30ms).empty());
  CHECK(timeline.evidence().answers.size() == 2);  // seen, not followed
}

TEST_CASE("ack: the lease is taken from a server that was named, whoever is faster") {
  auto options = with(DhcpExchange::ack);
  options.lease_from = {"192.0.2.2"};
  Asking timeline(options);
  timeline.until(0s);
  CHECK(timeline.arrives(offer(), 20ms).empty());
  const auto sent = timeline.arrives(offer({.server = "192.0.2.2", .address = "192.0.2.60"}), 30ms);
  REQUIRE(types_of(sent) == Types{MessageType::request});
  CHECK(message_in(sent[0]).address_option(option::server_identifier)->text() == "192.0.2.2");
}

TEST_CASE("ack: the REQUEST is repeated with the same xid, and the ACK ends it") {
  Asking timeline(with(DhcpExchange::ack));
  timeline.until(0s);
  timeline.arrives(offer(), 400ms);
  CHECK(timeline.next_wake() == 900ms);
  const auto again = timeline.until(4500ms);
  CHECK(types_of(again) == Types(8, MessageType::request));
  CHECK(message_in(again[0]).xid == k_xid);
  CHECK(timeline.arrives(ack({.options = {{51, std::string("\0\0\x0e\x10", 4)}}}), 4600ms).empty());
  CHECK(timeline.next_wake() == 5400ms);  // the REQUEST has its own window of 5 s
  REQUIRE(timeline.asker().lease());
  CHECK(timeline.asker().lease()->server == "192.0.2.1");
  CHECK(timeline.asker().lease()->address.text() == "192.0.2.50");
  CHECK(timeline.asker().lease()->seconds == 3600);
  CHECK_FALSE(timeline.asker().lease()->released);
  timeline.until(5400ms);
  CHECK(timeline.is_over());
}

// RFC 2131 3.1, step 3: so that relays forward it to the same servers.
TEST_CASE("ack: the REQUEST says the same seconds as the last DISCOVER") {
  Asking timeline(with(DhcpExchange::ack));
  timeline.until(1900ms);
  const auto sent = timeline.arrives(offer(), 2400ms);
  REQUIRE(types_of(sent) == Types{MessageType::discover, MessageType::request});
  CHECK(message_in(sent[1]).secs == 2);
  CHECK(message_in(timeline.until(2900ms).at(0)).secs == 2);
}

TEST_CASE("ack: nobody is asked for the lease when nobody offers one") {
  Asking timeline(with(DhcpExchange::ack));
  CHECK(types_of(timeline.until(5s)) == Types(13, MessageType::discover));
  CHECK(timeline.is_over());
  CHECK_FALSE(timeline.asker().lease());
}

TEST_CASE("an OFFER that no phone can take ends no question") {
  for (const auto* address : {"0.0.0.0", "127.0.0.1", "239.0.0.1", "255.255.255.255"}) {
    CAPTURE(address);
    Asking timeline(without_foreign_mac());
    timeline.until(0s);
    timeline.arrives(offer({.chaddr = k_laptop_mac, .address = address}), 10ms);
    CHECK(types_of(timeline.until(500ms)) == Types{MessageType::discover});
    timeline.arrives(offer({.chaddr = k_laptop_mac}), 600ms);
    CHECK(timeline.until(2s).empty());
  }
}

TEST_CASE("ack: an OFFER without an address, as a boot server sends it, cannot be requested") {
  Asking timeline(with(DhcpExchange::ack));
  timeline.until(0s);
  CHECK(timeline.arrives(offer({.server = "192.0.2.9", .address = "0.0.0.0"}), 10ms).empty());
  CHECK(types_of(timeline.arrives(offer(), 20ms)) == Types{MessageType::request});
}

TEST_CASE("ack: a NAK ends it without a lease") {
  Asking timeline(with(DhcpExchange::ack));
  timeline.until(0s);
  timeline.arrives(offer(), 20ms);
  CHECK(timeline.arrives(nak(), 40ms).empty());
  CHECK(timeline.next_wake() == 3500ms);
  CHECK(timeline.until(3500ms).empty());
  CHECK(timeline.is_over());
  CHECK_FALSE(timeline.asker().lease());
  REQUIRE(timeline.evidence().answers.size() == 2);
  CHECK(timeline.evidence().answers[1].type == MessageType::nak);
}

TEST_CASE("ack: a lease is given back only when that was asked for") {
  SUBCASE("not asked for") {
    Asking timeline(with(DhcpExchange::ack));
    timeline.until(0s);
    timeline.arrives(offer(), 20ms);
    CHECK(timeline.arrives(ack(), 40ms).empty());
    CHECK(timeline.until(60s).empty());
    CHECK_FALSE(timeline.asker().lease()->released);
  }
  SUBCASE("asked for: a RELEASE straight to the server, which is not repeated") {
    auto options = with(DhcpExchange::ack);
    options.release_lease = true;
    Asking timeline(options);
    timeline.until(0s);
    timeline.arrives(offer(), 20ms);
    const auto sent = timeline.arrives(ack(), 40ms);
    REQUIRE(types_of(sent) == Types{MessageType::release});
    CHECK(sent[0].source_mac == k_laptop_mac);
    CHECK(sent[0].destination_mac == k_server_mac);
    CHECK(sent[0].source.text() == "192.0.2.50:68");
    CHECK(sent[0].destination.text() == "192.0.2.1:67");
    const auto release = message_in(sent[0]);
    CHECK(release.chaddr == k_phone_mac);
    CHECK(release.ciaddr.text() == "192.0.2.50");
    CHECK_FALSE(release.broadcast);
    CHECK(release.address_option(option::server_identifier)->text() == "192.0.2.1");
    CHECK(hex_of(release, option::client_identifier) == "010080f0123456");
    CHECK_FALSE(release.option(option::requested_address));
    CHECK_FALSE(release.option(option::parameter_request_list));
    CHECK(timeline.asker().lease()->released);
    CHECK(timeline.until(60s).empty());
  }
}

// The ACK may have been lost; the server keeps the address for the MAC then.
TEST_CASE("what was requested is given back once when the end comes before the ACK") {
  auto options = with(DhcpExchange::ack);
  options.release_lease = true;
  Asking timeline(options);
  timeline.until(0s);
  timeline.arrives(offer(), 400ms);
  SUBCASE("the end of the window") {
    CHECK(types_of(timeline.until(4900ms)) == Types(9, MessageType::request));
    CHECK(types_of(timeline.until(5400ms)) == Types{MessageType::release});
    CHECK(timeline.is_over());
  }
  SUBCASE("the end of the run") {
    CHECK(types_of(timeline.stop(800ms)) == Types{MessageType::release});
  }
  CHECK(timeline.stop(6s).empty());
  CHECK_FALSE(timeline.asker().lease());
}

TEST_CASE("nothing is given back that was not requested, or that is not to be") {
  auto options = with(DhcpExchange::ack);
  options.release_lease = true;
  Asking before_the_offer(options);
  before_the_offer.until(1s);
  CHECK(before_the_offer.stop(1s).empty());
  Asking released(options);
  released.until(0s);
  released.arrives(offer(), 20ms);
  CHECK(released.arrives(ack(), 40ms).size() == 1);
  CHECK(released.stop(1s).empty());
  Asking kept(with(DhcpExchange::ack));
  kept.until(0s);
  kept.arrives(offer(), 20ms);
  CHECK(kept.stop(500ms).empty());
}

TEST_CASE("a RELEASE that was not handed over did not happen") {
  auto options = with(DhcpExchange::ack);
  options.release_lease = true;
  Asking timeline(options);
  timeline.until(0s);
  timeline.arrives(offer(), 20ms);
  auto acknowledged = to_datagram(ack());
  acknowledged.time = at(40ms);
  timeline.asker().receive(acknowledged);
  const auto release = timeline.asker().next_datagram();
  REQUIRE(release);
  CHECK_FALSE(timeline.asker().lease()->released);
  timeline.asker().not_sent(*release, "cannot send on eth0: Network is down");
  CHECK_FALSE(timeline.asker().lease()->released);
}

TEST_CASE("ack: an address that this computer has is not requested") {
  Asking timeline(with(DhcpExchange::ack));
  timeline.until(0s);
  CHECK(timeline.arrives(offer({.address = "192.0.2.5"}), 20ms).empty());
  CHECK(timeline.is_over());
  REQUIRE(timeline.asker().trouble());
  CHECK(timeline.asker().trouble()->find("192.0.2.5 is configured on this computer") != std::string::npos);
  CHECK_FALSE(timeline.asker().lease());

  SUBCASE("and the next offer does not change that") {
    CHECK(timeline.arrives(offer({.server = "192.0.2.2", .address = "192.0.2.60"}), 21ms).empty());
    CHECK(timeline.is_over());
  }
}

TEST_CASE("what arrives after the end is evidence and starts nothing") {
  Asking timeline(with(DhcpExchange::ack));
  timeline.until(5s);
  REQUIRE(timeline.is_over());
  CHECK(timeline.arrives(offer(), 5100ms).empty());
  CHECK(timeline.is_over());
  CHECK(timeline.evidence().answers.size() == 1);
}

TEST_CASE("inform: from our address, without the broadcast flag, until it is answered") {
  Asking timeline(with(DhcpExchange::inform));
  const auto sent = timeline.until(0s);
  REQUIRE(types_of(sent) == Types{MessageType::inform});
  CHECK(sent[0].source_mac == k_laptop_mac);
  CHECK(sent[0].source.text() == "192.0.2.5:68");
  const auto message = message_in(sent[0]);
  CHECK(message.ciaddr.text() == "192.0.2.5");
  CHECK(message.chaddr == k_phone_mac);
  CHECK_FALSE(message.broadcast);
  CHECK_FALSE(message.option(option::requested_address));
  CHECK_FALSE(message.option(option::server_identifier));
  CHECK(hex_of(message, option::parameter_request_list) == "0103429fa0");

  CHECK(timeline.until(400ms).empty());
  CHECK(types_of(timeline.until(4s)) == Types(8, MessageType::inform));
  timeline.arrives(ack({.address = "0.0.0.0"}), 4100ms);
  CHECK(timeline.next_wake() == 5s);
  REQUIRE(timeline.evidence().answers.size() == 1);
  CHECK(timeline.evidence().answers[0].to_inform);
  CHECK_FALSE(timeline.asker().lease());  // nothing was taken
}

// RFC 2131 4.4.1 allows them; servers that update DNS or shorten leases act on them.
TEST_CASE("a message size goes into every question when it is given") {
  for (const auto exchange : {DhcpExchange::offer, DhcpExchange::ack, DhcpExchange::inform}) {
    CAPTURE(to_text(exchange));
    auto options = with(exchange);
    options.max_message_size = 1472;
    options.release_lease = true;
    Asking timeline(options);
    auto sent = timeline.until(4s);
    const auto answered = timeline.arrives(offer(), 4100ms);
    sent.insert(sent.end(), answered.begin(), answered.end());
    CHECK(sent.size() >= 8);
    for (const auto& datagram : sent)
      CHECK(hex_of(message_in(datagram), option::maximum_message_size) == "05c0");
    if (exchange != DhcpExchange::ack) continue;
    for (const auto& datagram : timeline.arrives(ack(), 4200ms))  // RFC 2131 4.4.1, table 5: not in a RELEASE
      CHECK(hex_of(message_in(datagram), option::maximum_message_size) == "(none)");
  }
  Asking timeline(usual());
  CHECK(hex_of(message_in(timeline.until(0s).at(0)), option::maximum_message_size) == "(none)");
}

TEST_CASE("no message asks for a lease time or carries a host name") {
  for (const auto exchange : {DhcpExchange::offer, DhcpExchange::inform, DhcpExchange::ack}) {
    auto options = with(exchange);
    options.release_lease = true;
    Asking timeline(options);
    std::vector<Datagram> sent = timeline.until(4s);
    for (const auto& reply : {offer(), ack()})
      for (auto& datagram : timeline.arrives(reply, 4100ms)) sent.push_back(std::move(datagram));
    CHECK(sent.size() >= 2);
    for (const auto& datagram : sent) {
      CHECK(datagram.source_mac == k_laptop_mac);
      for (const auto code : {std::uint8_t{51}, std::uint8_t{12}, std::uint8_t{81}})
        CHECK_FALSE(message_in(datagram).option(code));
    }
  }
}

TEST_CASE("what could not be sent is trouble until a later question goes out") {
  Dhcp4Asker asker(usual());
  asker.wake(k_start);
  auto datagram = asker.next_datagram();
  REQUIRE(datagram);
  asker.not_sent(*datagram, "cannot send on eth0: No buffer space available");
  CHECK(asker.trouble() == "cannot send on eth0: No buffer space available");
  REQUIRE(asker.next_wake());
  asker.wake(*asker.next_wake());
  datagram = asker.next_datagram();
  REQUIRE(datagram);
  asker.handed_over(*datagram);
  CHECK_FALSE(asker.trouble());
}

TEST_CASE("nothing counts as asked before it was handed over") {
  Dhcp4Asker asker(usual());
  asker.wake(k_start);
  REQUIRE(asker.next_datagram());
  auto early = to_datagram(offer());
  early.time = k_start;
  asker.receive(early);
  CHECK(asker.evidence().answers.empty());
}

// Its packets reach us on a hub or a mirror port.
TEST_CASE("the phone's own conversation at the same moment is told as what it is, and is not the asker's") {
  Asking timeline(usual());
  timeline.until(0s);
  timeline.arrives(Dhcp4Request{.xid = k_other_xid}, 100ms);
  timeline.arrives(offer({.xid = k_other_xid}), 110ms);
  timeline.arrives(Dhcp4Request{.type = MessageType::request, .xid = k_other_xid}, 120ms);
  timeline.arrives(ack({.xid = k_other_xid}), 130ms);
  CHECK(timeline.evidence().answers.empty());
  CHECK(timeline.evidence().ignored == Ignored{{"for the phone itself, which is asking at this moment", 2}});
  CHECK_FALSE(timeline.asker().lease());
  CHECK(timeline.next_wake() == 500ms);
  CHECK(types_of(timeline.until(1s)) == Types{MessageType::discover, MessageType::discover});
}

TEST_CASE("a REQUEST that somebody else sends in our name takes no lease of ours") {
  Asking timeline(usual());
  timeline.until(0s);
  timeline.arrives(Dhcp4Request{.type = MessageType::request}, 100ms);
  CHECK(timeline.arrives(ack(), 110ms).empty());
  CHECK_FALSE(timeline.asker().lease());
}

TEST_CASE("ack: a lease that was taken is not taken twice") {
  auto options = with(DhcpExchange::ack);
  options.release_lease = true;
  Asking timeline(options);
  timeline.until(0s);
  timeline.arrives(offer(), 20ms);
  CHECK(timeline.arrives(ack(), 40ms).size() == 1);
  CHECK(timeline.arrives(ack({.server = "192.0.2.2", .address = "192.0.2.60"}), 50ms).empty());
  CHECK(timeline.asker().lease()->server == "192.0.2.1");
  CHECK(timeline.asker().lease()->released);
}

// ---- the survey

namespace {

Dhcp4AskerOptions surveying(DhcpExchange exchange = DhcpExchange::offer) {
  auto options = with(exchange);
  options.survey_xid = k_survey_xid;
  options.survey_options = {1, 3, 66, 159, 160, 43, 150};
  return options;
}

}  // namespace

TEST_CASE("after the first answer one question more, as the phone, with its own xid and a wide list") {
  Asking timeline(surveying());
  const auto usual_question = message_in(timeline.until(0s).at(0));
  const auto sent = timeline.arrives(offer(), 20ms);
  REQUIRE(types_of(sent) == Types{MessageType::discover});
  const auto message = message_in(sent[0]);
  CHECK(message.xid == k_survey_xid);
  CHECK(message.chaddr == k_phone_mac);
  CHECK(message.broadcast);
  for (const auto code : {option::client_identifier, option::vendor_class})
    CHECK(message.option(code) == usual_question.option(code));
  CHECK(hex_of(message, option::parameter_request_list) == "0103429fa02b96");
  CHECK(timeline.arrives(offer({.server = "192.0.2.2"}), 30ms).empty());
  CHECK(timeline.until(3500ms).empty());  // once
}

TEST_CASE("the survey delays nothing, and its answers move no end") {
  Asking timeline(surveying());
  timeline.until(0s);
  timeline.arrives(offer(), 20ms);
  CHECK(timeline.next_wake() == 3500ms);
  CHECK(timeline.arrives(offer({.xid = k_survey_xid}), 3400ms).empty());
  CHECK(timeline.is_kept());
  CHECK(timeline.next_wake() == 3500ms);
  CHECK(timeline.until(3500ms).empty());
  CHECK(timeline.is_over());
}

TEST_CASE("there is no survey in the last moment, nor without its options, nor where a lease is asked for") {
  SUBCASE("in the last moment") {
    Asking timeline(surveying());
    timeline.until(4800ms);
    CHECK(timeline.arrives(offer(), 4800ms).empty());
  }
  SUBCASE("without options") {
    Asking timeline(usual());
    timeline.until(0s);
    CHECK(timeline.arrives(offer(), 20ms).empty());
  }
  SUBCASE("ack") {
    Asking timeline(surveying(DhcpExchange::ack));
    timeline.until(0s);
    CHECK(types_of(timeline.arrives(offer(), 20ms)) == Types{MessageType::request});
    CHECK(timeline.arrives(ack(), 40ms).empty());
  }
  SUBCASE("inform") {
    Asking timeline(surveying(DhcpExchange::inform));
    timeline.until(0s);
    CHECK(timeline.arrives(ack(), 20ms).empty());
  }
  SUBCASE("only this computer's MAC was answered") {
    Asking timeline(surveying());
    timeline.until(3500ms);
    CHECK(timeline.arrives(offer({.xid = k_own_xid, .chaddr = k_laptop_mac}), 3600ms).empty());
  }
}

TEST_CASE("a survey that could not be sent is no trouble") {
  Asking timeline(surveying());
  timeline.until(0s);
  timeline.refuse("cannot send on eth0: No buffer space available");
  CHECK(timeline.arrives(offer(), 20ms).size() == 1);
  CHECK_FALSE(timeline.asker().trouble());
}

}  // namespace provtool
