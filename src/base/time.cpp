#include "base/time.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cmath>

namespace provtool {

std::string to_rfc3339(WallTime time) {
  const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(time);
  const auto seconds = std::chrono::floor<std::chrono::seconds>(milliseconds);
  const auto utc = fmt::gmtime(std::chrono::system_clock::to_time_t(seconds));
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", utc, (milliseconds - seconds).count());
}

double to_milliseconds(Duration duration) {
  return std::round(static_cast<double>(duration.count()) / 100.0) / 10.0;
}

std::string to_seconds_text(Duration duration) {
  return fmt::format("{:.1f} s", static_cast<double>(duration.count()) / 1e6);
}

std::string to_readable(Duration duration) {
  using namespace std::chrono_literals;
  if (duration < 1ms) return fmt::format("{:.1f} ms", static_cast<double>(duration.count()) / 1e3);
  if (duration < 999'500us) return fmt::format("{} ms", (duration.count() + 500) / 1000);
  return to_seconds_text(duration);
}

Duration from_seconds(double seconds) {
  return Duration(static_cast<Duration::rep>(std::llround(seconds * 1e6)));
}

}  // namespace provtool
