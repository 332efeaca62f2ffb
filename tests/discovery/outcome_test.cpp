#include "discovery/outcome.hpp"

#include <doctest/doctest.h>

#include "device/kx_utg.hpp"
#include "support/findings.hpp"
#include "support/situations.hpp"

namespace provtool {

namespace {

using namespace testing;
using namespace std::chrono_literals;

// Every source has this status, except that PnP may have given a URL.
std::vector<Finding> findings_when(Status dhcp, AddressMode mode = AddressMode::ipv4, bool pnp_wins = false,
                                   const std::string& url = "http://192.0.2.1/") {
  std::vector<SourceEvidence> all;
  for (const auto& kind : all_sources()) {
    SourceEvidence evidence;
    evidence.source = kind.id;
    evidence.status = kind.dhcp_option ? dhcp : Status::empty;
    evidence.reason = "no DHCPv4 server answered within 5.0 s on eth0";
    if (kind.id == SourceId::pnp && pnp_wins) {
      evidence.status = Status::found;
      evidence.candidate = Candidate{{}, read_url(url, Identity{})};
    }
    all.push_back(evidence);
  }
  const Situation situation({}, usual_phone(), usual_interface({"192.0.2.5"}), {});
  Ending ending;
  ending.ran = 5s;
  ending.received = 31;
  return findings_of_outcome(decide(std::move(all), mode, k_kx_utg), mode, ending, situation);
}

bool contains(const std::vector<Finding>& findings, std::string_view id) {
  const auto ids = ids_of(findings);
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

TEST_CASE("that nobody answered DHCP is said first, and its consequence has no advice of its own") {
  const auto findings = findings_when(Status::no_answer);
  CHECK(ids_of(findings) == Ids{"dhcp4.no-server", "decision.no-source"});
  CHECK(findings[0].severity == Severity::error);
  CHECK(
      findings[0].message ==
      "no DHCPv4 server answered within 5.0 s on eth0, where 31 packets arrived; a phone without an address "
      "set by hand gets none here");
  CHECK(says(findings[0].hint, "is this the phone's port?"));
  CHECK(findings[1].hint.empty());
}

TEST_CASE("a server that answered without a URL is another finding, with advice") {
  const auto findings = findings_when(Status::empty);
  CHECK_FALSE(contains(findings, "dhcp4.no-server"));
  CHECK_FALSE(only(findings, "decision.no-source").hint.empty());
}

TEST_CASE("a server that refuses is the cause as well") {
  CHECK(only(findings_when(Status::refused), "decision.no-source").hint.empty());
}

TEST_CASE("where PnP wins it is a warning") {
  const auto findings = findings_when(Status::no_answer, AddressMode::ipv4, true);
  CHECK(only(findings, "dhcp4.no-server").severity == Severity::warning);
}

TEST_CASE("a phone with IPv6 only needs no DHCPv4 server") {
  CHECK_FALSE(contains(findings_when(Status::no_answer, AddressMode::ipv6), "dhcp4.no-server"));
  CHECK(contains(findings_when(Status::no_answer, AddressMode::dual), "dhcp4.no-server"));
}

TEST_CASE("an address of a family that the phone does not have here is a warning") {
  const auto warned = [](const std::string& url, AddressMode mode) {
    return contains(findings_when(Status::empty, mode, true, url), "decision.address-family");
  };
  CHECK(warned("http://[2001:db8::9]/x.cfg", AddressMode::ipv4));
  CHECK_FALSE(warned("http://[2001:db8::9]/x.cfg", AddressMode::dual));
  CHECK_FALSE(warned("http://192.0.2.1/x.cfg", AddressMode::ipv4));
  CHECK_FALSE(warned("http://prov.example.com/", AddressMode::ipv4));
  CHECK_FALSE(warned("192.0.2.1", AddressMode::none));
}

TEST_CASE("who could not look has not seen that nobody is there") {
  for (const auto status : {Status::not_tested, Status::off, Status::refused})
    CHECK_FALSE(contains(findings_when(status), "dhcp4.no-server"));
}

}  // namespace provtool
