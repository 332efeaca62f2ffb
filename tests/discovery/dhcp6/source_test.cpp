#include "discovery/dhcp6/source.hpp"

#include <doctest/doctest.h>

#include <array>

#include "io/driver.hpp"
#include "support/dhcp6_packets.hpp"
#include "support/fake_world.hpp"
#include "support/findings.hpp"
#include "support/situations.hpp"
#include "wire/dhcpv6_options.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace testing;
using dhcpv6::MessageType;
using Names = std::vector<std::string>;

// The fake world's first random numbers.
constexpr dhcpv6::TransactionId k_source_information_id{1};
constexpr dhcpv6::TransactionId k_source_solicit_id{2};

Interface laptop() {
  return usual_interface({"192.0.2.5", IpAddress{k_laptop_address}.text()});
}

// With the source's transactions.
Dhcp6Reply to_us(Dhcp6Reply reply) {
  reply.id = reply.type == MessageType::advertise ? k_source_solicit_id : k_source_information_id;
  return reply;
}

// The source in a world where these datagrams arrive at their times.
struct Run {
  Situation situation;
  FakeWorld world{k_start};
  Journal journal{};
  Dhcp6Source source{situation};
  Ending ending{};

  explicit Run(const std::vector<Datagram>& arriving = {}, Settings settings = {},
               Interface asked_on = laptop())
      : situation(std::move(settings), usual_phone(), std::move(asked_on), {}) {
    for (const auto& datagram : arriving) world.arrives(datagram.time, datagram);
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  Run& go(const RunLimits& limits = {}) {
    ending = run_in(world, source, journal, limits);
    return *this;
  }

  [[nodiscard]] bool asks() const { return !source.needs().none(); }
  [[nodiscard]] SourceEvidence evidence() const { return source.evidence(ending).at(0); }
  [[nodiscard]] SourceEvidence evidence_so_far() const { return source.evidence(std::nullopt).at(0); }
  [[nodiscard]] std::vector<Finding> findings() const { return source.findings(ending); }
  [[nodiscard]] SeenDhcpServer server(std::size_t index) const {
    return source.alternatives().at(index).server;
  }
  [[nodiscard]] std::vector<SeenRouter> routers() const {
    Observations observations;
    source.add_observations(observations);
    return observations.router_advertisements;
  }
};

Datagram replied(Dhcp6Reply except = {}) {
  return to_datagram(to_us(reply(std::move(except))));
}
Datagram advertised(Dhcp6Reply except = {}) {
  return to_datagram(to_us(advertise(std::move(except))));
}
Datagram router(RouterAdvertised except = {}) {
  return to_datagram(except);
}

Settings naming(std::vector<SourceId> sources) {
  Settings options;
  options.sources = std::move(sources);
  return options;
}

Settings in_mode(AddressMode mode) {
  Settings options;
  options.where.mode = mode;
  return options;
}

Interface without_link_local() {
  return usual_interface({"192.0.2.5", "2001:db8::5"});
}

}  // namespace

// ---- what is asked

TEST_CASE("it asks when DHCPv6 is wanted, and there is a link-local address to ask from") {
  CHECK(Run().asks());
  CHECK(Run({}, naming({SourceId::dhcp6})).asks());
  CHECK_FALSE(Run({}, naming({SourceId::pnp})).asks());
  Settings off;
  off.what.disabled = {SourceId::dhcp6};
  CHECK_FALSE(Run({}, off).asks());
  CHECK_FALSE(Run({}, {}, without_link_local()).asks());
}

TEST_CASE("a mode without IPv6 leaves nothing to ask, unless it was named") {
  CHECK_FALSE(Run({}, in_mode(AddressMode::ipv4)).asks());
  CHECK(Run({}, in_mode(AddressMode::ipv6)).asks());
  CHECK(Run({}, in_mode(AddressMode::dual)).asks());
  auto named = in_mode(AddressMode::ipv4);
  named.sources = {SourceId::dhcp6};
  CHECK(Run({}, named).asks());
}

TEST_CASE("the question is the phone's, in a frame of this computer") {
  Settings options;
  options.who.enterprise = 40808;
  options.who.vendor_class = "KX";
  Run run({}, options);
  run.go();
  const auto& sent = run.world.sent();
  REQUIRE(sent.size() == 28);  // 10 router solicitations, 10 Information-requests, 8 Solicits
  for (const auto& datagram : sent) {
    CHECK(datagram.source_mac == k_laptop_mac);
    CHECK(datagram.source.address == IpAddress{k_laptop_address});
  }
  CHECK(sent[0].protocol == Protocol::icmpv6);
  const auto information_request = dhcp6_in(sent[1]);
  const auto first_solicit = dhcp6_in(sent.back());
  CHECK(information_request.type == MessageType::information_request);
  CHECK(first_solicit.type == MessageType::solicit);
  CHECK(information_request.transaction_id != first_solicit.transaction_id);
  CHECK(to_hex(information_request.client_identifier().value()) == "000300010080f0123456");
  CHECK(to_hex(information_request.find(dhcpv6::option::vendor_class)->data) ==
        "00009f68"
        "0002"
        "4b58");
  CHECK(run.world.now() == at(5s));
}

TEST_CASE("transaction ids are of 24 bits, whatever the generator yields") {
  Run run;
  for (int i = 0; i < 0x1000; ++i) run.world.random();
  run.go();
  for (const auto& datagram : run.world.sent())
    if (datagram.protocol == Protocol::udp)
      CHECK(static_cast<std::uint32_t>(dhcp6_in(datagram).transaction_id) <= 0xffffff);
}

TEST_CASE("window and settling time are the command line's") {
  Settings options;
  options.how_long.dhcp = 4s;
  Run silence({}, options);
  CHECK(silence.go().world.now() == at(4s));
  CHECK(silence.evidence().reason == "no DHCPv6 server answered within 4.0 s on eth0");

  Settings settling;
  settling.how_long.settle = 2s;
  Run answered({router(), replied({.time = 10ms})}, settling);
  CHECK(answered.go().world.now() == at(2s));
}

TEST_CASE("what is asked is described, and what is assumed") {
  Asked asked;
  Names assumptions;
  Run().source.describe(asked, assumptions);
  CHECK(asked.enterprise == 258);
  CHECK(asked.client_duid == "000300010080f0123456");
  CHECK(asked.vendor_class == "Panasonic");
  CHECK(assumptions == Names{"the phone reads DHCPv6 sub-option 1 of enterprise 258",
                             "the phone's DHCPv6 vendor class is \"Panasonic\" of enterprise 258",
                             "the phone's DUID is made from its MAC (DUID-LL)"});

  Settings given;
  given.who.enterprise = 40808;
  given.who.vendor_class = "Panasonic";
  Names fewer;
  Run({}, given).source.describe(asked, fewer);
  CHECK(asked.enterprise == 40808);
  CHECK(fewer.size() == 1);

  Asked nothing;
  Names none;
  Run({}, naming({SourceId::pnp})).source.describe(nothing, none);
  CHECK_FALSE(nothing.enterprise);
  CHECK_FALSE(nothing.client_duid);
  CHECK_FALSE(nothing.vendor_class);
  CHECK(none.empty());
}

TEST_CASE("side effects are told before they happen, and only where it can ask") {
  REQUIRE(Run().source.side_effects().size() == 5);
  CHECK(says(Run().source.side_effects()[1], "8 SOLICITs in 5.0 s"));
  CHECK(says(Run().source.side_effects()[3], "an advertised address is not taken"));
  CHECK(says(Run().source.side_effects()[4], "neighbor solicitations for fe80::"));
  CHECK(Run({}, {}, without_link_local()).source.side_effects().empty());
  CHECK(Run({}, naming({SourceId::pnp})).source.side_effects().empty());
}

// ---- what the answers mean

TEST_CASE("a value is found in the answer of the server that is followed") {
  Run run({router({.time = 5ms}), replied({.vendor = {}, .time = 10ms}),
           replied({.from = "fe80::2", .mac = k_other_mac, .time = 20ms})});
  run.go();
  CHECK(run.world.now() == at(1010ms));
  CHECK(run.evidence().status == Status::empty);
  CHECK(run.evidence().server == "fe80::1");
  REQUIRE(run.source.alternatives().size() == 2);
  CHECK(run.source.alternatives()[1].evidence.at(0).status == Status::found);
}

TEST_CASE("another enterprise number may be expected") {
  Settings options;
  options.who.enterprise = k_other_enterprise;
  Run run(
      {replied({.vendor = {{}, {k_other_enterprise, {{1, "http://other6.example.com/"}}}}, .time = 10ms})},
      options);
  run.go();
  CHECK(run.evidence().candidate->reading.url == "http://other6.example.com/");
  for (const auto& finding : run.findings()) CHECK(finding.id != "dhcp6.other-enterprise");
}

TEST_CASE("silence is no answer, and tells when a router said that there is somebody to ask") {
  Run silence;
  CHECK(silence.go().evidence().status == Status::no_answer);
  CHECK(silence.evidence().source == SourceId::dhcp6);
  CHECK(silence.evidence().reason == "no DHCPv6 server answered within 5.0 s on eth0");
  CHECK(silence.findings().empty());
  Run promised({router({.time = 5ms})});
  CHECK(promised.go().evidence().reason ==
        "no DHCPv6 server answered within 5.0 s on eth0, although a router tells hosts to ask one");
  Run denied({router({.other = false, .time = 5ms})});
  CHECK_FALSE(says(denied.go().evidence().reason, "although"));
}

TEST_CASE("could not check is never checked and absent") {
  Run run;
  const auto not_tested = [](const SourceEvidence& source, std::string_view reason) {
    CHECK(source.status == Status::not_tested);
    CHECK_FALSE(source.left_out);
    CHECK(says(source.reason, reason));
  };
  SUBCASE("no privilege") {
    run.source.could_not_open(
        {"cannot open a packet socket on eth0: Operation not permitted", Trouble::Kind::no_privilege});
    not_tested(run.evidence(), "Operation not permitted");
    CHECK(says(run.evidence().to_settle, "setcap"));
  }
  SUBCASE("no link-local address") {
    Run without({}, {}, without_link_local());
    not_tested(without.evidence(), "eth0 has no IPv6 link-local address to ask from");
    CHECK(says(without.evidence().to_settle, "net.ipv6.conf.eth0.disable_ipv6=0"));
  }
  SUBCASE("the link was lost") {
    run.world.cannot_send("cannot send on eth0: Network is down");
    run.go();
    not_tested(run.evidence(), "Network is down");
    CHECK(run.findings().empty());
  }
  SUBCASE("a silent link") {
    run.go();
    run.ending.silent = true;
    not_tested(run.evidence(), "nothing at all was received on eth0");
  }
  SUBCASE("an interruption") {
    run.world.is_interrupted(at(1s));
    run.go();
    not_tested(run.evidence(), "interrupted after 1.0 s");
  }
  SUBCASE("a deadline") {
    RunLimits limits;
    limits.deadline = at(2s);
    run.go(limits);
    not_tested(run.evidence(), "the deadline (--timeout) was reached after 2.0 s");
  }
}

TEST_CASE("while the run goes on the source waits for its answer") {
  Run run({replied({.time = 10ms})});
  CHECK(run.evidence_so_far().status == Status::not_tested);
  CHECK(run.evidence_so_far().reason == "waiting for an answer");
  run.go();
  CHECK(run.evidence_so_far().status == Status::found);
}

TEST_CASE("before it asked there is nothing to tell") {
  Run run;
  CHECK(run.source.alternatives().empty());
  CHECK(run.findings().empty());
  CHECK(run.routers().empty());
  CHECK(run.source.machine() == nullptr);
  ModeEvidence evidence;
  run.source.add_mode_evidence(evidence);
  CHECK_FALSE(evidence.advertised_prefix);
  CHECK_FALSE(evidence.dhcpv6_server);
}

// ---- what it says of the address mode

TEST_CASE("an advertised prefix or an answer says that a phone would have IPv6 here") {
  ModeEvidence evidence;
  Run both({router({.prefixes = {usual_prefix()}, .time = 5ms}), replied({.time = 10ms})});
  both.go().source.add_mode_evidence(evidence);
  CHECK(evidence.advertised_prefix == "fe80::ff advertises 2001:db8::/64");
  CHECK(evidence.dhcpv6_server == "fe80::1");

  ModeEvidence none;
  Run neither({router({.time = 5ms})});
  neither.go().source.add_mode_evidence(none);
  CHECK_FALSE(none.advertised_prefix);
  CHECK_FALSE(none.dhcpv6_server);
}

// ---- findings

TEST_CASE("of the servers expected only IPv6 addresses count") {
  const auto ids = [](std::vector<std::string> expected) {
    Settings options;
    options.expect.servers = std::move(expected);
    Run run({router({.time = 5ms}), replied({.time = 10ms})}, options);
    return ids_of(run.go().findings());
  };
  CHECK(ids({}).empty());
  CHECK(ids({"192.0.2.1"}).empty());
  CHECK(ids({"192.0.2.1", "fe80::1"}).empty());
  CHECK(ids({"fe80::2"}) == Names{"dhcp6.unexpected-server"});
}

TEST_CASE("where a router says M=1 only the answer to a Solicit proves that there is no option") {
  Run without({router({.managed = true, .time = 5ms}), replied({.vendor = {}, .time = 10ms})});
  CHECK(without.go().source.evidence(without.ending)[0].status == Status::not_tested);
  Run other({router({.time = 5ms}), replied({.vendor = {}, .time = 10ms})});
  CHECK(other.go().source.evidence(other.ending)[0].status == Status::empty);
}

TEST_CASE("that no router advertises is told only when routers had their time") {
  Run whole({replied({.time = 10ms})});
  for (Duration time = 510ms; time < 3500ms; time += 500ms) whole.world.arrives(at(time), replied({}));
  CHECK(ids_of(whole.go().findings()) == Names{"dhcp6.ra-says-no"});

  Run lossy({replied({.time = 10ms})});
  CHECK(lossy.go().findings().empty());

  Run interrupted({replied({.time = 10ms})});
  interrupted.world.is_interrupted(at(1s));
  CHECK(interrupted.go().findings().empty());

  Settings options;
  options.how_long.dhcp = 2s;
  Run short_window({replied({.time = 10ms})}, options);
  CHECK(short_window.go().findings().empty());
}

// ---- the report

TEST_CASE("a server is reported with its DUID, its address and all its options") {
  Run run({replied(
      {.options = {{23, std::string(15, '\0') + '\x01'}, {65000, std::string(2, '\xff')}}, .time = 12ms})});
  run.go();
  const auto section = run.server(0);
  CHECK(section.server == "0003000100005e005301");
  CHECK(section.from == "fe80::1");
  CHECK(section.mac == "00:00:5e:00:53:01");
  CHECK(section.family == 6);
  CHECK(section.elapsed == 12ms);
  CHECK(section.exchange == DhcpAnswer::reply);
  CHECK_FALSE(section.offered_address);
  CHECK_FALSE(section.relay);
  REQUIRE(section.options.size() == 5);
  CHECK(section.options[0].text == "DUID-LL 000300010080f0123456");
  CHECK(section.options[2].code == 17);
  CHECK(section.options[2].name == "vendor-specific information");
  CHECK(section.options[2].text == "enterprise 258: 1=" + k_dhcp6_url);
  CHECK(section.options[3].text == "::1");
  CHECK_FALSE(section.options[4].text);
  CHECK(section.options[4].hex == "ffff");
}

TEST_CASE("an advertised address is reported, and not taken") {
  Run run({advertised({.options = {offered_address("2001:db8::50")}, .time = 1010ms})});
  run.go();
  const auto section = run.server(0);
  CHECK(section.exchange == DhcpAnswer::advertise);
  CHECK(section.elapsed == 10ms);
  CHECK(section.offered_address == "2001:db8::50");
  for (const auto& datagram : run.world.sent())
    if (datagram.protocol == Protocol::udp) CHECK(dhcp6_in(datagram).type != MessageType::request);
}

TEST_CASE("routers are reported with their flags and prefixes, and how long after the solicitation") {
  Run run({router({.managed = true, .other = false, .prefixes = {usual_prefix()}, .time = 20ms}),
           router({.from = "fe80::fe", .time = 30ms})});
  run.go();
  const auto sections = run.routers();
  REQUIRE(sections.size() == 2);
  CHECK(sections[0].from == "fe80::ff");
  CHECK(sections[0].mac == "00:00:5e:00:53:01");
  CHECK(sections[0].managed);
  CHECK_FALSE(sections[0].other);
  CHECK(sections[0].lifetime_seconds == 1800);
  CHECK(sections[0].prefixes == Names{"2001:db8::/64"});
  CHECK(sections[0].elapsed == 20ms);
  CHECK(sections[1].prefixes.empty());
}

}  // namespace provtool
