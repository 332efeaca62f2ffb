#include "io/receive_time.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

using namespace std::chrono_literals;

constexpr WallTime k_wall{1'800'000'000s};
constexpr ClockReading k_before{Instant{10s}, k_wall};
constexpr ClockReading k_after{Instant{16s}, k_wall + 6s};

}  // namespace

TEST_CASE("what was read late arrived when the kernel says") {
  CHECK(arrival_time(k_wall + 1s, k_before, k_after) == Instant{11s});
  CHECK(arrival_time(k_wall - 2s, k_before, k_after) == Instant{8s});  // left over from before
}

TEST_CASE("without a stamp, or with one that cannot be, the time of reading is all that is known") {
  CHECK(arrival_time(std::nullopt, k_before, k_after) == Instant{16s});
  CHECK(arrival_time(k_wall + 7s, k_before, k_after) == Instant{16s});
  CHECK(arrival_time(WallTime{}, k_before, k_after) == Instant{16s});  // a clock in 1970
}

TEST_CASE("a wall clock that was set meanwhile says nothing") {
  for (const auto moved : {-3600s, -2s, 2s, 3600s})
    CHECK(arrival_time(k_wall + 1s, k_before, {k_after.monotonic, k_after.wall + moved}) == Instant{16s});
}

}  // namespace provtool
