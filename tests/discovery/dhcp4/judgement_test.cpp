#include "discovery/dhcp4/judgement.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/text.hpp"
#include "support/dhcp4_packets.hpp"
#include "support/findings.hpp"
#include "support/surveyed.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using namespace testing;
using dhcpv4::MessageType;
using Names = std::vector<std::string>;

constexpr dhcpv4::Xid k_inform_xid{0x3d1de461};
const std::string k_url = "http://prov.example.com/a.cfg";
const std::string k_other_url = "http://other.example.com/b.cfg";

std::string bytes(std::string_view hex) {
  return std::string(as_text(parse_hex(hex).value()));
}

Dhcp4Reply inform_ack(Dhcp4Reply except = {}) {
  except.xid = k_inform_xid;
  except.address = "0.0.0.0";
  return ack(except);
}

Dhcp4Reply to_ourselves(Dhcp4Reply except = {}) {
  except.xid = k_own_xid;
  except.chaddr = k_laptop_mac;
  return offer(except);
}

// What was learned when these answers came, in this order.
Dhcp4Evidence evidence_of(const std::vector<Dhcp4Reply>& replies) {
  Dhcp4Reader reader({k_phone_mac, k_laptop_mac});
  reader.read(to_datagram(Dhcp4Request{}));
  reader.read(to_datagram(Dhcp4Request{.type = MessageType::request}));
  reader.read(to_datagram(Dhcp4Request{.type = MessageType::inform, .xid = k_inform_xid}));
  reader.read(to_datagram(Dhcp4Request{.xid = k_own_xid, .chaddr = k_laptop_mac}));
  for (const auto& reply : replies) REQUIRE(reader.read(to_datagram(reply)) != nullptr);
  return reader.evidence();
}

Names names_of(const std::vector<Dhcp4Server>& servers) {
  Names names;
  for (const auto& server : servers) names.push_back(server.id());
  return names;
}

std::vector<Finding> judged(const std::vector<Dhcp4Reply>& replies, const Names& expected = {}) {
  const auto evidence = evidence_of(replies);
  return judge(evidence, servers_in(evidence, k_phone_mac), expected, Identity{});
}

// The ids found, without the one that every OFFER brings.
Ids ids_but_offer_only(const std::vector<Finding>& findings) {
  Ids ids;
  for (const auto& finding : findings)
    if (finding.id != "dhcp4.offer-only") ids.push_back(finding.id);
  return ids;
}

Ids judged_ids(const std::vector<Dhcp4Reply>& replies, const Names& expected = {}) {
  return ids_but_offer_only(judged(replies, expected));
}

bool has(const Ids& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

struct Read {
  Status status;
  std::string url;
  Ids notes;
};

// How one option of one OFFER is read.
Read read(std::uint8_t code, const OptionTexts& options) {
  const auto evidence = evidence_of({offer({.options = options})});
  const auto servers = servers_in(evidence, k_phone_mac);
  REQUIRE(servers.size() == 1);
  for (const auto& source : read_options(servers[0], Identity{})) {
    if (kind_of(source.source).dhcp_option != code) continue;
    Read read{source.status, "", {}};
    if (!source.candidate) return read;
    read.url = source.candidate->reading.url;
    for (const auto& note : source.candidate->reading.notes) read.notes.emplace_back(note.id.text());
    return read;
  }
  FAIL("no such source");
  return {};
}

}  // namespace

// ---- servers

TEST_CASE("servers stand in the order of their first answers") {
  const auto evidence =
      evidence_of({offer({.server = "192.0.2.9"}), offer(), ack(), ack({.server = "192.0.2.9"})});
  const auto servers = servers_in(evidence, k_phone_mac);
  REQUIRE(names_of(servers) == Names{"192.0.2.9", "192.0.2.1"});
  CHECK(servers[0].exchange() == DhcpAnswer::ack);
  REQUIRE(servers[0].offer != nullptr);
  CHECK(servers[0].offer->type == MessageType::offer);
}

TEST_CASE("an ACK to a REQUEST outranks an OFFER, in whatever order they came") {
  for (const auto& replies : {std::vector{offer(), ack()}, std::vector{ack(), offer()}}) {
    const auto evidence = evidence_of(replies);
    const auto servers = servers_in(evidence, k_phone_mac);
    REQUIRE(servers.size() == 1);
    CHECK(servers[0].exchange() == DhcpAnswer::ack);
    CHECK(servers[0].answer->type == MessageType::ack);
  }
}

TEST_CASE("an ACK to an INFORM never outranks an OFFER or a REQUEST's ACK") {
  for (const auto& replies : {std::vector{inform_ack(), offer()}, std::vector{offer(), inform_ack()}}) {
    const auto evidence = evidence_of(replies);
    CHECK(servers_in(evidence, k_phone_mac).at(0).exchange() == DhcpAnswer::offer);
  }
  const auto after_ack = evidence_of({ack(), inform_ack()});
  CHECK(servers_in(after_ack, k_phone_mac).at(0).exchange() == DhcpAnswer::ack);
  const auto alone = evidence_of({inform_ack()});
  CHECK(servers_in(alone, k_phone_mac).at(0).exchange() == DhcpAnswer::inform);
}

TEST_CASE("a server that only refuses is none to follow") {
  const auto evidence = evidence_of({nak(), offer({.server = "192.0.2.2"})});
  CHECK(names_of(servers_in(evidence, k_phone_mac)) == Names{"192.0.2.2"});
  const auto both = evidence_of({offer(), nak()});
  const auto servers = servers_in(both, k_phone_mac);
  REQUIRE(servers.size() == 1);
  CHECK(servers[0].nak != nullptr);
  CHECK(servers[0].exchange() == DhcpAnswer::offer);
}

TEST_CASE("who answered this computer's MAC only stands last, as a server of its own") {
  const auto evidence = evidence_of({to_ourselves({.server = "192.0.2.9"}), to_ourselves(), offer()});
  const auto servers = servers_in(evidence, k_phone_mac);
  REQUIRE(names_of(servers) == Names{"192.0.2.1", "192.0.2.9", "192.0.2.1"});
  CHECK_FALSE(servers[0].asked_as_ourselves);
  CHECK(servers[1].asked_as_ourselves);
  CHECK(servers[2].asked_as_ourselves);
}

TEST_CASE("what the survey brought belongs to a server that answered, and makes none") {
  const Surveyed link({offer({.options = {{66, "192.0.2.9"}}}),
                       to_survey({.options = {{66, "192.0.2.8"}, {150, bytes("c0000207")}}}),
                       to_survey({.server = "192.0.2.66", .options = {{160, k_other_url}}})});
  const auto servers = link.servers();
  REQUIRE(names_of(servers) == Names{"192.0.2.1"});
  CHECK(servers[0].sends(150) == parse_hex("c0000207"));
  CHECK(servers[0].sends(66) == to_bytes("192.0.2.9"));  // the answer counts
  CHECK_FALSE(servers[0].sends(43));
  CHECK(read_options(servers[0], Identity{})[0].status == Status::empty);
  const Surveyed silent({offer()});
  CHECK_FALSE(silent.servers().at(0).sends(150));
}

// ---- values

TEST_CASE("a value is read from the server's answer, with who sent it and when") {
  const auto evidence = evidence_of({offer({.options = {{160, k_url}}, .time = 12ms})});
  const auto sources = read_options(servers_in(evidence, k_phone_mac).at(0), Identity{});
  REQUIRE(sources.size() == 3);
  CHECK(sources[0].source == SourceId::dhcp160);
  CHECK(sources[1].source == SourceId::dhcp159);
  CHECK(sources[2].source == SourceId::dhcp66);
  CHECK(sources[0].status == Status::found);
  CHECK(sources[0].candidate->reading.url == k_url);
  CHECK(sources[0].candidate->raw == to_bytes(k_url));
  CHECK(sources[0].server == "192.0.2.1");
  CHECK(sources[0].elapsed == 12ms);
  CHECK(sources[0].reason.find("192.0.2.1") != std::string::npos);
  CHECK(sources[1].status == Status::empty);
  CHECK(sources[1].server == "192.0.2.1");
  CHECK_FALSE(sources[1].candidate);
}

TEST_CASE("the ACK is read where OFFER and ACK differ") {
  const auto evidence =
      evidence_of({offer({.options = {{160, k_url}}}), ack({.options = {{160, k_other_url}}})});
  const auto sources = read_options(servers_in(evidence, k_phone_mac).at(0), Identity{});
  CHECK(sources[0].candidate->reading.url == k_other_url);
}

// Missing, empty or only NULs is not populated (README, what is known about the phone).
TEST_CASE("a missing, empty or all-NUL value is no value") {
  CHECK(read(160, {}).status == Status::empty);
  CHECK(read(160, {{160, ""}}).status == Status::empty);
  CHECK(read(160, {{160, std::string("\0", 1)}}).status == Status::empty);
  CHECK(read(160, {{160, std::string("\0\0\0\0", 4)}}).status == Status::empty);
  CHECK(judged_ids({offer({.options = {{66, std::string("\0\0\0\0", 4)}}})}).empty());
}

TEST_CASE("trailing NULs are deleted; the value as received is kept") {
  const auto evidence = evidence_of({offer({.options = {{66, std::string("192.0.2.1\0", 10)}}})});
  const auto sources = read_options(servers_in(evidence, k_phone_mac).at(0), Identity{});
  CHECK(sources[2].status == Status::found);
  CHECK(sources[2].candidate->reading.url == "192.0.2.1");
  CHECK(sources[2].candidate->raw.size() == 10);
  CHECK(judged_ids({offer({.options = {{66, std::string("192.0.2.1\0", 10)}}})}).empty());
}

TEST_CASE("a value that is not a usable URL was received all the same") {
  CHECK(read(160, {{160, "scp://prov.example.com/"}}).status == Status::unusable);
  CHECK(read(159, {{159, "\"http://prov.example.com/\""}}).status == Status::unusable);
}

// Field notes: MikroTik and unquoted addresses send the address as 4 bytes.
TEST_CASE("four raw bytes that form an address are no URL: in 66 and 160") {
  for (const auto code : {std::uint8_t{66}, std::uint8_t{160}}) {
    CAPTURE(code);
    const OptionTexts options{{code, bytes("c0000201")}};
    CHECK(read(code, options).status == Status::unusable);
    CHECK(read(code, options).notes == Ids{"url.binary-address"});
    const auto findings = judged({offer({.options = options})});
    CHECK(ids_but_offer_only(findings) == Ids{"dhcp4.option-binary"});
    CHECK(says(only(findings, "dhcp4.option-binary"), "c0000201"));
  }
}

// RFC 7618: there 4 bytes are a port set.
TEST_CASE("an option of length 0 is told; one that is only missing, or only NULs, is not") {
  for (const auto code : {std::uint8_t{160}, std::uint8_t{159}, std::uint8_t{66}}) {
    CAPTURE(code);
    CHECK(judged_ids({offer({.options = {{code, ""}}})}) == Ids{"dhcp4.option-empty"});
    CHECK(judged_ids({offer({.options = {{code, bytes("0000")}}})}).empty());
  }
  CHECK(judged_ids({offer({.options = {{43, ""}}})}).empty());
}

TEST_CASE("four raw bytes in 159 are binary, and no address") {
  const OptionTexts options{{159, bytes("c0000201")}};
  CHECK(read(159, options).status == Status::unusable);
  for (const auto& note : read(159, options).notes) CHECK(note != "url.binary-address");
  CHECK(judged_ids({offer({.options = options})}) == Ids{"dhcp4.option-binary"});
}

TEST_CASE("an address whose last byte is zero is judged before NULs are removed") {
  const OptionTexts options{{66, bytes("0a010200")}};
  CHECK(read(66, options).notes == Ids{"url.binary-address"});
  CHECK(judged_ids({offer({.options = options})}) == Ids{"dhcp4.option-binary"});
}

// 10 is the byte of a line feed.
TEST_CASE("an address in 10/8 is no text that starts with a line end") {
  for (const auto* address : {"0a0a0a0a", "0a313233"}) {
    CAPTURE(address);
    const OptionTexts options{{66, bytes(address)}};
    CHECK(read(66, options).status == Status::unusable);
    CHECK(read(66, options).notes == Ids{"url.binary-address"});
    CHECK(judged_ids({offer({.options = options})}) == Ids{"dhcp4.option-binary"});
  }
}

TEST_CASE("bytes that are explained as a URL in another form are not told as binary, too") {
  for (const auto& value : {bytes("0470726f76076578616d706c6503636f6d00"), "\x16http://10.77.0.9/x.cfg"s}) {
    const OptionTexts options{{160, value}};
    CHECK(read(160, options).notes == Ids{"url.encoded"});
    CHECK(judged_ids({offer({.options = options})}).empty());
  }
}

TEST_CASE("four letters are a host's name, also where a line end was pasted behind them") {
  CHECK(read(66, {{66, "pbx1"}}).status == Status::found);
  CHECK(judged_ids({offer({.options = {{66, "pbx1"}}})}).empty());
  for (const auto& note : read(66, {{66, "pbx\n"}}).notes) CHECK(note != "url.binary-address");
}

TEST_CASE("four bytes that are nobody's address are binary only") {
  const OptionTexts options{{66, bytes("ff000102")}};
  for (const auto& note : read(66, options).notes) CHECK(note != "url.binary-address");
  CHECK(judged_ids({offer({.options = options})}) == Ids{"dhcp4.option-binary"});
}

TEST_CASE("long binary values are quoted in part") {
  const auto findings = judged({offer({.options = {{160, std::string(200, '\xfe')}}})});
  CHECK(says(only(findings, "dhcp4.option-binary"), "option 160"));
  CHECK(only(findings, "dhcp4.option-binary").message.size() < 150);
}

// ---- several instances

TEST_CASE("two equal complete URLs count once, and both readings are told") {
  const OptionTexts options{{160, k_url}, {160, k_url}};
  CHECK(read(160, options).url == k_url);
  const auto findings = judged({offer({.options = options})});
  CHECK(ids_but_offer_only(findings) == Ids{"dhcp4.option-duplicate"});
  CHECK(only(findings, "dhcp4.option-duplicate").severity == Severity::warning);
  CHECK(says(only(findings, "dhcp4.option-duplicate"), "\"" + k_url + "\""));
  CHECK(says(only(findings, "dhcp4.option-duplicate"), "\"" + k_url + k_url + "\""));
}

TEST_CASE("two different complete URLs are joined as RFC 3396 says, and both readings are told") {
  const OptionTexts options{{160, k_url}, {160, k_other_url}};
  CHECK(read(160, options).url == k_url + k_other_url);
  const auto findings = judged({offer({.options = options})});
  CHECK(ids_but_offer_only(findings) == Ids{"dhcp4.option-duplicate"});
  CHECK(says(only(findings, "dhcp4.option-duplicate"), "\"" + k_url + "\" or \"" + k_other_url + "\""));
}

TEST_CASE("a text that is ended by NUL is a complete value, too") {
  const std::string ended("10.77.0.9\0", 10);
  const std::string other("10.77.0.8\0", 10);
  CHECK(read(66, {{66, ended}, {66, ended}}).url == "10.77.0.9");
  for (const auto& second : {ended, other})
    CHECK(has(judged_ids({offer({.options = {{66, ended}, {66, second}}})}), "dhcp4.option-duplicate"));
}

TEST_CASE("the parts of one long URL are joined") {
  const std::string long_url = "http://prov.example.com/" + std::string(226, 'a') + "/x.cfg";
  const OptionTexts options{{160, long_url.substr(0, 255)}, {15, "x"}, {160, long_url.substr(255)}};
  CHECK(read(160, options).url == long_url);
  CHECK(read(160, options).status == Status::found);
  const auto findings = judged({offer({.options = options})});
  CHECK(ids_but_offer_only(findings) == Ids{"dhcp4.option-split"});
  CHECK(only(findings, "dhcp4.option-split").severity == Severity::info);
  CHECK(says(only(findings, "dhcp4.option-split"), "2 parts"));
}

TEST_CASE("one instance is neither split nor double") {
  const auto evidence = evidence_of({offer({.options = {{160, k_url}}})});
  const auto value = read_option(evidence.answers[0].message, 160, Identity{});
  REQUIRE(value);
  CHECK(value->instances == 1);
  CHECK_FALSE(value->duplicate);
  CHECK(value->other_reading.empty());
  CHECK_FALSE(read_option(evidence.answers[0].message, 66, Identity{}));
  CHECK(judged_ids({offer({.options = {{160, k_url}}})}).empty());
}

// ---- OFFER and ACK

TEST_CASE("an OFFER alone is said to be one; an ACK needs no such word") {
  CHECK(only(judged({offer()}), "dhcp4.offer-only").severity == Severity::info);
  for (const auto& finding : judged({offer(), ack()})) CHECK(finding.id != "dhcp4.offer-only");
}

TEST_CASE("OFFER and ACK that differ in a provisioning value are told apart") {
  SUBCASE("another value") {
    const auto findings =
        judged({offer({.options = {{160, k_url}}}), ack({.options = {{160, k_other_url}}})});
    CHECK(ids_but_offer_only(findings) == Ids{"dhcp4.offer-ack-differ"});
    CHECK(says(only(findings, "dhcp4.offer-ack-differ"), "\"" + k_url + "\" in the OFFER"));
    CHECK(says(only(findings, "dhcp4.offer-ack-differ"), "\"" + k_other_url + "\" in the ACK"));
  }
  SUBCASE("only in the ACK") {
    const auto findings = judged({offer({.options = {}}), ack({.options = {{66, "192.0.2.1"}}})});
    CHECK(says(only(findings, "dhcp4.offer-ack-differ"), "missing in the OFFER"));
  }
  SUBCASE("only in the OFFER") {
    const auto findings = judged({offer({.options = {{159, k_url}}}), ack({.options = {}})});
    CHECK(says(only(findings, "dhcp4.offer-ack-differ"), "missing in the ACK"));
  }
}

TEST_CASE("OFFER and ACK agree where the phone reads the same in both") {
  CHECK(judged_ids({offer(), ack()}).empty());
  // A trailing NUL is deleted, and an empty value is none.
  CHECK(judged_ids({offer({.options = {{66, "192.0.2.1"}}}),
                    ack({.options = {{66, std::string("192.0.2.1\0", 10)}, {160, ""}}})}) ==
        Ids{"dhcp4.option-empty"});
}

TEST_CASE("differences in what the phone does not read are not told") {
  CHECK(
      judged_ids({offer({.options = {{160, k_url}}}), ack({.options = {{160, k_url}, {15, "example.com"}}})})
          .empty());
}

// ---- the message as such

TEST_CASE("a message that breaks off is named with its offset, and what stands before it counts") {
  const auto findings = judged({offer({.options = {{160, k_url}}, .with_end = false})});
  REQUIRE(ids_but_offer_only(findings) == Ids{"dhcp4.malformed"});
  CHECK(says(only(findings, "dhcp4.malformed"), "DHCPOFFER of 192.0.2.1 at offset 292"));
  CHECK(only(findings, "dhcp4.malformed").severity == Severity::warning);
}

TEST_CASE("a broken OFFER is told although the ACK is sound") {
  CHECK(judged_ids({offer({.with_end = false}), ack()}) == Ids{"dhcp4.malformed"});
}

TEST_CASE("options that go on in the header are told") {
  auto reader = Dhcp4Reader({k_phone_mac});
  reader.read(to_datagram(Dhcp4Request{}));
  auto datagram = to_datagram(offer({.options = {{52, std::string(1, '\1')}}}));
  const auto in_file = to_bytes("\x42\x09" + std::string("192.0.2.9") + "\xff");
  std::copy(in_file.begin(), in_file.end(), datagram.payload.begin() + 108);
  REQUIRE(reader.read(datagram) != nullptr);
  const auto findings = judge(reader.evidence(), servers_in(reader.evidence(), k_phone_mac), {}, Identity{});
  CHECK(ids_but_offer_only(findings) == Ids{"dhcp4.option-overload"});
  CHECK(says(only(findings, "dhcp4.option-overload"), "in file"));
}

// ---- several servers

TEST_CASE("an OFFER of an address that no host can have does not count") {
  for (const auto* address : {"0.0.0.0", "127.0.0.1", "224.0.0.1", "255.255.255.255"}) {
    CAPTURE(address);
    const std::vector replies{offer({.address = address}), offer({.server = "192.0.2.2"})};
    const auto evidence = evidence_of(replies);
    const auto servers = servers_in(evidence, k_phone_mac);
    CHECK_FALSE(servers.at(0).counts());
    CHECK(servers.at(1).counts());
    const auto findings = judged(replies);
    CHECK(ids_but_offer_only(findings) == Ids{"dhcp4.offer-unusable"});
    CHECK(only(findings, "dhcp4.offer-unusable").severity == Severity::error);
    CHECK(says(only(findings, "dhcp4.offer-unusable"), address));
    CHECK(says(only(findings, "dhcp4.offer-only"), "192.0.2.2"));
  }
}

TEST_CASE("what a server offered does not count when it refused the REQUEST") {
  const auto refused = evidence_of({offer(), nak()});
  CHECK_FALSE(servers_in(refused, k_phone_mac).at(0).counts());
  const auto granted = evidence_of({offer(), nak(), ack()});
  CHECK(servers_in(granted, k_phone_mac).at(0).counts());
}

// RFC 2131 3.1, 4: the REQUEST names one of them.
TEST_CASE("nothing is said of a server that was not chosen") {
  CHECK(judged({offer(), offer({.server = "192.0.2.2"}), ack()}).size() == 1);
  CHECK(ids_of(judged({offer(), offer({.server = "192.0.2.2"}), ack()})) == Ids{"dhcp4.multiple-servers"});
}

TEST_CASE("several servers with other values are a warning, with address and MAC of each") {
  const auto findings =
      judged({offer({.options = {{160, k_url}}}),
              offer({.server = "192.0.2.2", .server_mac = k_other_mac, .options = {{160, k_other_url}}})});
  REQUIRE(ids_but_offer_only(findings) == Ids{"dhcp4.multiple-servers"});
  const auto& several = only(findings, "dhcp4.multiple-servers");
  CHECK(several.severity == Severity::warning);
  CHECK(says(several, "192.0.2.1 (00:00:5e:00:53:01)"));
  CHECK(says(several, "192.0.2.2 (00:00:5e:00:53:99)"));
  CHECK(says(several, "differ"));
}

TEST_CASE("several servers that agree are worth a word only") {
  SUBCASE("byte for byte") {
    const auto findings = judged({offer(), offer({.server = "192.0.2.2", .address = "192.0.2.60"})});
    CHECK(only(findings, "dhcp4.multiple-servers").severity == Severity::info);
  }
  SUBCASE("as the phone reads them: without trailing NULs, an empty value being none") {
    const auto findings = judged(
        {offer({.options = {{66, "192.0.2.1"}}}),
         offer({.server = "192.0.2.2", .options = {{66, std::string("192.0.2.1\0", 10)}, {160, ""}}})});
    CHECK(only(findings, "dhcp4.multiple-servers").severity == Severity::info);
  }
}

TEST_CASE("one server is not several, however often and for whomever it answers") {
  CHECK(judged_ids({offer(), ack(), to_ourselves()}).empty());
  CHECK(judged_ids({offer(), to_ourselves({.server = "192.0.2.2"})}).empty());
}

TEST_CASE("a server that was not expected is an error") {
  const Names expected{"192.0.2.1"};
  CHECK(judged_ids({offer()}, expected).empty());
  const auto findings =
      judged({offer(), offer({.server = "192.0.2.66", .server_mac = k_other_mac})}, expected);
  CHECK(only(findings, "dhcp4.unexpected-server").severity == Severity::error);
  CHECK(says(only(findings, "dhcp4.unexpected-server"), "192.0.2.66 (00:00:5e:00:53:99)"));
  CHECK(judged_ids({offer(), offer({.server = "192.0.2.66"})}, {"192.0.2.1", "192.0.2.66"}) ==
        Ids{"dhcp4.multiple-servers"});
}

TEST_CASE("a relayed server is expected by its identifier or by the relay's address") {
  auto reader = Dhcp4Reader({k_phone_mac});
  reader.read(to_datagram(Dhcp4Request{}));
  auto relayed = to_datagram(offer({.server = "198.51.100.7", .relay = "192.0.2.254"}));
  relayed.source.address = IpAddress{Ipv4Address{{192, 0, 2, 254}}};
  REQUIRE(reader.read(relayed) != nullptr);
  const auto servers = servers_in(reader.evidence(), k_phone_mac);
  CHECK(ids_but_offer_only(judge(reader.evidence(), servers, {"198.51.100.7"}, Identity{})).empty());
  CHECK(ids_but_offer_only(judge(reader.evidence(), servers, {"192.0.2.254"}, Identity{})).empty());
  CHECK(ids_but_offer_only(judge(reader.evidence(), servers, {"192.0.2.1"}, Identity{})) ==
        Ids{"dhcp4.unexpected-server"});
}

TEST_CASE("an unexpected server is told also when it only refuses, and once when it also offers") {
  CHECK(judged_ids({offer(), nak({.server = "192.0.2.66"})}, {"192.0.2.1"}) ==
        Ids{"dhcp4.unexpected-server", "dhcp4.nak"});
  CHECK(judged_ids({offer({.server = "192.0.2.66"}), nak({.server = "192.0.2.66"})}, {"192.0.2.1"}) ==
        Ids{"dhcp4.unexpected-server", "dhcp4.nak"});
}

namespace {

Dhcp4Evidence asked_at(const std::vector<Duration>& phone, const std::vector<Duration>& ourselves,
                       const std::vector<Dhcp4Reply>& replies) {
  Dhcp4Reader reader({k_phone_mac, k_laptop_mac});
  for (const auto time : phone) reader.read(to_datagram(Dhcp4Request{.time = time}));
  for (const auto time : ourselves)
    reader.read(to_datagram(Dhcp4Request{.xid = k_own_xid, .chaddr = k_laptop_mac, .time = time}));
  for (const auto& reply : replies) reader.read(to_datagram(reply));
  return reader.evidence();
}

bool is_filtered(const std::vector<Duration>& phone, const std::vector<Dhcp4Reply>& more = {}) {
  auto replies = more;
  replies.push_back(to_ourselves({.time = 3510ms}));
  return proves_mac_filter(asked_at(phone, {3500ms}, replies), k_phone_mac);
}

}  // namespace

TEST_CASE("a filter is proven by three unanswered questions around an answered one of ours") {
  CHECK_FALSE(is_filtered({}));
  CHECK_FALSE(is_filtered({0s}));
  CHECK_FALSE(is_filtered({0s, 4s}));
  CHECK(is_filtered({0s, 500ms, 4s}));
  CHECK_FALSE(is_filtered({0s, 500ms, 1s}));  // none beside ours
  CHECK_FALSE(is_filtered({4s, 4500ms, 5s}));
  CHECK_FALSE(is_filtered({0s, 500ms, 4s}, {offer({.time = 4010ms})}));
  CHECK_FALSE(proves_mac_filter(asked_at({0s, 500ms, 4s}, {3500ms}, {}), k_phone_mac));
}

TEST_CASE("a REQUEST without an ACK is proven by three of them") {
  Dhcp4Reader reader({k_phone_mac});
  reader.read(to_datagram(Dhcp4Request{}));
  reader.read(to_datagram(offer()));
  const auto proves = [&] {
    return proves_no_ack(reader.evidence(), k_phone_mac, servers_in(reader.evidence(), k_phone_mac).at(0));
  };
  for (const bool proven : {false, false, true}) {
    reader.read(to_datagram(Dhcp4Request{.type = MessageType::request}));
    CHECK(proves() == proven);
  }
  reader.read(to_datagram(ack()));
  CHECK_FALSE(proves());
}

TEST_CASE("the silence of a REQUEST is its server's only") {
  const auto evidence = evidence_of({offer(), offer({.server = "192.0.2.2"})});
  Dhcp4Evidence asked = evidence;
  for (auto& question : asked.questions) {
    if (question.type != MessageType::request) continue;
    question.to_server = Ipv4Address{{192, 0, 2, 2}};
    question.exchange.asked = {k_start, k_start, k_start};
  }
  const auto servers = servers_in(asked, k_phone_mac);
  CHECK_FALSE(proves_no_ack(asked, k_phone_mac, servers.at(0)));
  CHECK(proves_no_ack(asked, k_phone_mac, servers.at(1)));
}

TEST_CASE("a refusal is told with the server's own words, made fit to be shown") {
  const auto silent = judged({offer(), nak()});
  REQUIRE(ids_but_offer_only(silent) == Ids{"dhcp4.nak"});
  CHECK(says(only(silent, "dhcp4.nak"), "192.0.2.1 refused the REQUEST"));
  const auto findings = judged({offer(), nak({.options = {{56, "no \x1b[31mlease\n for you"}}})});
  CHECK(only(findings, "dhcp4.nak").severity == Severity::warning);
  CHECK(says(only(findings, "dhcp4.nak"), "\"no \x1b[31mlease\n for you\""));
}

}  // namespace provtool
