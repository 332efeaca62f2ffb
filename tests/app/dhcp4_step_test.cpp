#include "app/dhcp4_step.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/dhcp4_packets.hpp"
#include "support/fake_world.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace testing;
using dhcpv4::MessageType;
using Codes = std::vector<std::uint8_t>;
using Names = std::vector<std::string>;

Interface laptop() {
  Interface interface;
  interface.name = "eth0";
  interface.mac = k_laptop_mac;
  interface.up = true;
  interface.carrier = true;
  interface.addresses = {{IpAddress::parse("192.0.2.5").value(), 24}};
  return interface;
}

Identity phone() {
  Identity identity;
  identity.mac = k_phone_mac;
  return identity;
}

Dhcp4ProbeOptions probe_options(const Options& options = {}, const Identity& identity = phone()) {
  FakeWorld world(k_start);
  auto second = laptop();
  second.addresses = {{IpAddress::parse("198.51.100.5").value(), 24},
                      {IpAddress::parse("fe80::5").value(), 64}};
  world.has({laptop(), second});
  return make_probe_options(options, identity, laptop(), world);
}

// A probe that asked at 0 s and was answered so.
Dhcp4Probe probe_answered(const std::vector<Dhcp4Reply>& replies,
                          Dhcp4Exchange exchange = Dhcp4Exchange::offer) {
  auto options = probe_options();
  options.exchange = exchange;
  options.xid = k_xid;
  options.own_xid = k_own_xid;
  Dhcp4Probe probe(options);
  const auto hand_over = [&](Duration time) {
    while (auto datagram = probe.next_datagram()) {
      datagram->time = at(time);
      probe.handed_over(*datagram);
    }
  };
  probe.wake(k_start);
  hand_over(0s);
  probe.wake(at(3500ms));
  hand_over(3500ms);
  for (const auto& reply : replies) {
    probe.receive(to_datagram(reply));
    hand_over(reply.time);
  }
  return probe;
}

std::vector<Dhcp4Server> servers_of(const Dhcp4Probe& probe) {
  return servers_in(probe.evidence(), k_phone_mac);
}

Names ids_of(const std::vector<Finding>& findings) {
  Names ids;
  for (const auto& finding : findings) ids.push_back(finding.id);
  return ids;
}

std::string message_of(const std::vector<Finding>& findings, std::string_view id) {
  for (const auto& finding : findings)
    if (finding.id == id) return finding.message;
  return "";
}

bool says(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

}  // namespace

// ---- what is asked for

TEST_CASE("the phone's three options are asked for, and what is wanted besides, each once") {
  const auto codes = requested_options({});
  for (const auto code : Codes{66, 159, 160}) CHECK(std::count(codes.begin(), codes.end(), code) == 1);
  Options options;
  options.more_options = {43, 160, 43};
  auto expected = codes;
  expected.push_back(43);
  CHECK(requested_options(options) == expected);
}

TEST_CASE("the client identifier is type 1 and the MAC, none, or as given") {
  Options options;
  CHECK(to_hex(client_identifier(options, k_phone_mac).value()) == "010080f0123456");
  options.client_id_choice = ClientIdChoice::none;
  CHECK_FALSE(client_identifier(options, k_phone_mac));
  options.client_id_choice = ClientIdChoice::given;
  options.client_id = {0, 1, 2};
  CHECK(client_identifier(options, k_phone_mac) == Bytes{0, 1, 2});
}

TEST_CASE("a probe is the phone in the DHCP message and this computer on the wire") {
  const auto probe = probe_options();
  CHECK(probe.start == k_start);
  CHECK(probe.phone == k_phone_mac);
  CHECK(probe.own == k_laptop_mac);
  CHECK(probe.xid != probe.own_xid);
  CHECK(probe.vendor_class == "Panasonic");
  CHECK(to_hex(probe.client_identifier.value()) == "010080f0123456");
  CHECK(probe.own_address->text() == "192.0.2.5");
  CHECK(probe.window == 5s);
  CHECK(probe.settle == 3500ms);
  CHECK_FALSE(probe.release_lease);
}

TEST_CASE("no address of any interface is ever taken as a lease") {
  const std::vector<Ipv4Address> both{{{192, 0, 2, 5}}, {{198, 51, 100, 5}}};
  CHECK(probe_options().addresses_in_use == both);
}

TEST_CASE("times and exchange are the command line's") {
  Options options;
  options.dhcp_timeout = 9s;
  options.settle = 2s;
  options.dhcp_exchange = DhcpExchange::inform;
  const auto probe = probe_options(options);
  CHECK(probe.window == 9s);
  CHECK(probe.settle == 2s);
  CHECK(probe.exchange == Dhcp4Exchange::inform);
}

TEST_CASE("only the lease of a random MAC is given back") {
  auto random = phone();
  random.mac_from = MacFrom::random;
  CHECK(probe_options({}, random).release_lease);
  auto own = phone();
  own.mac_from = MacFrom::interface;
  CHECK_FALSE(probe_options({}, own).release_lease);
}

// ---- what the answers mean

TEST_CASE("the server whose well-formed answer came first is followed, with or without a URL") {
  const auto followed = [](const std::vector<Dhcp4Reply>& replies) {
    const auto probe = probe_answered(replies);
    const auto servers = servers_of(probe);
    const auto index = followed_server(servers);
    return index ? servers[*index].id() : "none";
  };
  CHECK(followed({}) == "none");
  CHECK(followed({offer({.options = {}}), offer({.server = "192.0.2.2"})}) == "192.0.2.1");
  CHECK(followed({offer({.with_end = false}), offer({.server = "192.0.2.2"})}) == "192.0.2.2");
  CHECK(followed({offer({.with_end = false}), offer({.server = "192.0.2.2", .with_end = false})}) ==
        "192.0.2.1");
  CHECK(followed({offer({.xid = k_own_xid, .chaddr = k_laptop_mac})}) == "none");
}

TEST_CASE("silence is no answer, unless there is an excuse") {
  const auto silence = unanswered(probe_options(), "eth0", std::nullopt);
  REQUIRE(silence.size() == 3);
  CHECK(silence[0].source == SourceId::dhcp160);
  CHECK(silence[1].source == SourceId::dhcp159);
  CHECK(silence[2].source == SourceId::dhcp66);
  for (const auto& source : silence) {
    CHECK(source.status == Status::no_answer);
    CHECK(source.reason == "no DHCPv4 server answered within 5.0 s on eth0");
    CHECK_FALSE(source.left_out);
  }
  for (const auto& source :
       unanswered(probe_options(), "eth0", Dhcp4Excuse{"no packet socket", "Run as root."})) {
    CHECK(source.status == Status::not_tested);
    CHECK(source.reason == "no packet socket");
    CHECK(source.to_settle == "Run as root.");
  }
}

// ---- the report

TEST_CASE("a server is reported with all its options, duplicates once") {
  const auto probe = probe_answered({offer({.options = {{160, "http://prov.example.com/"},
                                                        {160, "http://prov.example.com/"},
                                                        {66, std::string("192.0.2.1\0", 10)},
                                                        {43, std::string("\x01\x04\xc0\x00\x02\x01", 6)}},
                                            .relay = "192.0.2.254",
                                            .time = 12ms})});
  const auto section = to_section(servers_of(probe).at(0), std::nullopt);
  CHECK(section.server == "192.0.2.1");
  CHECK(section.from == "192.0.2.1");
  CHECK(section.mac == "00:00:5e:00:53:01");
  CHECK(section.relay == "192.0.2.254");
  CHECK(section.family == 4);
  CHECK(section.elapsed == 12ms);
  CHECK(section.exchange == "offer");
  CHECK_FALSE(section.asked_as);
  CHECK(section.offered_address == "192.0.2.50");
  CHECK_FALSE(section.lease_seconds);
  Codes codes;
  for (const auto& option : section.options) codes.push_back(option.code);
  CHECK(codes == Codes{53, 54, 160, 66, 43});
  CHECK(section.options[2].text->text == "http://prov.example.com/");
  CHECK(section.options[3].hex == "3139322e302e322e3100");
  CHECK(section.options[4].hex == "0104c0000201");
}

TEST_CASE("who answered this computer's MAC only is marked") {
  const auto probe = probe_answered({offer({.xid = k_own_xid, .chaddr = k_laptop_mac, .time = 3600ms})});
  const auto servers = servers_of(probe);
  CHECK(to_section(servers.at(0), std::nullopt).asked_as == "interface");
  const auto findings = findings_of(probe, servers, Journal{}, {});
  CHECK(ids_of(findings) == Names{"dhcp4.mac-filtered"});
  CHECK(says(findings[0].message, "00:00:5e:00:53:05"));
  CHECK(says(findings[0].message, "0080F0123456"));
}

TEST_CASE("a MAC is filtered only when nobody answered it") {
  const auto probe = probe_answered({offer({.xid = k_own_xid, .chaddr = k_laptop_mac, .time = 3600ms}),
                                     offer({.server = "192.0.2.2", .time = 3700ms})});
  CHECK(ids_of(findings_of(probe, servers_of(probe), Journal{}, {})) == Names{"dhcp4.offer-only"});
  const auto silence = probe_answered({});
  CHECK(findings_of(silence, {}, Journal{}, {}).empty());
}

TEST_CASE("a lease that was taken is told: address, server and time") {
  const auto probe = probe_answered(
      {offer({.server = "192.0.2.2", .time = 10ms}), offer({.time = 15ms}),
       ack({.server = "192.0.2.2", .options = {{51, std::string("\0\0\x0e\x10", 4)}}, .time = 20ms}),
       ack({.time = 30ms})},
      Dhcp4Exchange::ack);
  const auto servers = servers_of(probe);
  REQUIRE(servers.size() == 2);
  const auto findings = findings_of(probe, servers, Journal{}, {});
  CHECK(message_of(findings, "dhcp4.lease-taken") == "took 192.0.2.50 from 192.0.2.2 for 3600 s");
  const auto leased = to_section(servers[0], probe.lease());
  CHECK(leased.exchange == "ack");
  CHECK(leased.lease_seconds == 3600);
  CHECK(leased.released == false);
  const auto other = to_section(servers[1], probe.lease());  // its ACK was for nobody
  CHECK_FALSE(other.lease_seconds);
  CHECK_FALSE(other.released);
}

TEST_CASE("packets that were left aside are counted and named in one finding") {
  const auto probe = probe_answered({offer({.xid = k_other_xid}), offer({.xid = k_other_xid}), offer()});
  Journal journal;
  journal.add_left_aside("a fragment");
  const auto findings = findings_of(probe, servers_of(probe), journal, {});
  CHECK(message_of(findings, "dhcp4.ignored") == "3 packets left aside: 2 with another xid and 1 a fragment");
}

TEST_CASE("expected servers are the command line's") {
  const auto probe = probe_answered({offer()});
  Options options;
  options.expect_servers = {"192.0.2.9"};
  CHECK(ids_of(findings_of(probe, servers_of(probe), Journal{}, options)) ==
        Names{"dhcp4.offer-only", "dhcp4.unexpected-server"});
}

}  // namespace provtool
