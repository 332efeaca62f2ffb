#include "discovery/dhcp4/source.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/dhcp4_packets.hpp"
#include "support/fake_world.hpp"
#include "support/findings.hpp"
#include "support/situations.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace testing;
using dhcpv4::MessageType;
using Codes = std::vector<std::uint8_t>;
using Names = std::vector<std::string>;

// The fake world's first random numbers.
constexpr dhcpv4::Xid k_source_xid{1};
constexpr dhcpv4::Xid k_source_own_xid{2};

// Of the laptop's second interface.
const std::vector<Ipv4Address> k_own_addresses{Ipv4Address{{192, 0, 2, 5}}, Ipv4Address{{198, 51, 100, 5}}};

Dhcp4Reply to_us(Dhcp4Reply reply) {
  reply.xid = k_source_xid;
  return reply;
}

Dhcp4Reply to_ourselves(Dhcp4Reply reply) {
  reply.xid = k_source_own_xid;
  reply.chaddr = k_laptop_mac;
  return reply;
}

// The source in a world where these replies arrive at their times.
struct Run {
  Situation situation;
  FakeWorld world{k_start};
  Journal journal{};
  Dhcp4Source source{situation};
  Ending ending{};

  explicit Run(const std::vector<Dhcp4Reply>& arriving = {}, Settings settings = {},
               Identity asked = usual_phone(), Interface interface = usual_interface())
      : situation(std::move(settings), std::move(asked), std::move(interface), k_own_addresses) {
    for (const auto& reply : arriving) world.arrives(at(reply.time), to_datagram(reply));
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  Run& go(const RunLimits& limits = {}) {
    ending = run_in(world, source, journal, limits);
    return *this;
  }

  [[nodiscard]] bool asks() const { return !source.needs().none(); }
  [[nodiscard]] std::vector<SourceEvidence> evidence() const { return source.evidence(ending); }
  [[nodiscard]] std::vector<Finding> findings() const { return source.findings(ending); }
  [[nodiscard]] SeenDhcpServer server(std::size_t index) const {
    return source.alternatives().at(index).server;
  }
  [[nodiscard]] std::optional<std::string> offering_server() const {
    ModeEvidence evidence;
    source.add_mode_evidence(evidence);
    return evidence.dhcpv4_server;
  }
};

Settings exchanging(DhcpExchange exchange) {
  Settings options;
  options.what.dhcp_exchange = exchange;
  options.what.take_lease = exchange == DhcpExchange::ack;
  return options;
}

std::string message_of(const std::vector<Finding>& findings, std::string_view id) {
  for (const auto& finding : findings)
    if (finding.id == id) return finding.message;
  return "";
}

}  // namespace

// ---- what is asked

TEST_CASE("the phone's three options are asked for, and what is wanted besides, each once") {
  const auto codes = requested_options({}, k_kx_utg);
  for (const auto code : Codes{66, 159, 160}) CHECK(std::count(codes.begin(), codes.end(), code) == 1);
  Settings options;
  options.who.request = {43, 160, 43};
  auto expected = codes;
  expected.push_back(43);
  CHECK(requested_options(options.who, k_kx_utg) == expected);
}

TEST_CASE("the client identifier is type 1 and the MAC, none, or as given") {
  Settings options;
  CHECK(to_hex(client_identifier(options.who, usual_phone()).value()) == "010080f0123456");
  options.who.client_id = NoClientId{};
  CHECK_FALSE(client_identifier(options.who, usual_phone()));
  options.who.client_id = Bytes{0, 1, 2};
  CHECK(client_identifier(options.who, usual_phone()) == Bytes{0, 1, 2});
}

TEST_CASE("the question is the phone's, in a frame of this computer") {
  Run run;
  run.go();
  REQUIRE(run.world.sent().size() == 13);
  const auto& first = run.world.sent()[0];
  CHECK(first.source_mac == k_laptop_mac);
  CHECK(message_in(first).chaddr == k_phone_mac);
  CHECK(message_in(first).type() == MessageType::discover);
  CHECK(as_text(message_in(first).option(60).value()) == "Panasonic");
  CHECK(message_in(first).xid != message_in(run.world.sent().back()).xid);
  CHECK(run.world.now() == at(5s));
}

TEST_CASE("the window is the command line's") {
  Settings options;
  options.how_long.dhcp = 4s;
  Run run({}, options);
  run.go();
  CHECK(run.world.now() == at(4s));
  CHECK(run.evidence()[0].reason == "no DHCPv4 server answered within 4.0 s on eth0");
}

TEST_CASE("it asks when one of the three options is wanted") {
  CHECK(Run().asks());
  Settings others;
  others.sources = {SourceId::manual, SourceId::pnp};
  CHECK_FALSE(Run({}, others).asks());
  Settings one;
  one.sources = {SourceId::dhcp66};
  CHECK(Run({}, one).asks());
  Settings off;
  off.what.disabled = {SourceId::dhcp160, SourceId::dhcp159, SourceId::dhcp66};
  CHECK_FALSE(Run({}, off).asks());
}

TEST_CASE("an INFORM needs an address of this computer") {
  CHECK(Run({}, exchanging(DhcpExchange::inform)).asks());
  const Run run({}, exchanging(DhcpExchange::inform), usual_phone(), usual_interface({"169.254.7.7"}));
  CHECK_FALSE(run.asks());
  for (const auto& source : run.source.evidence(Ending{})) {
    CHECK(source.status == Status::not_tested);
    CHECK(source.reason == "eth0 has no IPv4 address, which an INFORM needs");
    CHECK_FALSE(source.to_settle.empty());
  }
}

TEST_CASE("a foreign MAC needs promiscuous mode, the own one does not") {
  CHECK(Run().source.needs().promiscuous);
  auto own = usual_phone(MacFrom::interface);
  own.mac = k_laptop_mac;
  CHECK_FALSE(Run({}, {}, own).source.needs().promiscuous);
}

TEST_CASE("what is asked is described, and what is assumed") {
  Asked asked;
  Names assumptions;
  Run().source.describe(asked, assumptions);
  CHECK(asked.vendor_class == "Panasonic");
  CHECK(asked.client_id == "010080f0123456");
  CHECK(asked.dhcp_exchange == DhcpExchange::offer);
  CHECK(asked.requested_options == requested_options({}, k_kx_utg));
  CHECK(assumptions.size() == 2);

  auto given = exchanging(DhcpExchange::ack);
  given.who.vendor_class = "Panasonic";
  given.who.client_id = NoClientId{};
  Asked other;
  Names none;
  Run({}, given).source.describe(other, none);
  CHECK(other.client_id == "none");
  CHECK(other.dhcp_exchange == DhcpExchange::ack);
  CHECK(none.empty());

  Settings unwanted;
  unwanted.sources = {SourceId::pnp};
  Asked nothing;
  Run({}, unwanted).source.describe(nothing, none);
  CHECK_FALSE(nothing.vendor_class);
  CHECK(none.empty());
}

TEST_CASE("the survey follows the first answer, but not where the run is in a hurry or a lease is taken") {
  const auto surveys = [](const Settings& settings) {
    Run run({to_us(offer({.time = 12ms}))}, settings);
    run.go();
    const auto& sent = run.world.sent();
    return std::count_if(sent.begin(), sent.end(), [](const Datagram& datagram) {
      return message_in(datagram).xid == dhcpv4::Xid{~static_cast<std::uint32_t>(k_source_xid)};
    });
  };
  CHECK(surveys({}) == 1);
  Settings first;
  first.what.first = true;
  CHECK(surveys(first) == 0);
  CHECK(surveys(exchanging(DhcpExchange::inform)) == 0);
  CHECK(surveys(exchanging(DhcpExchange::ack)) == 0);
  Settings all;
  all.who.request = {43, 67, 114, 120, 125, 128, 132, 150, 156, 161, 176, 242};
  CHECK(surveys(all) == 0);  // they were asked for already
}

TEST_CASE("header, sub-options and what only the survey brought are shown of a server") {
  auto surveyed =
      offer({.options = {{160, "http://h/"}, {43, std::string("\x42\x04\x0a\x4d\0\x09", 6)}}, .time = 30ms});
  surveyed.xid = dhcpv4::Xid{~static_cast<std::uint32_t>(k_source_xid)};
  Run run({to_us(offer({.options = {{66, "h"}},
                        .sname = "boot",
                        .file = "a.cfg",
                        .next_server = "192.0.2.9",
                        .time = 12ms})),
           surveyed});
  run.go();
  const auto server = run.server(0);
  CHECK(server.next_server == "192.0.2.9");
  CHECK(server.server_name == "boot");
  CHECK(server.boot_file == "a.cfg");
  REQUIRE(server.other_options.size() == 2);
  CHECK(server.other_options[0].code == 160);
  REQUIRE(server.other_options[1].sub_options.size() == 1);
  CHECK(server.other_options[1].sub_options[0].code == 66);
  CHECK(server.other_options[1].sub_options[0].text == "10.77.0.9");
  Run plain({to_us(offer({.time = 12ms}))});
  plain.go();
  CHECK_FALSE(plain.server(0).next_server);
  CHECK_FALSE(plain.server(0).server_name);
  CHECK(plain.server(0).other_options.empty());
}

TEST_CASE("side effects are told before they happen") {
  const auto offer_only = Run().source.side_effects();
  REQUIRE(offer_only.size() == 4);
  CHECK(says(offer_only[0], "an offered address is reserved"));
  CHECK(says(offer_only[1], "10 DHCPDISCOVERs in 5.0 s"));
  CHECK(says(offer_only[2], "3 own DHCPDISCOVERs in 5.0 s"));
  CHECK(says(offer_only[3], "one DHCPDISCOVER more"));
  const auto leasing = Run({}, exchanging(DhcpExchange::ack)).source.side_effects();
  REQUIRE(leasing.size() == 4);
  CHECK(says(leasing[3], "for its lease time"));
  const auto released =
      Run({}, exchanging(DhcpExchange::ack), usual_phone(MacFrom::random)).source.side_effects();
  CHECK(says(released.back(), "a DHCPRELEASE releases it"));
}

// ---- what the answers mean

TEST_CASE("the server whose well-formed answer came first is followed, with or without a URL") {
  const auto followed = [](std::vector<Dhcp4Reply> replies) {
    Run run(std::move(replies));
    run.go();
    return run.evidence()[0].server.value_or("none");
  };
  CHECK(followed({}) == "none");
  CHECK(followed({to_us(offer({.options = {}, .time = 1ms})),
                  to_us(offer({.server = "192.0.2.2", .time = 2ms}))}) == "192.0.2.1");
  CHECK(followed({to_us(offer({.with_end = false, .time = 1ms})),
                  to_us(offer({.server = "192.0.2.2", .time = 2ms}))}) == "192.0.2.2");
  CHECK(followed({to_us(offer({.with_end = false, .time = 1ms})),
                  to_us(offer({.server = "192.0.2.2", .with_end = false, .time = 2ms}))}) == "192.0.2.1");
}

TEST_CASE("silence is no answer of all three") {
  Run run;
  run.go();
  const auto evidence = run.evidence();
  REQUIRE(evidence.size() == 3);
  CHECK(evidence[0].source == SourceId::dhcp160);
  CHECK(evidence[1].source == SourceId::dhcp159);
  CHECK(evidence[2].source == SourceId::dhcp66);
  for (const auto& source : evidence) {
    CHECK(source.status == Status::no_answer);
    CHECK(source.reason == "no DHCPv4 server answered within 5.0 s on eth0");
  }
}

TEST_CASE("could not check is never checked and absent") {
  Run run;
  Ending ending;
  const auto not_tested = [&](std::string_view reason) {
    for (const auto& source : run.source.evidence(ending)) {
      CHECK(source.status == Status::not_tested);
      CHECK_FALSE(source.left_out);
      CHECK(says(source.reason, reason));
    }
  };
  SUBCASE("no privilege") {
    run.source.could_not_open(
        {"cannot open a packet socket on eth0: Operation not permitted", Trouble::Kind::no_privilege});
    not_tested("Operation not permitted");
    CHECK(says(run.source.evidence(ending)[0].to_settle, "setcap"));
  }
  SUBCASE("the link was lost") {
    run.world.cannot_send("cannot send on eth0: Network is down");
    run.go();
    not_tested("Network is down");
  }
  SUBCASE("a silent link") {
    run.go();
    ending.silent = true;
    not_tested("nothing at all was received on eth0");
  }
  SUBCASE("an interruption") {
    run.world.is_interrupted(at(1s));
    run.go();
    ending = run.ending;
    not_tested("interrupted after 1.0 s");
  }
  SUBCASE("only this computer's MAC is answered") {
    run.world.arrives(at(3600ms), to_datagram(to_ourselves(offer())));
    run.go();
    not_tested("192.0.2.1 answers only this computer's MAC");
  }
}

TEST_CASE("an address of this computer's is not taken as a lease, and nothing is said of the options") {
  Run run({to_us(offer({.address = "198.51.100.5", .time = 10ms}))}, exchanging(DhcpExchange::ack));
  run.go();
  for (const auto& source : run.evidence()) {
    CHECK(source.status == Status::not_tested);
    CHECK(says(source.reason, "198.51.100.5 is configured on this computer"));
    CHECK(source.to_settle == "Ask with --dhcp-exchange offer.");
  }
}

TEST_CASE("while the run goes on, a source waits for its answer; an OFFER is none where an ACK is to come") {
  Run run({to_us(offer({.time = 10ms}))});
  CHECK(run.source.evidence(std::nullopt)[0].status == Status::not_tested);
  run.go();
  CHECK(run.source.evidence(std::nullopt)[0].status == Status::found);

  Run leasing({to_us(offer({.time = 10ms}))}, exchanging(DhcpExchange::ack));
  RunLimits limits;
  limits.deadline = at(100ms);
  leasing.go(limits);
  CHECK(leasing.source.evidence(std::nullopt)[0].status == Status::not_tested);
  CHECK(leasing.source.evidence(leasing.ending)[0].status == Status::not_tested);
}

TEST_CASE("a REQUEST that nobody answers says nothing of the options") {
  Run run({to_us(offer({.time = 10ms}))}, exchanging(DhcpExchange::ack));
  run.go();
  for (const auto& source : run.evidence()) {
    CHECK(source.status == Status::not_tested);
    CHECK(source.reason == "192.0.2.1 sent an OFFER, but nobody answered the REQUEST");
    CHECK(source.to_settle.find("--dhcp-exchange offer") != std::string::npos);
  }
  CHECK(says(only(run.findings(), "dhcp4.no-ack"), "192.0.2.1"));
  CHECK(run.source.alternatives().at(0).evidence.empty());
}

TEST_CASE("the OFFER of a server that refuses the REQUEST does not count, another one's does") {
  Run alone({to_us(offer({.time = 10ms})), to_us(nak({.time = 20ms}))}, exchanging(DhcpExchange::ack));
  alone.go();
  for (const auto& source : alone.evidence()) {
    CHECK(source.status == Status::refused);
    CHECK(source.reason == "192.0.2.1 refused the REQUEST");
  }
  Run beside({to_us(offer({.time = 10ms})), to_us(offer({.server = "192.0.2.2", .time = 15ms})),
              to_us(nak({.time = 20ms}))},
             exchanging(DhcpExchange::ack));
  beside.go();
  CHECK(beside.evidence()[0].status == Status::found);
  CHECK(beside.evidence()[0].server == "192.0.2.2");
}

TEST_CASE("with two healthy servers nothing is held against the one that was not chosen") {
  Run run({to_us(offer({.time = 10ms})), to_us(offer({.server = "192.0.2.2", .time = 15ms})),
           to_us(ack({.time = 20ms}))},
          exchanging(DhcpExchange::ack));
  run.go();
  CHECK(ids_of(run.findings()) == Ids{"dhcp4.multiple-servers", "dhcp4.lease-taken"});
}

// systemd-networkd's server does.
TEST_CASE("an INFORM may be ignored: an OFFER settles it, whatever the window was") {
  for (const auto window : {Duration(1s), Duration(5s)}) {
    auto settings = exchanging(DhcpExchange::inform);
    settings.how_long.dhcp = window;
    Run run({}, settings);
    run.go();
    CHECK(run.evidence()[0].status == Status::not_tested);
    CHECK(run.evidence()[0].to_settle == "Ask with --dhcp-exchange offer.");
  }
}

TEST_CASE("an OFFER that no phone can take leaves nothing to follow, and is named") {
  Run run({to_us(offer({.address = "255.255.255.255", .time = 10ms}))});
  run.go();
  CHECK(run.evidence()[0].status == Status::no_answer);
  CHECK(run.evidence()[0].reason == "192.0.2.1 offers an address that no phone can take");
  CHECK(run.evidence()[0].server == "192.0.2.1");  // so that nobody calls it absent
  CHECK(ids_of(run.findings()) == Ids{"dhcp4.offer-unusable"});
}

TEST_CASE("who offers the phone an address is known; an answer to an INFORM offers none") {
  Run offering({to_us(offer({.time = 10ms}))});
  CHECK_FALSE(offering.offering_server());
  CHECK(offering.go().offering_server() == "192.0.2.1");
  Run boot_server({to_us(offer({.address = "0.0.0.0", .time = 10ms}))});
  CHECK_FALSE(boot_server.go().offering_server());
  Run informed({to_us(ack({.time = 10ms}))}, exchanging(DhcpExchange::inform));
  CHECK_FALSE(informed.go().offering_server());
  Run ourselves({to_ourselves(offer({.time = 3600ms}))});
  CHECK_FALSE(ourselves.go().offering_server());
}

// ---- the report

TEST_CASE("a server is reported with all its options, duplicates once") {
  Run run({to_us(offer({.options = {{160, "http://prov.example.com/"},
                                    {160, "http://prov.example.com/"},
                                    {66, std::string("192.0.2.1\0", 10)},
                                    {43, std::string("\x01\x04\xc0\x00\x02\x01", 6)}},
                        .relay = "192.0.2.254",
                        .time = 12ms}))});
  run.go();
  const auto section = run.server(0);
  CHECK(section.server == "192.0.2.1");
  CHECK(section.from == "192.0.2.1");
  CHECK(section.mac == "00:00:5e:00:53:01");
  CHECK(section.relay == "192.0.2.254");
  CHECK(section.family == 4);
  CHECK(section.elapsed == 12ms);
  CHECK(section.exchange == DhcpAnswer::offer);
  CHECK_FALSE(section.asked_as);
  CHECK(section.offered_address == "192.0.2.50");
  CHECK_FALSE(section.lease_seconds);
  std::vector<std::uint16_t> codes;
  for (const auto& option : section.options) codes.push_back(option.code);
  CHECK(codes == std::vector<std::uint16_t>{53, 54, 6, 51, 160, 66, 43});
  CHECK(section.options[4].text == "http://prov.example.com/");
  CHECK(section.options[5].hex == "3139322e302e322e3100");
  CHECK(section.options[6].hex == "0104c0000201");
}

TEST_CASE("who answered this computer's MAC only is marked") {
  Run run({to_ourselves(offer({.time = 3600ms}))});
  run.go();
  CHECK(run.server(0).asked_as == MacFrom::interface);
  const auto findings = run.findings();
  REQUIRE(ids_of(findings) == Names{"dhcp4.mac-filtered"});
  CHECK(says(findings[0].message, "00:00:5e:00:53:05"));
  CHECK(says(findings[0].message, "0080F0123456"));
}

TEST_CASE("who answered this computer's MAC in a run that broke off is no filter") {
  Run run({to_ourselves(offer({.time = 3510ms}))});
  run.world.is_interrupted(at(3520ms));
  run.go();
  CHECK(ids_of(run.findings()) == Names{"dhcp4.mac-filtered"});
  CHECK(run.evidence()[0].status == Status::not_tested);
}

TEST_CASE("a MAC is filtered only when nobody answered it") {
  Run both({to_ourselves(offer({.time = 3600ms})), to_us(offer({.server = "192.0.2.2", .time = 3700ms}))});
  CHECK(ids_of(both.go().findings()) == Names{"dhcp4.offer-only"});
  Run silence;
  CHECK(silence.go().findings().empty());
}

TEST_CASE("a lease that was taken is told: address, server and time") {
  Run run(
      {to_us(offer({.server = "192.0.2.2", .time = 10ms})), to_us(offer({.time = 15ms})),
       to_us(ack({.server = "192.0.2.2", .options = {{51, std::string("\0\0\x0e\x10", 4)}}, .time = 20ms})),
       to_us(ack({.time = 30ms}))},
      exchanging(DhcpExchange::ack));
  run.go();
  REQUIRE(run.source.alternatives().size() == 2);
  CHECK(message_of(run.findings(), "dhcp4.lease-taken") ==
        "took a lease of 192.0.2.50 from 192.0.2.2 for 3600 s");
  const auto leased = run.server(0);
  CHECK(leased.exchange == DhcpAnswer::ack);
  CHECK(leased.lease_seconds == 3600);
  CHECK(leased.released == false);
  const auto other = run.server(1);  // its ACK was for nobody
  CHECK_FALSE(other.lease_seconds);
  CHECK_FALSE(other.released);
}

TEST_CASE("the lease of a random MAC is given back, and that is told") {
  Run run({to_us(offer({.time = 10ms})), to_us(ack({.time = 20ms}))}, exchanging(DhcpExchange::ack),
          usual_phone(MacFrom::random));
  run.go();
  CHECK(says(message_of(run.findings(), "dhcp4.lease-taken"), "released it"));
  CHECK(run.server(0).released == true);
  CHECK(message_in(run.world.sent().back()).type() == MessageType::release);
}

TEST_CASE("packets that were left aside are counted and named in one finding") {
  Run run({offer({.time = 10ms}), offer({.time = 20ms}), to_us(offer({.time = 30ms}))});
  run.world.is_left_aside(at(40ms), "a fragment");
  CHECK(message_of(run.go().findings(), "dhcp4.ignored") ==
        "3 packets ignored: 1 a fragment and 2 with another xid");
}

TEST_CASE("expected servers are the command line's") {
  Settings options;
  options.expect.servers = {"192.0.2.9"};
  Run run({to_us(offer({.time = 10ms}))}, options);
  CHECK(ids_of(run.go().findings()) == Names{"dhcp4.offer-only", "dhcp4.unexpected-server"});
  options.expect.servers = {"fe80::1"};  // says nothing of DHCPv4
  Run other_family({to_us(offer({.time = 10ms}))}, options);
  CHECK(ids_of(other_family.go().findings()) == Names{"dhcp4.offer-only"});
}

}  // namespace provtool
