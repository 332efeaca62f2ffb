#include "discovery/without_root.hpp"

#include <doctest/doctest.h>

namespace provtool {

using namespace std::chrono_literals;

TEST_CASE("what is longer than a minute is shortened to it, and named") {
  TimeOptions how_long;
  how_long.whole = 24h;
  how_long.pnp = 60s;
  how_long.dhcp = 61s;
  how_long.redirect = 60001ms;
  how_long.settle = 1h;
  const auto capped = cap_windows(how_long);
  REQUIRE(capped);
  CHECK(capped->id == "host.window-capped");
  CHECK(
      capped->message ==
      "--timeout, --dhcp-timeout, --redirect-timeout and --settle shortened to 60.0 s, because root did not "
      "call");
  for (const auto& window : {how_long.whole, how_long.pnp, how_long.dhcp, how_long.redirect, how_long.settle})
    CHECK(window == Duration(60s));
}

TEST_CASE("what is shorter, or was not given, stays") {
  TimeOptions how_long;
  how_long.dhcp = 59s;
  CHECK_FALSE(cap_windows(how_long));
  CHECK(how_long.dhcp == Duration(59s));
  CHECK_FALSE(how_long.whole);
}

TEST_CASE("an option for root alone is named, and prevents the run") {
  const auto finding = root_only("--capture-all");
  CHECK(finding.message == "--capture-all is for root alone");
  CHECK(finding.severity == Severity::error);
}

}  // namespace provtool
