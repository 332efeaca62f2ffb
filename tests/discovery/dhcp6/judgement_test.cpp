#include "discovery/dhcp6/judgement.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "discovery/several_servers.hpp"
#include "support/dhcp6_packets.hpp"
#include "support/findings.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace testing;
using dhcpv6::MessageType;
using Names = std::vector<std::string>;

const std::string k_url = "http://prov6.example.com/a.cfg";
const std::string k_other_url = "http://other6.example.com/b.cfg";

Dhcp6Reply second(Dhcp6Reply reply) {
  reply.from = "fe80::2";
  reply.mac = k_other_mac;
  return reply;
}

// What was learned when these answers came, in this order, and the Information-request was asked so often.
Dhcp6Evidence evidence_of(const std::vector<Dhcp6Reply>& replies, int asked) {
  Dhcp6Reader reader(dhcpv6::make_duid_ll(k_phone_mac));
  for (int i = 0; i < asked; ++i) reader.read(to_datagram(Dhcp6Request{.time = i * 500ms}));
  reader.read(to_datagram(solicit()));
  for (const auto& reply : replies) REQUIRE(reader.read(to_datagram(reply)) != nullptr);
  return reader.evidence();
}

// It was asked again while nobody answered it.
Dhcp6Evidence evidence_of(const std::vector<Dhcp6Reply>& replies) {
  const bool answered = std::any_of(replies.begin(), replies.end(),
                                    [](const Dhcp6Reply& reply) { return reply.type == MessageType::reply; });
  return evidence_of(replies, answered ? 1 : 6);
}

// Three questions, of which the first `answered` got their Reply, and two servers.
Dhcp6Evidence evidence_of_repeats(int answered, int answered_by_second) {
  Dhcp6Reader reader(dhcpv6::make_duid_ll(k_phone_mac));
  for (int i = 0; i < 3; ++i) {
    reader.read(to_datagram(Dhcp6Request{.time = i * 500ms}));
    if (i < answered) reader.read(to_datagram(reply({.time = i * 500ms + 2ms})));
    if (i < answered_by_second) reader.read(to_datagram(second(reply({.time = i * 500ms + 3ms}))));
  }
  return reader.evidence();
}

RouterEvidence routers_of(const std::vector<RouterAdvertised>& advertisements, int solicitations = 3) {
  RouterReader reader;
  Datagram solicitation;
  solicitation.direction = Direction::sent;
  solicitation.protocol = Protocol::icmpv6;
  solicitation.payload = ndp::serialize(ndp::RouterSolicitation{k_laptop_mac});
  for (int i = 0; i < solicitations; ++i) reader.read(solicitation);
  for (const auto& advertised : advertisements) REQUIRE(reader.read(to_datagram(advertised)));
  return reader.evidence();
}

// The findings on a link where a router tells hosts to ask DHCPv6.
std::vector<Finding> judged(const std::vector<Dhcp6Reply>& replies, const Names& expected = {},
                            const std::vector<RouterAdvertised>& routers = {{}}, bool heard_out = true) {
  return judge(evidence_of(replies), routers_of(routers), {{k_enterprise, 1}, expected, heard_out});
}

Ids judged_ids(const std::vector<Dhcp6Reply>& replies, const Names& expected = {}) {
  return ids_of(judged(replies, expected));
}

// How the only server's answer is read.
SourceEvidence read(const Dhcp6Reply& reply, std::uint32_t enterprise = k_enterprise) {
  const auto evidence = evidence_of({reply});
  return read_vendor_option(servers_in(evidence).at(0), {enterprise, 1}, Identity{});
}

std::string url_of(const SourceEvidence& source) {
  return source.candidate ? source.candidate->reading.url : "(none)";
}

std::string followed_address(const std::vector<Dhcp6Reply>& replies) {
  const auto evidence = evidence_of(replies);
  const auto servers = servers_in(evidence);
  const auto* server = find_followed(servers);
  return server != nullptr ? server->address() : "(none)";
}

}  // namespace

// ---- servers

TEST_CASE("servers stand in the order of their first answers, and a Reply outranks an Advertise") {
  const auto evidence = evidence_of({second(advertise()), advertise(), reply(), second(reply())});
  const auto servers = servers_in(evidence);
  REQUIRE(servers.size() == 2);
  CHECK(servers[0].address() == "fe80::2");
  CHECK(servers[0].id() == "0003000100005e005399");
  CHECK(servers[0].exchange() == DhcpAnswer::reply);
  CHECK(servers[1].exchange() == DhcpAnswer::reply);
}

TEST_CASE("an Advertise never outranks a Reply, whichever came first") {
  const auto evidence = evidence_of({reply({.vendor = {{.sub_options = {{1, k_url}}}}}),
                                     advertise({.vendor = {{.sub_options = {{1, k_other_url}}}}})});
  const auto servers = servers_in(evidence);
  REQUIRE(servers.size() == 1);
  CHECK(servers[0].exchange() == DhcpAnswer::reply);
  CHECK(url_of(read_vendor_option(servers[0], {k_enterprise, 1}, Identity{})) == k_url);
}

TEST_CASE("of two Replies of a server the first counts") {
  Dhcp6Reader reader(dhcpv6::make_duid_ll(k_phone_mac));
  reader.read(to_datagram(Dhcp6Request{}));
  reader.read(to_datagram(Dhcp6Request{.id = k_other_id}));
  reader.read(to_datagram(reply({.time = 1s})));
  reader.read(to_datagram(reply({.id = k_other_id, .time = 2s})));
  const auto servers = servers_in(reader.evidence());
  REQUIRE(servers.size() == 1);
  CHECK(servers[0].answer->elapsed == 1s);
}

TEST_CASE("the first server whose answer is well-formed is followed, with or without a URL") {
  const std::string junk(1, '\0');
  CHECK(followed_address({}) == "(none)");
  CHECK(followed_address({reply({.vendor = {}}), second(reply())}) == "fe80::1");
  CHECK(followed_address({reply({.junk = junk}), second(reply())}) == "fe80::2");
  CHECK(followed_address({reply({.junk = junk}), second(reply({.junk = junk}))}) == "fe80::1");
  CHECK(followed_address({advertise({.junk = junk}), second(reply({.junk = junk})), reply()}) == "fe80::1");
}

// ---- values

TEST_CASE("a value is read from the server's answer, with who sent it and when") {
  const auto source = read(reply({.vendor = {{.sub_options = {{1, k_url}}}}, .time = 12ms}));
  CHECK(source.source == SourceId::dhcp6);
  CHECK(source.status == Status::found);
  CHECK(url_of(source) == k_url);
  CHECK(source.candidate->raw == to_bytes(k_url));
  CHECK(source.server == "fe80::1");
  CHECK(source.elapsed == 12ms);
  CHECK(source.confidence == Confidence::assumption);
  CHECK(source.reason == "fe80::1 sent it in its REPLY under enterprise 258");
  CHECK(read(advertise()).reason == "fe80::1 sent it in its ADVERTISE under enterprise 258");
}

TEST_CASE("an answer without a value is empty, and says what came instead") {
  const auto reason = [](std::vector<Dhcp6Vendor> vendor) {
    const auto source = read(reply({.vendor = std::move(vendor)}));
    CHECK(source.status == Status::empty);
    CHECK(source.server == "fe80::1");
    CHECK_FALSE(source.candidate);
    return source.reason;
  };
  CHECK(reason({}) == "fe80::1 answered without option 17");
  CHECK(reason({{.sub_options = {{1, ""}}}}) == "fe80::1 answered with an empty sub-option 1");
  CHECK(reason({{.sub_options = {{1, std::string(3, '\0')}}}}) ==
        "fe80::1 answered with an empty sub-option 1");
  CHECK(reason({{.sub_options = {{2, k_url}, {66, k_url}}}}) ==
        "fe80::1 answered with option 17 of enterprise 258, which contains sub-option 2 and 66");
  CHECK(reason({{.sub_options = {}}, {.enterprise = 9, .sub_options = {{160, k_url}}}}) ==
        "fe80::1 answered with option 17 of enterprise 258, which contains nothing and option 17 of "
        "enterprise 9, "
        "which contains sub-option 160");
}

TEST_CASE("a hundred vendors make a short reason") {
  std::vector<Dhcp6Vendor> vendors;
  for (std::uint32_t i = 1; i <= 100; ++i) {
    Dhcp6Vendor vendor{i, {}};
    for (std::uint16_t code = 2; code < 40; ++code) vendor.sub_options.emplace_back(code, "x");
    vendors.push_back(std::move(vendor));
  }
  const auto source = read(reply({.vendor = std::move(vendors)}));
  CHECK(source.status == Status::empty);
  CHECK(says(source.reason, "and 92 more"));
  CHECK(source.reason.size() < 1000);
}

TEST_CASE("trailing NULs are deleted; the value as received is kept") {
  const auto source = read(reply({.vendor = {{.sub_options = {{1, k_url + std::string(1, '\0')}}}}}));
  CHECK(source.status == Status::found);
  CHECK(url_of(source) == k_url);
  CHECK(source.candidate->raw.size() == k_url.size() + 1);
}

TEST_CASE("a value that is not a usable URL was received all the same") {
  const auto source = read(reply({.vendor = {{.sub_options = {{1, "scp://prov6.example.com/"}}}}}));
  CHECK(source.status == Status::unusable);
  CHECK(source.reason == "fe80::1 sent a value that is not a usable URL in its REPLY under enterprise 258");
}

// Some servers send the option beside the status of an address that they have none of.
TEST_CASE("options count beside a status other than success, which is told") {
  const auto found = read(advertise({.options = {no_addresses()}}));
  CHECK(found.status == Status::found);
  CHECK(found.reason ==
        "fe80::1 sent it in its ADVERTISE under enterprise 258, with the status NoAddrsAvail");
  const auto empty = read(advertise({.vendor = {}, .options = {no_addresses()}}));
  CHECK(empty.reason == "fe80::1 answered without option 17, with the status NoAddrsAvail");
  const auto success = read(reply({.options = {{13, std::string(2, '\0')}}}));
  CHECK_FALSE(says(success.reason, "status"));
}

// ---- enterprises

TEST_CASE("the expected enterprise counts before any other, wherever it stands") {
  const Dhcp6Vendor expected{k_enterprise, {{1, k_url}}};
  const Dhcp6Vendor other{k_other_enterprise, {{1, k_other_url}}};
  for (const auto& vendors : {std::vector{expected, other}, std::vector{other, expected}}) {
    CHECK(url_of(read(reply({.vendor = vendors}))) == k_url);
    CHECK(url_of(read(reply({.vendor = vendors}), k_other_enterprise)) == k_other_url);
    CHECK(judged_ids({reply({.vendor = vendors})}).empty());
  }
}

TEST_CASE("another enterprise is taken where the expected one holds no value, and that is told") {
  const Dhcp6Vendor other{k_other_enterprise, {{1, k_other_url}}};
  for (const auto& vendors : {std::vector{other}, std::vector{Dhcp6Vendor{k_enterprise, {{1, ""}}}, other},
                              std::vector{Dhcp6Vendor{k_enterprise, {{2, k_url}}}, other}}) {
    const auto source = read(reply({.vendor = vendors}));
    CHECK(url_of(source) == k_other_url);
    CHECK(source.reason == "fe80::1 sent it in its REPLY under enterprise 9");
    const auto findings = judged({reply({.vendor = vendors})});
    REQUIRE(ids_of(findings) == Ids{"dhcp6.other-enterprise"});
    CHECK(findings[0].severity == Severity::warning);
    CHECK(findings[0].place.source == "dhcp6");
    CHECK(says(findings[0], "sub-option 1 of fe80::1 is under enterprise 9; 258 was expected"));
  }
}

TEST_CASE(
    "a raw address for Cisco phones is named, and nobody says that it is unknown whether the phone takes "
    "it") {
  const std::string address("\x20\x01\x0d\xb8\x00\x23\x00\x00\x00\x00\x00\x00\x00\x00\x10\x01", 16);
  const auto answer = reply({.vendor = {{k_other_enterprise, {{1, address}}}}});
  const auto source = read(answer);
  CHECK(source.status == Status::unusable);
  REQUIRE(source.candidate->reading.notes.size() == 1);
  CHECK(source.candidate->reading.notes[0].id == FindingId("url.binary-address"));
  CHECK(source.candidate->reading.notes[0].message ==
        "the value is the address 2001:db8:23::1001 as sixteen raw bytes, meant for Cisco phones");
  CHECK_FALSE(says(only(judged({answer}), "dhcp6.other-enterprise"), "unknown"));
}

TEST_CASE("servers under one other enterprise share a finding") {
  const std::vector<Dhcp6Vendor> other{{.enterprise = k_other_enterprise}};
  const auto findings = judged({reply({.vendor = other}), second(reply({.vendor = other}))});
  CHECK(says(only(findings, "dhcp6.other-enterprise"), "fe80::1 and fe80::2 is under enterprise 9"));
}

// ---- which exchange

TEST_CASE("a Reply needs no word") {
  CHECK(judged_ids({reply()}).empty());
  CHECK(judged_ids({advertise(), reply()}).empty());
}

TEST_CASE("who answered the Solicit only is told, and that the phone reads the Reply") {
  const auto findings = judged({advertise()});
  REQUIRE(ids_of(findings) == Ids{"dhcp6.solicit-needed", "dhcp6.advertise-only"});
  CHECK(findings[0].severity == Severity::info);
  CHECK(says(findings[0], "fe80::1 answered the SOLICIT; nobody answered the INFORMATION-REQUEST"));
  CHECK(says(findings[1], "read from the ADVERTISE of fe80::1"));
}

TEST_CASE("an Advertise with vendor options counts before a Reply without them") {
  const auto answer_of = [](const std::vector<Dhcp6Reply>& replies) {
    const auto evidence = evidence_of(replies);
    return servers_in(evidence).at(0).exchange();
  };
  CHECK(answer_of({reply({.vendor = {}}), advertise()}) == DhcpAnswer::advertise);
  CHECK(answer_of({advertise(), reply({.vendor = {}})}) == DhcpAnswer::advertise);
  CHECK(answer_of({reply(), advertise()}) == DhcpAnswer::reply);
  CHECK(answer_of({reply({.vendor = {}}), advertise({.vendor = {}})}) == DhcpAnswer::reply);
}

TEST_CASE("where a router says M=1, vendor options that come with an address count before others") {
  const auto pool = advertise({.vendor = {{.sub_options = {{1, "http://pool.example.com/"}}}}});
  for (const auto& replies : {std::vector{reply(), pool}, std::vector{pool, reply()}}) {
    const auto evidence = evidence_of(replies);
    CHECK(servers_in(evidence, true).at(0).exchange() == DhcpAnswer::advertise);
    CHECK(servers_in(evidence, false).at(0).exchange() == DhcpAnswer::reply);
  }
  const auto same = evidence_of({reply(), advertise()});
  CHECK(servers_in(same, true).at(0).exchange() == DhcpAnswer::reply);
}

TEST_CASE("a Solicit was needed when six Information-requests were in vain") {
  for (const int asked : {1, 3, 5, 6}) {
    const auto evidence = evidence_of({advertise()}, asked);
    const auto ids = ids_of(judge(evidence, routers_of({{}}), {{k_enterprise, 1}, {}, true}));
    CHECK((ids == Ids{"dhcp6.advertise-only"}) == (asked < 6));
  }
}

TEST_CASE("where the Solicit had to be repeated, Information-requests may have been lost as well") {
  Dhcp6Reader reader(dhcpv6::make_duid_ll(k_phone_mac));
  for (int i = 0; i < 6; ++i) reader.read(to_datagram(Dhcp6Request{.time = i * 500ms}));
  auto question = solicit();
  for (const auto time : {1s, 2s}) {
    question.time = time;
    reader.read(to_datagram(question));
  }
  auto answer = advertise();
  answer.time = 2002ms;
  REQUIRE(reader.read(to_datagram(answer)) != nullptr);
  const auto findings = judge(reader.evidence(), routers_of({{}}), {{k_enterprise, 1}, {}, true});
  CHECK(ids_of(findings) == Ids{"dhcp6.advertise-only"});
}

TEST_CASE("no Solicit was needed when somebody answered the Information-request") {
  const auto findings = judged({advertise(), second(reply())});
  CHECK(ids_of(findings) == Ids{"dhcp6.advertise-only", "dhcp6.multiple-servers"});
  CHECK(says(findings[0], "of fe80::1;"));
}

// ---- the message as such

TEST_CASE("a message that breaks off is named with its offset, and what stands before it counts") {
  const auto broken = reply({.junk = std::string("\0\x17\0\x10", 4)});
  const auto findings = judged({broken});
  REQUIRE(ids_of(findings) == Ids{"dhcp6.malformed"});
  CHECK(findings[0].severity == Severity::warning);
  CHECK(says(findings[0], "the REPLY of fe80::1 at offset 80: option 23 claims 16 bytes, but 0 are left"));
  CHECK(read(broken).status == Status::found);
}

TEST_CASE("a broken Advertise is told although the Reply is sound") {
  CHECK(judged_ids({advertise({.junk = "x"}), reply()}) == Ids{"dhcp6.malformed"});
}

TEST_CASE("many faults of one message are one finding") {
  Dhcp6Options bad;
  for (int i = 0; i < 10; ++i) bad.emplace_back(13, "");
  const auto findings = judged({reply({.options = bad})});
  REQUIRE(ids_of(findings) == Ids{"dhcp6.malformed"});
  CHECK(says(findings[0], "and 9 more"));
}

// RFC 8415 21.17: one instance of an option code for each enterprise.
TEST_CASE("sub-option 1 more than once is told, and the first that holds a value counts") {
  const Dhcp6Vendor twice{k_enterprise, {{1, ""}, {1, k_url}, {1, k_other_url}}};
  const Dhcp6Vendor once{k_enterprise, {{1, k_url}}};
  const Dhcp6Vendor again{k_enterprise, {{1, k_other_url}}};
  for (const auto& vendors : {std::vector{twice}, std::vector{once, again}}) {
    CHECK(url_of(read(reply({.vendor = vendors}))) == k_url);
    const auto findings = judged({reply({.vendor = vendors})});
    REQUIRE(ids_of(findings) == Ids{"dhcp6.malformed"});
    CHECK(says(findings[0], "the REPLY of fe80::1 contains sub-option 1 of enterprise 258 more than once"));
  }
}

TEST_CASE("which sub-option contains the URL is the phone's word") {
  const Dhcp6Vendor vendor{k_enterprise, {{1, k_other_url}, {7, k_url}, {7, k_url}}};
  const auto evidence = evidence_of({reply({.vendor = {vendor}})});
  CHECK(url_of(read_vendor_option(servers_in(evidence).at(0), {k_enterprise, 7}, Identity{})) == k_url);
  const auto findings = judge(evidence, routers_of({{}}), {{k_enterprise, 7}, {}, true});
  REQUIRE(ids_of(findings) == Ids{"dhcp6.malformed"});
  CHECK(says(findings[0], "contains sub-option 7 of enterprise 258 more than once"));
}

TEST_CASE("a message with every kind of fault is one finding, and a short one") {
  std::vector<Dhcp6Vendor> vendors;
  for (std::uint32_t enterprise = 1; enterprise <= 100; ++enterprise)
    vendors.push_back({enterprise, {{1, ""}, {1, ""}}});
  const auto findings = judged({reply({.vendor = vendors, .junk = "x"})});
  REQUIRE(ids_of(findings) == Ids{"dhcp6.malformed"});
  CHECK(says(findings[0], "one byte is left"));
  CHECK(says(findings[0], "and 92 more"));
  CHECK(findings[0].message.size() < 400);
}

TEST_CASE("a router advertisement that breaks off is one finding as well") {
  RouterAdvertised broken{.junk = std::string("\x03\x01\0\0\0\0\0\0\x03\x01\0\0\0\0\0\0\x05", 17)};
  const auto findings = judged({}, {}, {broken});
  REQUIRE(ids_of(findings) == Ids{"dhcp6.malformed"});
  CHECK(says(findings[0], "the router advertisement of fe80::ff at offset 24: "));
  CHECK(says(findings[0], "and 2 more"));
}

TEST_CASE("what was left aside is counted once, of servers and routers") {
  Dhcp6Evidence evidence;
  evidence.ignored = {{"for another DUID", 2}};
  RouterEvidence routers;
  routers.ignored = {{"from a router on another link", 1}};
  const auto findings = judge(evidence, routers, {{k_enterprise, 1}, {}, true});
  REQUIRE(ids_of(findings) == Ids{"dhcp6.ignored"});
  CHECK(says(findings[0], "3 packets ignored: 2 for another DUID and 1 from a router on another link"));
}

// ---- several servers

TEST_CASE("several servers with other values are a warning, with address and MAC of each") {
  const auto findings = judged({reply({.vendor = {{.sub_options = {{1, k_url}}}}}),
                                second(reply({.vendor = {{.sub_options = {{1, k_other_url}}}}}))});
  const auto& several = only(findings, "dhcp6.multiple-servers");
  CHECK(several.severity == Severity::warning);
  CHECK(says(several,
             "2 DHCPv6 servers answered: fe80::1 (00:00:5e:00:53:01) and fe80::2 "
             "(00:00:5e:00:53:99); their provisioning values differ"));
}

TEST_CASE("several servers that agree are worth a word only") {
  SUBCASE("byte for byte") {
    CHECK(only(judged({reply(), second(reply())}), "dhcp6.multiple-servers").severity == Severity::info);
  }
  SUBCASE("as the phone reads them: without trailing NULs") {
    const auto findings = judged({reply({.vendor = {{.sub_options = {{1, k_url}}}}}),
                                  second(reply({.vendor = {{.sub_options = {{1, k_url + '\0'}}}}}))});
    CHECK(only(findings, "dhcp6.multiple-servers").severity == Severity::info);
  }
  SUBCASE("without a value, an empty one being none") {
    const auto findings =
        judged({reply({.vendor = {}}), second(reply({.vendor = {{.sub_options = {{1, ""}}}}}))});
    CHECK(only(findings, "dhcp6.multiple-servers").severity == Severity::info);
  }
}

TEST_CASE("a server with a value and one without differ") {
  CHECK(only(judged({reply({.vendor = {}}), second(reply())}), "dhcp6.multiple-servers").severity ==
        Severity::warning);
}

TEST_CASE("a hundred servers make short findings") {
  std::vector<Dhcp6Reply> replies;
  for (std::uint16_t i = 1; i <= 100; ++i)
    replies.push_back(of_server(i, advertise({.vendor = {{.enterprise = k_other_enterprise}}})));
  const auto findings = judged(replies, {}, {{.other = false}});
  CHECK(ids_of(findings) == Ids{"dhcp6.ra-says-no", "dhcp6.solicit-needed", "dhcp6.advertise-only",
                                "dhcp6.other-enterprise", "dhcp6.multiple-servers"});
  for (const auto& finding : findings) CHECK(finding.message.size() < 500);
  for (const auto* id :
       {"dhcp6.solicit-needed", "dhcp6.advertise-only", "dhcp6.other-enterprise", "dhcp6.multiple-servers"})
    CHECK(says(only(findings, id), "and 92 more"));
}

// ---- expectations

TEST_CASE("a server that was not expected is an error, told once") {
  CHECK(judged_ids({reply()}, {"fe80::1"}).empty());
  const auto findings = judged({reply(), second(advertise()), second(reply())}, {"fe80::1"});
  const auto& unexpected = only(findings, "dhcp6.unexpected-server");
  CHECK(unexpected.severity == Severity::error);
  CHECK(unexpected.message == "fe80::2 (00:00:5e:00:53:99) answered but was not expected");
  CHECK(judged_ids({reply(), second(reply())}, {"fe80::2", "fe80::1"}) == Ids{"dhcp6.multiple-servers"});
}

TEST_CASE("where none is expected every server is good") {
  CHECK(judged_ids({reply()}, {}).empty());
}

// ---- what routers say

TEST_CASE("a router that tells hosts to ask DHCPv6, by M or by O, needs no word") {
  CHECK(ids_of(judged({reply()}, {}, {{.managed = true, .other = false}})).empty());
  CHECK(ids_of(judged({reply()}, {}, {{.managed = false, .other = true}})).empty());
  CHECK(ids_of(judged({reply()}, {}, {{.other = false}, {.from = "fe80::fe", .other = true}})).empty());
}

TEST_CASE("routers that say no are named") {
  const auto findings = judged({reply()}, {}, {{.other = false}, {.from = "fe80::fe", .other = false}});
  REQUIRE(ids_of(findings) == Ids{"dhcp6.ra-says-no"});
  CHECK(findings[0].severity == Severity::warning);
  CHECK(findings[0].message ==
        "the router advertisement of fe80::ff and fe80::fe says M=0 and O=0: the phone may never ask DHCPv6");
}

TEST_CASE("no router is told when all had their time, and not before") {
  const auto findings = judged({reply()}, {}, {}, true);
  REQUIRE(ids_of(findings) == Ids{"dhcp6.ra-says-no"});
  CHECK(findings[0].message == "no router advertisement came: the phone may never ask DHCPv6");
  CHECK(judged({reply()}, {}, {}, false).empty());
}

TEST_CASE("silent routers are blamed when three solicitations were in vain, and no packet seems lost") {
  const auto ids = [](const Dhcp6Evidence& evidence, int solicitations) {
    return ids_of(judge(evidence, routers_of({}, solicitations), {{k_enterprise, 1}, {}, true}));
  };
  for (const int solicitations : {0, 1, 2}) CHECK(ids(evidence_of({reply()}), solicitations).empty());
  CHECK(ids(evidence_of({reply()}, 1), 3) == Ids{"dhcp6.ra-says-no"});
  CHECK(ids(evidence_of({reply({.time = 502ms})}, 2), 10).empty());
}

TEST_CASE("silent routers are not blamed where one of the servers' answers is missing, too") {
  const auto blamed = [](const Dhcp6Evidence& evidence) {
    const auto findings = judge(evidence, routers_of({}), {{k_enterprise, 1}, {}, true});
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& finding) { return finding.id == "dhcp6.ra-says-no"; });
  };
  CHECK(blamed(evidence_of_repeats(3, 0)));
  CHECK(blamed(evidence_of_repeats(3, 3)));
  CHECK_FALSE(blamed(evidence_of_repeats(2, 0)));
  CHECK_FALSE(blamed(evidence_of_repeats(3, 2)));
}

TEST_CASE("without an answer the routers' flags change nothing") {
  CHECK(judged({}, {}, {}).empty());
  CHECK(judged({}, {}, {{.other = false}}).empty());
}

}  // namespace provtool
