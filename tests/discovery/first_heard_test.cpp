#include "discovery/first_heard.hpp"

#include <doctest/doctest.h>

#include "device/kx_utg.hpp"
#include "support/findings.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using testing::Ids;
using testing::ids_of;
using testing::says;

constexpr Instant k_begun{100s};

SourceEvidence found(SourceId source, Duration elapsed) {
  SourceEvidence evidence;
  evidence.source = source;
  evidence.status = Status::found;
  evidence.candidate = Candidate{{}, read_url("http://192.0.2.1/", Identity{})};
  evidence.elapsed = elapsed;
  return evidence;
}

// Each source was asked; only `evidence` holds a URL, and the DHCPv4 options come from one answer.
Decision decided(const SourceEvidence& evidence, Status others = Status::empty) {
  std::vector<SourceEvidence> all;
  for (const auto& kind : all_sources()) {
    SourceEvidence silent;
    silent.source = kind.id;
    silent.status = others;
    silent.elapsed = evidence.elapsed;
    all.push_back(kind.id == evidence.source ? evidence : silent);
  }
  return decide(std::move(all), AddressMode::dual, k_kx_utg);
}

Ending ended(RunEnd end, Duration ran) {
  Ending ending;
  ending.end = end;
  ending.ran = ran;
  return ending;
}

Settings settled(Duration settle) {
  Settings settings;
  settings.how_long.settle = settle;
  return settings;
}

}  // namespace

TEST_CASE("behind the answer of a DHCP server --first leaves a quarter of a second for another one") {
  CHECK(certain_from(decided(found(SourceId::dhcp160, 10ms)), k_begun) == k_begun + 260ms);
  CHECK(certain_from(decided(found(SourceId::dhcp6, 10ms)), k_begun) == k_begun + 260ms);
  CHECK(certain_from(decided(found(SourceId::pnp, 10ms)), k_begun) <= k_begun);
  CHECK_FALSE(certain_from(decided(found(SourceId::redirect, 10ms), Status::not_tested), k_begun));
}

TEST_CASE("a run that --first ended says that other servers were not waited for") {
  const auto findings =
      first_only(decided(found(SourceId::dhcp66, 10ms)), ended(RunEnd::certain, 260ms), Settings{});
  CHECK(ids_of(findings) == Ids{"dhcp4.first-only"});
  CHECK(findings[0].severity == Severity::info);
  CHECK(says(findings[0].message, "0.3 s after asking"));
  CHECK(ids_of(first_only(decided(found(SourceId::dhcp6, 1ms)), ended(RunEnd::certain, 1s), {})) ==
        Ids{"dhcp4.first-only"});  // a server not heard may have an option, which would stand above
  CHECK(ids_of(first_only(decided(found(SourceId::dhcp6, 1ms), Status::no_answer), ended(RunEnd::certain, 1s),
                          {})) == Ids{"dhcp6.first-only"});
  CHECK(first_only(decided(found(SourceId::pnp, 1ms), Status::no_answer), ended(RunEnd::certain, 1s), {})
            .empty());
}

TEST_CASE("so does one whose time was too short for a server that looks for the address") {
  const auto won = decided(found(SourceId::dhcp66, 10ms));
  CHECK(first_only(won, ended(RunEnd::finished, 5s), Settings{}).empty());
  const auto findings = first_only(won, ended(RunEnd::finished, 5s), settled(500ms));
  CHECK(ids_of(findings) == Ids{"dhcp4.first-only"});
  CHECK(says(findings[0].message, "for 1.0 s only"));
  CHECK(ids_of(first_only(won, ended(RunEnd::deadline, 2s), Settings{})) == Ids{"dhcp4.first-only"});
  Settings brief;
  brief.how_long.dhcp = 2s;
  CHECK(ids_of(first_only(won, ended(RunEnd::finished, 5s), brief)) == Ids{"dhcp4.first-only"});
  // No server was heard, or what they say does not matter.
  CHECK(first_only(decided(found(SourceId::redirect, 1s), Status::no_answer), ended(RunEnd::finished, 5s),
                   brief)
            .empty());
  CHECK(first_only(decided(found(SourceId::pnp, 1ms)), ended(RunEnd::finished, 5s), brief).empty());
}

}  // namespace provtool
