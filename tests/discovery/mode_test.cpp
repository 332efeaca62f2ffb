#include "discovery/mode.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

const ModeEvidence k_nothing{"eth0", std::nullopt, std::nullopt, std::nullopt};
const ModeEvidence k_ipv4{"eth0", "192.0.2.5", std::nullopt, std::nullopt};
const ModeEvidence k_ipv6{"eth0", std::nullopt, "2001:db8::5", std::nullopt};
const ModeEvidence k_both{"eth0", "192.0.2.5", "2001:db8::5", std::nullopt};

ModeEvidence offered(ModeEvidence evidence) {
  evidence.dhcpv4_server = "192.0.2.1";
  return evidence;
}

bool says(const ModeJudgement& judgement, std::string_view words) {
  return judgement.reason.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("the interface's own addresses make a mode") {
  CHECK(judge_mode(k_ipv4).mode == AddressMode::ipv4);
  CHECK(judge_mode(k_ipv6).mode == AddressMode::ipv6);
  CHECK(judge_mode(k_both).mode == AddressMode::dual);
  CHECK(judge_mode(k_nothing).mode == AddressMode::none);
}

TEST_CASE("what a DHCPv4 server offers a phone counts as an address") {
  CHECK(judge_mode(offered(k_nothing)).mode == AddressMode::ipv4);
  CHECK(judge_mode(offered(k_ipv6)).mode == AddressMode::dual);
  CHECK(judge_mode(offered(k_ipv4)).mode == AddressMode::ipv4);
}

TEST_CASE("the reason names the evidence") {
  const auto judgement = judge_mode(offered(k_ipv6));
  CHECK(says(judgement, "eth0"));
  CHECK(says(judgement, "2001:db8::5"));
  CHECK(says(judgement, "no IPv4 address"));
  CHECK(says(judgement, "192.0.2.1 offers an IPv4 address"));
  CHECK(says(judge_mode(k_ipv4), "192.0.2.5"));
  CHECK(says(judge_mode(k_ipv4), "no global IPv6 address"));
}

TEST_CASE("the mode differs only where the network gives what this computer has not") {
  CHECK(judge_mode(offered(k_nothing)).differs);
  CHECK(judge_mode(offered(k_ipv6)).differs);
  CHECK_FALSE(judge_mode(offered(k_ipv4)).differs);
  CHECK_FALSE(judge_mode(k_both).differs);
  CHECK_FALSE(judge_mode(k_nothing).differs);
}

TEST_CASE("with named sources the interface's addresses alone count, and the reason says so") {
  CHECK(mode_of_interface(offered(k_nothing)).mode == AddressMode::none);
  CHECK(mode_of_interface(offered(k_ipv6)).mode == AddressMode::ipv6);
  CHECK(mode_of_interface(k_both).mode == AddressMode::dual);
  CHECK_FALSE(mode_of_interface(offered(k_ipv6)).differs);
  CHECK(says(mode_of_interface(k_ipv4), "named sources"));
  CHECK(says(mode_of_interface(k_ipv4), "192.0.2.5"));
}

TEST_CASE("a mode that was given is taken") {
  CHECK(given_mode(AddressMode::ipv6).mode == AddressMode::ipv6);
  CHECK(says(given_mode(AddressMode::dual), "--mode"));
}

TEST_CASE("a router's prefix would give a phone IPv6 addresses, and so would a DHCPv6 server") {
  auto evidence = k_ipv4;
  evidence.advertised_prefix = "fe80::1 advertises 2001:db8::/64";
  auto judgement = judge_mode(evidence);
  CHECK(judgement.mode == AddressMode::dual);
  CHECK(judgement.differs);
  CHECK(judgement.reason ==
        "eth0 has 192.0.2.5 and no global IPv6 address; fe80::1 advertises 2001:db8::/64");
  evidence = k_nothing;
  evidence.dhcpv6_server = "fe80::1";
  judgement = judge_mode(evidence);
  CHECK(judgement.mode == AddressMode::ipv6);
  CHECK(judgement.reason == "eth0 has no IPv4 address and no global IPv6 address; fe80::1 answers DHCPv6");
}

TEST_CASE("what there is comes before what there is not") {
  CHECK(says(judge_mode(k_ipv6), " and no IPv4 address"));
  CHECK(says(judge_mode(k_ipv4), " and no global IPv6 address"));
}

TEST_CASE("what this computer has anyway is no difference") {
  auto evidence = k_both;
  evidence.advertised_prefix = "fe80::1 advertises 2001:db8::/64";
  evidence.dhcpv6_server = "fe80::1";
  CHECK_FALSE(judge_mode(evidence).differs);
}

}  // namespace provtool
