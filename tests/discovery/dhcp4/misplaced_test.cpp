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

// Field notes: phones ignore sname.
TEST_CASE("a server's name in the header field only is told") {
  CHECK(ids_of(judged(offer({.options = {}, .sname = "prov.example.com"}))) == Ids{"dhcp4.server-in-header"});
  CHECK(ids_of(judged(offer({.options = {}, .file = "a.cfg"}))) == Ids{"dhcp4.server-in-header"});
  CHECK(ids_of(judged(offer({.options = {{66, ""}}, .sname = "prov.example.com"}))) ==
        Ids{"dhcp4.server-in-header"});
  CHECK(ids_of(judged(offer({.options = {{66, "192.0.2.1"}}, .sname = "prov.example.com", .file = "a.cfg"})))
            .empty());
  CHECK(ids_of(judged(offer({.options = {}}))).empty());
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
