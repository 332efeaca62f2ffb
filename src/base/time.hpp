// Instants, durations and their spelling. Nothing here reads a clock: io/world does.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace provtool {

using Duration = std::chrono::microseconds;

// A point on the monotonic clock; what its zero is does not matter.
struct Instant {
  Duration since_zero{};

  auto operator<=>(const Instant&) const = default;
  friend Instant operator+(Instant a, Duration b) { return {a.since_zero + b}; }
  friend Instant operator-(Instant a, Duration b) { return {a.since_zero - b}; }
  friend Duration operator-(Instant a, Instant b) { return a.since_zero - b.since_zero; }
};

// From a question to its answer; never less than nothing: the kernel's clock says when an answer came, and
// ours when the question went out, and the two are read apart.
inline Duration elapsed_between(Instant asked, Instant answered) {
  return answered < asked ? Duration::zero() : answered - asked;
}

using WallTime = std::chrono::sys_time<std::chrono::microseconds>;

std::string to_rfc3339(WallTime time);                         // "2026-01-31T12:00:00.000Z"
std::optional<WallTime> parse_rfc3339(std::string_view text);  // spelled like this only
double to_milliseconds(Duration duration);                     // rounded to 0.1 ms
std::string to_seconds_text(Duration duration);                // "5.0 s"
std::string to_readable(Duration duration);                    // "12 ms", "3.1 s"
Duration from_seconds(double seconds);

}  // namespace provtool
