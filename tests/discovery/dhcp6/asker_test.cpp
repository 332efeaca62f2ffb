#include "discovery/dhcp6/asker.hpp"

#include <doctest/doctest.h>

#include "support/dhcp6_packets.hpp"
#include "support/timeline.hpp"
#include "wire/dhcpv6_options.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace testing;
using dhcpv6::MessageType;
namespace option = dhcpv6::option;
using Asking = Timeline<Dhcp6Asker>;
using Texts = std::vector<std::string>;

const Texts k_first{"router solicitation", "INFORMATION-REQUEST"};
const Texts k_before_solicit{"router solicitation", "INFORMATION-REQUEST"};
const Texts k_everything{"router solicitation", "INFORMATION-REQUEST", "SOLICIT"};
const Texts k_questions{"INFORMATION-REQUEST", "SOLICIT"};
const Texts k_solicit{"SOLICIT"};

Dhcp6AskerOptions usual() {
  Dhcp6AskerOptions options;
  options.start = k_start;
  options.own = k_laptop_mac;
  options.address = k_laptop_address;
  options.client = dhcpv6::make_duid_ll(k_phone_mac);
  options.information_id = k_information_id;
  options.solicit_id = k_solicit_id;
  options.iaid = 0x00123456;
  options.enterprise = k_enterprise;
  options.vendor_class = "Panasonic";
  return options;
}

Dhcp6AskerOptions with_window(Duration window) {
  auto options = usual();
  options.window = window;
  return options;
}

Texts texts_of(const std::vector<Datagram>& datagrams) {
  Texts texts;
  for (const auto& datagram : datagrams)
    texts.emplace_back(datagram.protocol == Protocol::icmpv6 ? "router solicitation"
                                                             : to_text(dhcp6_in(datagram).type));
  return texts;
}

std::string hex_of(const dhcpv6::Message& message, std::uint16_t code) {
  const auto* found = message.find(code);
  return found != nullptr ? to_hex(found->data) : "(none)";
}

// What the asker sends at `time`, when nobody answers.
dhcpv6::Message message_at(Duration time, MessageType type = MessageType::information_request,
                           const Dhcp6AskerOptions& options = usual()) {
  Asking asking(options);
  asking.until(time - 1us);
  const auto sent = asking.until(time);
  const auto found = std::find_if(sent.begin(), sent.end(), [type](const Datagram& datagram) {
    return datagram.protocol == Protocol::udp && dhcp6_in(datagram).type == type;
  });
  REQUIRE(found != sent.end());
  return dhcp6_in(*found);
}

// When it ends after these arrived, and nobody else.
std::optional<Duration> end_after(const std::vector<std::pair<Duration, Datagram>>& arriving,
                                  const Dhcp6AskerOptions& options = usual()) {
  Asking asking(options);
  asking.until(0s);
  for (const auto& [time, datagram] : arriving) asking.arrives(datagram, time);
  std::optional<Duration> last;
  while (!asking.is_over()) {
    last = asking.next_wake();
    asking.until(*last);
  }
  return last;
}

}  // namespace

// ---- neighbors

namespace {

Datagram neighbor_solicitation() {
  Datagram datagram;
  datagram.source_mac = k_server_mac;
  datagram.source = {*IpAddress::parse("fe80::1"), Port{}};
  datagram.destination = {IpAddress{k_laptop_address}, Port{}};
  datagram.protocol = Protocol::icmpv6;
  datagram.hop_limit = ndp::k_hop_limit;
  datagram.payload = Bytes{ndp::k_neighbor_solicitation, 0, 0, 0, 0, 0, 0, 0};
  datagram.payload.insert(datagram.payload.end(), k_laptop_address.bytes.begin(),
                          k_laptop_address.bytes.end());
  return datagram;
}

std::vector<Datagram> answers_to(const Datagram& solicitation) {
  Asking asking(usual());
  asking.until(0s);
  return asking.arrives(solicitation, 5ms);
}

}  // namespace

// With a firewall that drops neighbor solicitations no server would find us, and silence would not be
// absence.
TEST_CASE("a server that looks for our address is told who has it") {
  const auto answers = answers_to(neighbor_solicitation());
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].source_mac == k_laptop_mac);
  CHECK(answers[0].destination_mac == k_server_mac);
  CHECK(answers[0].source.address == IpAddress{k_laptop_address});
  CHECK(answers[0].destination.address == IpAddress::parse("fe80::1"));
  CHECK(answers[0].hop_limit == ndp::k_hop_limit);
  CHECK(answers[0].payload == ndp::serialize(ndp::NeighborAdvertisement{k_laptop_address, k_laptop_mac}));
}

TEST_CASE("nobody is told of other addresses, from other links, or before others use theirs") {
  auto solicitation = neighbor_solicitation();
  SUBCASE("another address") {
    solicitation.payload.back() ^= 1;
  }
  SUBCASE("another link") {
    solicitation.hop_limit = 64;
  }
  SUBCASE("duplicate address detection") {
    solicitation.source.address = IpAddress{Ipv6Address{}};
  }
  SUBCASE("another VLAN") {
    solicitation.vlan = 7;
  }
  CHECK(answers_to(solicitation).empty());
}

TEST_CASE("a flood of neighbor solicitations is answered within bounds, and not after the end") {
  Asking asking(usual());
  asking.until(0s);
  std::size_t answered = 0;
  for (int i = 0; i < 1000; ++i) answered += asking.arrives(neighbor_solicitation(), 5ms).size();
  CHECK(answered == 256);
  asking.until(5s);
  CHECK(asking.arrives(neighbor_solicitation(), 6s).empty());
}

// ---- asking

TEST_CASE("it asks to be woken at the start, and sends nothing before") {
  Asking asking(usual());
  CHECK(asking.next_wake() == 0s);
  CHECK_FALSE(asking.asker().next_datagram());
}

TEST_CASE("router solicitation and Information-request at 0 s, a Solicit from 1 s on, all every 0.5 s") {
  Asking asking(usual());
  CHECK(texts_of(asking.until(0s)) == k_first);
  CHECK(asking.until(499ms).empty());
  CHECK(texts_of(asking.until(500ms)) == k_before_solicit);
  CHECK(asking.until(999ms).empty());
  for (Duration time = 1s; time <= 4500ms; time += 500ms) CHECK(texts_of(asking.until(time)) == k_everything);
  CHECK(asking.next_wake() == 5s);
  CHECK(asking.until(5s).empty());
  CHECK(asking.is_over());
  CHECK_FALSE(asking.asker().trouble());
}

TEST_CASE("the window ends it, and nothing is sent at its end") {
  Asking asking(with_window(3s));
  CHECK(asking.until(2500ms).size() == 16);
  CHECK(asking.until(60s).empty());
  CHECK(asking.is_over());
}

TEST_CASE("the router solicitation goes to all routers and says who asks") {
  Asking asking(usual());
  const auto sent = asking.until(0s).at(0);
  CHECK(sent.via == Via::packet);
  CHECK(sent.protocol == Protocol::icmpv6);
  CHECK(sent.hop_limit == 255);
  CHECK(sent.source_mac == k_laptop_mac);
  CHECK(sent.destination_mac.colons() == "33:33:00:00:00:02");
  CHECK(sent.source.address.text() == "fe80::200:5eff:fe00:5305");
  CHECK(sent.destination.address.text() == "ff02::2");
  CHECK(to_hex(sent.payload) ==
        "8500000000000000"
        "010100005e005305");
}

TEST_CASE("the messages go to all servers and relays, from our address") {
  Asking asking(usual());
  for (const auto& sent : asking.until(1s)) {
    if (sent.protocol == Protocol::icmpv6) continue;
    CHECK(sent.via == Via::packet);
    CHECK(sent.source_mac == k_laptop_mac);
    CHECK(sent.destination_mac.colons() == "33:33:00:01:00:02");
    CHECK(sent.source.text() == "[fe80::200:5eff:fe00:5305]:546");
    CHECK(sent.destination.text() == "[ff02::1:2]:547");
    CHECK(sent.hop_limit == 1);
  }
}

TEST_CASE("the Information-request is the phone's") {
  const auto message = message_at(0s);
  CHECK(message.transaction_id == k_information_id);
  CHECK(hex_of(message, option::client_identifier) == "000300010080f0123456");
  CHECK(hex_of(message, option::option_request) == "00110017001800200053");
  CHECK(hex_of(message, option::elapsed_time) == "0000");
  CHECK(hex_of(message, option::vendor_class) ==
        "000001020009"
        "50616e61736f6e6963");
  CHECK(message.find(option::ia_na) == nullptr);  // RFC 8415 18.2.6: it asks for no address
}

TEST_CASE("the Solicit is the phone's, and asks for an address, as servers expect it") {
  const auto message = message_at(1s, MessageType::solicit);
  CHECK(message.transaction_id == k_solicit_id);
  CHECK(hex_of(message, option::client_identifier) == "000300010080f0123456");
  CHECK(hex_of(message, option::option_request) == "0011001700180052");
  CHECK(hex_of(message, option::elapsed_time) == "0000");
  CHECK(hex_of(message, option::vendor_class) ==
        "000001020009"
        "50616e61736f6e6963");
  CHECK(hex_of(message, option::ia_na) ==
        "00123456"
        "00000000"
        "00000000");
}

// RFC 8415 21.9
TEST_CASE("the elapsed time counts from the first message of its kind, in hundredths of a second") {
  CHECK(hex_of(message_at(500ms), option::elapsed_time) == "0032");
  CHECK(hex_of(message_at(3s), option::elapsed_time) == "012c");
  CHECK(hex_of(message_at(4s, MessageType::solicit), option::elapsed_time) == "012c");
  CHECK(hex_of(message_at(700s, MessageType::solicit, with_window(701s)), option::elapsed_time) == "ffff");
}

TEST_CASE("repetitions are the same otherwise") {
  auto first = message_at(0s);
  auto again = message_at(3s);
  std::erase_if(first.options, [](const auto& entry) { return entry.code == option::elapsed_time; });
  std::erase_if(again.options, [](const auto& entry) { return entry.code == option::elapsed_time; });
  CHECK(dhcpv6::serialize(first) == dhcpv6::serialize(again));
}

TEST_CASE("another enterprise number stands in the vendor class, which can be left out") {
  auto options = usual();
  options.enterprise = 40808;
  const auto type = MessageType::information_request;
  CHECK(hex_of(message_at(0s, type, options), option::vendor_class).starts_with("00009f68"));
  options.vendor_class.clear();
  CHECK(message_at(0s, type, options).find(option::vendor_class) == nullptr);
}

// A Rapid Commit or a Request would take an address from the server's pool.
TEST_CASE("it never asks for Rapid Commit, and never requests, whatever is offered") {
  Asking asking(with_window(60s));
  auto sent = asking.until(1s);
  const auto add = [&](std::vector<Datagram> more) { sent.insert(sent.end(), more.begin(), more.end()); };
  add(asking.arrives(advertise({.options = {offered_address("2001:db8::50")}}), 1100ms));
  add(asking.arrives(reply({.from = "fe80::2", .mac = k_other_mac}), 1200ms));
  add(asking.until(60s));
  CHECK(asking.is_over());
  CHECK(asking.evidence().answers.size() == 2);
  for (const auto& datagram : sent) {
    if (datagram.protocol == Protocol::icmpv6) continue;
    const auto message = dhcp6_in(datagram);
    CHECK((message.type == MessageType::information_request || message.type == MessageType::solicit));
    CHECK(message.find(option::rapid_commit) == nullptr);
  }
}

// ---- answered

TEST_CASE("after a Reply no server is asked any more, and after an advertisement no router") {
  Asking asking(usual());
  asking.until(0s);
  asking.arrives(RouterAdvertised{}, 5ms);
  CHECK(asking.arrives(reply(), 12ms).empty());
  CHECK(asking.until(60s).empty());
  CHECK(asking.is_over());
  REQUIRE(asking.evidence().answers.size() == 1);
  CHECK(asking.evidence().answers[0].elapsed == 12ms);
}

TEST_CASE("a late Reply ends the Solicit, too") {
  Asking asking(with_window(30s));
  asking.until(0s);
  asking.arrives(RouterAdvertised{}, 5ms);
  asking.until(2s);
  asking.arrives(reply(), 2100ms);
  CHECK(asking.until(30s).empty());
}

TEST_CASE("an Advertise ends the Solicit, and the Information-request goes on until it is answered") {
  Asking asking(usual());
  asking.until(0s);
  asking.arrives(RouterAdvertised{}, 5ms);
  asking.until(1s);
  asking.arrives(advertise(), 1100ms);
  CHECK(texts_of(asking.until(1900ms)) == Texts{"INFORMATION-REQUEST"});
  asking.arrives(reply(), 1950ms);
  CHECK(asking.until(60s).empty());
  CHECK(asking.evidence().answers.size() == 2);
}

// Where an answer to the server's question is lost, an advertisement may be lost, too.
TEST_CASE("routers are asked until one is heard, and beside them the server that has answered") {
  Asking asking(usual());
  asking.until(0s);
  asking.arrives(reply(), 12ms);
  CHECK(texts_of(asking.until(500ms)) == k_before_solicit);
  CHECK(texts_of(asking.until(1s)) == k_before_solicit);
  CHECK(asking.asker().routers().solicitations == 3);
  asking.arrives(RouterAdvertised{}, 1200ms);
  CHECK(asking.until(60s).empty());
}

TEST_CASE("beside silent routers a server that answers the Solicit only is asked by that") {
  Asking asking(usual());
  asking.until(1s);
  asking.arrives(advertise(), 1010ms);
  CHECK(texts_of(asking.until(1500ms)) == Texts{"router solicitation", "INFORMATION-REQUEST", "SOLICIT"});
}

TEST_CASE("six Information-requests in vain have time for an answer, and end it") {
  Asking asking(usual());
  asking.until(0s);
  asking.arrives(RouterAdvertised{.managed = true}, 5ms);
  asking.until(5ms);
  asking.arrives(advertise(), 10ms);
  CHECK(asking.until(2500ms).size() == 5);
  CHECK_FALSE(asking.is_over());
  CHECK(asking.until(3s).empty());
  CHECK(asking.is_over());
}

TEST_CASE("a router that advertises before it is asked is asked once all the same") {
  Asking asking(usual());
  asking.asker().receive(to_datagram(RouterAdvertised{}));
  CHECK(texts_of(asking.until(0s)) == k_first);
  CHECK(texts_of(asking.until(500ms)) == Texts{"INFORMATION-REQUEST"});
}

// Servers keep options in their pools of addresses.
TEST_CASE("where a router says M=1 a Solicit goes out at once, until it is answered") {
  Asking asking(usual());
  asking.until(0s);
  asking.arrives(reply(), 3ms);
  asking.arrives(RouterAdvertised{.managed = true}, 5ms);
  CHECK(texts_of(asking.until(5ms)) == k_solicit);
  CHECK(texts_of(asking.until(1600ms)) == Texts(3, "SOLICIT"));
  asking.arrives(advertise(), 1700ms);
  CHECK(asking.until(60s).empty());
  CHECK(asking.evidence().answers.size() == 2);
}

TEST_CASE("a router that is heard late and says M=1 resumes the Solicit that a Reply had ended") {
  Asking asking(usual());
  asking.until(1s);
  asking.arrives(reply(), 1100ms);
  asking.arrives(RouterAdvertised{.managed = true}, 1600ms);
  CHECK(texts_of(asking.until(1600ms)) == k_solicit);
  CHECK(asking.next_wake() == 2100ms);
}

TEST_CASE("a Solicit that nobody answers where a router says M=1 takes the whole window") {
  CHECK(end_after({{3ms, to_datagram(reply())}, {5ms, to_datagram(RouterAdvertised{.managed = true})}}) ==
        5s);
}

TEST_CASE("what is no answer to us stops nothing") {
  Asking asking(usual());
  asking.until(0s);
  asking.arrives(reply({.client = k_other_mac}), 10ms);
  asking.arrives(reply({.id = k_other_id}), 20ms);
  asking.arrives(reply({.id = k_solicit_id}), 30ms);
  asking.arrives(reply({.with_server = false}), 40ms);
  asking.arrives(Dhcp6Reply{.type = MessageType::advertise}, 50ms);
  asking.arrives(RouterAdvertised{}, 60ms);
  CHECK(asking.next_wake() == 500ms);
  asking.until(500ms);
  CHECK(texts_of(asking.until(1s)) == k_questions);
  CHECK(asking.evidence().answers.empty());
}

TEST_CASE("answers and routers belong to what it asks; what others ask and are told does not") {
  Asking asking(usual());
  asking.until(0s);
  asking.arrives(reply({.client = k_other_mac}), 10ms);
  CHECK_FALSE(asking.is_kept());
  asking.arrives(reply({.id = k_other_id}), 20ms);
  CHECK_FALSE(asking.is_kept());
  asking.arrives(RouterAdvertised{}, 30ms);
  CHECK(asking.is_kept());
  for (int i = 0; i < 2; ++i) {
    asking.arrives(reply(), 40ms);
    CHECK(asking.is_kept());
  }
  auto elsewhere = to_datagram(reply());
  elsewhere.destination.port = Port{69};
  asking.arrives(elsewhere, 50ms);
  CHECK_FALSE(asking.is_kept());
}

// Its packets reach us on a hub or a mirror port.
TEST_CASE("the phone's own conversation at the same moment is told as what it is, and stops nothing") {
  Asking asking(usual());
  asking.until(0s);
  asking.arrives(Dhcp6Request{.id = k_other_id}, 100ms);
  asking.arrives(reply({.id = k_other_id}), 110ms);
  CHECK(asking.evidence().answers.empty());
  CHECK(asking.evidence().ignored == Ignored{{"for the phone itself, which is asking at this moment", 1}});
  asking.until(500ms);
  CHECK(texts_of(asking.until(1s)) == k_everything);
  SUBCASE("and does not hide the answer to us") {
    asking.arrives(RouterAdvertised{}, 1050ms);
    asking.arrives(reply(), 1100ms);
    CHECK(asking.until(60s).empty());
  }
}

TEST_CASE("nothing counts as asked before it was handed over") {
  Dhcp6Asker asker(usual());
  asker.wake(k_start);
  REQUIRE(asker.next_datagram());
  REQUIRE(asker.next_datagram());
  asker.receive(to_datagram(reply()));
  CHECK(asker.evidence().answers.empty());
  CHECK_FALSE(asker.routers().solicited);
}

// ---- ending

TEST_CASE(
    "with a router heard, who answered early is given company until 1 s after asking and 1 s after it") {
  const auto advertised = to_datagram(RouterAdvertised{});
  CHECK(end_after({{5ms, advertised}, {12ms, to_datagram(reply())}}) == 1012ms);
  CHECK(end_after({{12ms, to_datagram(reply())}, {500ms, advertised}}) == 1012ms);
  CHECK(end_after({{5ms, advertised}, {1100ms, to_datagram(advertise())}}) == 3s);
  CHECK(end_after({{5ms, advertised}, {4800ms, to_datagram(reply())}}) == 5s);
}

TEST_CASE("the second answer does not add to the time of the first") {
  const auto advertised = to_datagram(RouterAdvertised{});
  const auto second = to_datagram(reply({.from = "fe80::2", .mac = k_other_mac}));
  CHECK(end_after({{5ms, advertised}, {12ms, to_datagram(reply())}, {900ms, second}}) == 1012ms);
}

TEST_CASE("a longer settling time counts from asking") {
  auto options = usual();
  options.settle = 3s;
  const auto advertised = to_datagram(RouterAdvertised{});
  CHECK(end_after({{5ms, advertised}, {12ms, to_datagram(reply())}}, options) == 3s);
  CHECK(end_after({{5ms, advertised}, {2500ms, to_datagram(reply())}}, options) == 3500ms);
}

// RFC 4861 6.2.6, 10: the answer of a router that has just advertised may take 3.5 s.
TEST_CASE("while no router advertisement came it listens until 3.5 s, inside the window") {
  CHECK(end_after({{12ms, to_datagram(reply())}}) == 3500ms);
  CHECK(end_after({{3200ms, to_datagram(reply())}}) == 4200ms);
  CHECK(end_after({{12ms, to_datagram(reply())}}, with_window(2s)) == 2s);
}

TEST_CASE("a router advertisement that comes late ends the wait for it at once") {
  Asking asking(usual());
  asking.until(0s);
  asking.arrives(reply(), 12ms);
  asking.arrives(RouterAdvertised{}, 2800ms);
  CHECK(asking.next_wake() <= 2800ms);
  CHECK(asking.until(2800ms).empty());
  CHECK(asking.is_over());
  CHECK(asking.asker().routers().routers.size() == 1);
}

TEST_CASE("a router alone ends nothing early") {
  CHECK(end_after({{5ms, to_datagram(RouterAdvertised{})}}) == 5s);
}

TEST_CASE("an advertisement that a host would not believe is none to be waited for less") {
  CHECK(end_after({{5ms, to_datagram(RouterAdvertised{.hop_limit = 64})}, {12ms, to_datagram(reply())}}) ==
        3500ms);
}

TEST_CASE("routers had their time when they were asked 3.5 s ago, and not before") {
  const auto heard_out = [](const Dhcp6AskerOptions& options, Duration time) {
    Asking asking(options);
    asking.until(0s);
    asking.arrives(reply(), 12ms);
    asking.until(time);
    return asking.asker().heard_routers_out();
  };
  CHECK_FALSE(heard_out(usual(), 1s));
  CHECK(heard_out(usual(), 3500ms));
  CHECK_FALSE(heard_out(with_window(2s), 60s));
}

TEST_CASE("what arrives after the end is evidence and starts nothing") {
  Asking asking(usual());
  asking.until(5s);
  REQUIRE(asking.is_over());
  CHECK(asking.arrives(reply(), 5100ms).empty());
  CHECK(asking.arrives(RouterAdvertised{}, 5200ms).empty());
  CHECK(asking.is_over());
  CHECK(asking.evidence().answers.size() == 1);
  CHECK(asking.asker().routers().routers.size() == 1);
}

TEST_CASE("a run that ends early sends nothing more") {
  Asking asking(usual());
  asking.until(0s);
  CHECK(asking.stop(400ms).empty());
}

// ---- trouble

TEST_CASE("what could not be sent is trouble until something goes out") {
  Dhcp6Asker asker(usual());
  asker.wake(k_start);
  auto datagram = asker.next_datagram();
  REQUIRE(datagram);
  asker.not_sent(*datagram, "cannot send on eth0: No buffer space available");
  CHECK(asker.trouble() == "cannot send on eth0: No buffer space available");
  REQUIRE(asker.next_wake());
  datagram = asker.next_datagram();
  REQUIRE(datagram);
  asker.handed_over(*datagram);
  CHECK_FALSE(asker.trouble());
}

TEST_CASE("a repetition that could not be sent is trouble, too, and what was heard stays") {
  Asking asking(usual());
  asking.until(1s);
  asking.arrives(advertise(), 1100ms);
  asking.refuse("cannot send on eth0: Network is down");
  CHECK(asking.until(1600ms).size() >= 1);
  CHECK(asking.asker().trouble() == "cannot send on eth0: Network is down");
  CHECK(asking.evidence().answers.size() == 1);
  CHECK_FALSE(asking.asker().heard_routers_out());
}

}  // namespace provtool
