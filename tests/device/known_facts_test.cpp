#include "device/known_facts.hpp"

#include <doctest/doctest.h>

#include "device/kx_utg.hpp"

namespace provtool {

namespace {

bool says(const std::string& text, std::string_view what) {
  return text.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("what is known is told with its confidence, its source, and how to change it") {
  const auto table = known_facts(k_kx_utg);
  CHECK(says(table, "| Sources with IPv4: manual, pnp, dhcp160, dhcp159, dhcp66 and redirect | guide |"));
  CHECK(says(table, "| Model: `KX-UTG200B` | assumption | "));
  CHECK(says(table, " | `--vendor-class` |\n"));
}

TEST_CASE("another phone's table tells its own facts") {
  auto other = k_kx_utg;
  other.decision.next_on_failure = {true, Confidence::sample, "a trace"};
  CHECK(says(known_facts(other), "the next one is tried | sample | a trace |"));
  CHECK_FALSE(says(known_facts(other), "wins for good"));
}

}  // namespace provtool
