#include "base/time.hpp"

#include <doctest/doctest.h>

namespace provtool {

using namespace std::chrono_literals;

TEST_CASE("an instant plus a duration is an instant, the difference of two a duration") {
  const Instant start{2s};
  CHECK(start + 500ms == Instant{2500ms});
  CHECK(start - 500ms == Instant{1500ms});
  CHECK((start + 4s) - start == 4s);
  CHECK(start < start + 1us);
}

TEST_CASE("wall time is spelled as RFC 3339, in UTC, cut to milliseconds") {
  using namespace std::chrono;
  CHECK(to_rfc3339(WallTime{sys_days{2026y / January / 31} + 12h}) == "2026-01-31T12:00:00.000Z");
  CHECK(to_rfc3339(WallTime{sys_days{2024y / February / 29} + 23h + 59min + 59s + 999999us}) ==
        "2024-02-29T23:59:59.999Z");
  CHECK(to_rfc3339(WallTime{}) == "1970-01-01T00:00:00.000Z");
  CHECK(to_rfc3339(WallTime{-1us}) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("milliseconds are rounded to a tenth") {
  CHECK(to_milliseconds(12'340us) == doctest::Approx(12.3));
  CHECK(to_milliseconds(12'350us) == doctest::Approx(12.4));
  CHECK(to_milliseconds(0us) == doctest::Approx(0.0));
}

TEST_CASE("durations are spelled for people") {
  CHECK(to_seconds_text(5s) == "5.0 s");
  CHECK(to_readable(300us) == "0.3 ms");
  CHECK(to_readable(12'400us) == "12 ms");
  CHECK(to_readable(12'500us) == "13 ms");
  CHECK(to_readable(999'400us) == "999 ms");
  CHECK(to_readable(999'600us) == "1.0 s");
  CHECK(to_readable(3'100ms) == "3.1 s");
}

TEST_CASE("seconds from the command line keep their microseconds") {
  CHECK(from_seconds(3.5) == 3500ms);
  CHECK(from_seconds(0.000001) == 1us);
  CHECK(from_seconds(0.1) == 100ms);
}

TEST_CASE("an instant in UTC is read as it is written") {
  for (const auto* text :
       {"1970-01-01T00:00:00.000Z", "2026-01-31T12:00:00.123Z", "2024-02-29T23:59:59.999Z"}) {
    REQUIRE(parse_rfc3339(text));
    CHECK(to_rfc3339(*parse_rfc3339(text)) == text);
  }
  for (const auto* text :
       {"", "2026-01-31", "2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000z", "2026-02-30T12:00:00.000Z",
        "2026-01-31T24:00:00.000Z", "2026-01-31T12:60:00.000Z", "2026-01-31T12:00:60.000Z",
        "2026-1 -31T12:00:00.000Z", "2026-01-31T12:00:00.000+", "2026-13-01T12:00:00.000Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_rfc3339(text));
  }
}

TEST_CASE("an answer is never sooner than its question") {
  const Instant asked{std::chrono::seconds(5)};
  CHECK(elapsed_between(asked, asked + Duration(3)) == Duration(3));
  CHECK(elapsed_between(asked, asked - Duration(200)) == Duration::zero());
}

}  // namespace provtool
