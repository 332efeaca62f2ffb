#include "discovery/dhcp4/misplaced.hpp"

#include <doctest/doctest.h>

#include "support/dhcp4_packets.hpp"
#include "support/findings.hpp"

namespace provtool {

namespace {

using namespace testing;

const std::string k_url = "http://prov.example.com/a.cfg";

std::vector<Finding> judged(const Dhcp4Reply& reply) {
  Dhcp4Reader reader({k_phone_mac});
  reader.read(to_datagram(Dhcp4Request{}));
  REQUIRE(reader.read(to_datagram(reply)) != nullptr);
  return judge_misplaced(servers_in(reader.evidence(), k_phone_mac).at(0));
}

}  // namespace

// Field notes: header-fields.
TEST_CASE("a server that only the header names is told, with its field") {
  const auto by_name = judged(offer({.options = {}, .sname = "prov.example.com"}));
  REQUIRE(ids_of(by_name) == Ids{"dhcp4.server-in-header"});
  CHECK(says(by_name[0], "\"prov.example.com\" as server name (header field sname)"));
  const auto by_address = judged(offer({.options = {{66, ""}}, .next_server = "192.0.2.9"}));
  REQUIRE(ids_of(by_address) == Ids{"dhcp4.server-in-header"});
  CHECK(by_address[0].severity == Severity::warning);
  CHECK(says(by_address[0], "192.0.2.9 as next server (header field siaddr)"));
  const auto both = judged(offer({.options = {}, .sname = "boot", .next_server = "192.0.2.9"}));
  REQUIRE(ids_of(both) == Ids{"dhcp4.server-in-header"});
  CHECK(says(both[0], "siaddr) and \"boot\""));
}

TEST_CASE("the DHCP server itself, its relay, and a boot file alone are no server to tell of") {
  CHECK(judged(offer({.options = {}})).empty());
  CHECK(judged(offer({.options = {}, .next_server = "192.0.2.1"})).empty());
  CHECK(judged(offer({.options = {}, .sname = "192.0.2.1", .next_server = "192.0.2.1"})).empty());
  CHECK(judged(offer({.options = {}, .relay = "192.0.2.254", .next_server = "192.0.2.254"})).empty());
  CHECK(judged(offer({.options = {}, .file = "pxelinux.0"})).empty());
  CHECK(judged(offer({.options = {{66, "192.0.2.7"}}, .sname = "boot", .next_server = "192.0.2.9"})).empty());
}

TEST_CASE("where 160 or 159 has a value a server in the header does no harm") {
  for (const auto code : {std::uint8_t{160}, std::uint8_t{159}}) {
    const auto findings = judged(offer({.options = {{code, k_url}}, .next_server = "192.0.2.9"}));
    REQUIRE(ids_of(findings) == Ids{"dhcp4.server-in-header"});
    CHECK(findings[0].severity == Severity::info);
  }
}

TEST_CASE("no advice would put a boot file into option 66") {
  const auto findings = judged(offer({.options = {}, .file = "pxelinux.0", .next_server = "192.0.2.9"}));
  REQUIRE(ids_of(findings) == Ids{"dhcp4.server-in-header"});
  CHECK_FALSE(says(findings[0].message + findings[0].hint, "pxelinux"));
}

// RFC 7710 used 160, RFC 8910 uses 114.
TEST_CASE("a captive portal's URL in 160 is told when 114 says the same") {
  const std::string portal = "https://portal.example.com/login";
  CHECK(ids_of(judged(offer({.options = {{114, portal}, {160, portal}}}))) == Ids{"dhcp4.captive-portal"});
  CHECK(ids_of(judged(offer({.options = {{114, portal}, {160, portal + std::string("\0", 1)}}}))) ==
        Ids{"dhcp4.captive-portal"});
  CHECK(ids_of(judged(offer({.options = {{114, portal}, {160, k_url}}}))).empty());
  CHECK(ids_of(judged(offer({.options = {{114, portal}, {66, portal}}}))).empty());
  CHECK(ids_of(judged(offer({.options = {{114, ""}, {160, ""}}}))).empty());
}

}  // namespace provtool
