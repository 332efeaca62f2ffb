#include "device/kx_utg.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

namespace provtool {

TEST_CASE("the phone asks for all options that are sources") {
  const auto asked = k_kx_utg.dhcp.requested_options.value;
  for (const auto source : dhcp4_sources())
    CHECK(std::count(asked.begin(), asked.end(), *kind_of(source).dhcp_option) == 1);
}

TEST_CASE("the first source with a value wins for good, but PnP by a valid NOTIFY only (guide)") {
  const auto valid_only = k_kx_utg.decision.valid_only.value;
  CHECK(std::vector(valid_only.begin(), valid_only.end()) == std::vector{SourceId::pnp});
  CHECK_FALSE(k_kx_utg.decision.next_on_failure.value);
}

TEST_CASE("what the guide says is told from what is assumed") {
  CHECK(k_kx_utg.decision.order.confidence == Confidence::guide);
  CHECK(k_kx_utg.pnp.window.confidence == Confidence::guide);
  CHECK(k_kx_utg.user_agent.usual.confidence == Confidence::sample);
  CHECK(k_kx_utg.pnp.event_package.confidence == Confidence::sibling);
  CHECK(k_kx_utg.url.redirection.confidence == Confidence::assumption);
}

}  // namespace provtool
