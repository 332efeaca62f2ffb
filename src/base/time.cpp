#include "base/time.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cmath>

#include "base/text.hpp"

namespace provtool {

std::string to_rfc3339(WallTime time) {
  const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(time);
  const auto seconds = std::chrono::floor<std::chrono::seconds>(milliseconds);
  const auto utc = fmt::gmtime(std::chrono::system_clock::to_time_t(seconds));
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", utc, (milliseconds - seconds).count());
}

std::optional<WallTime> parse_rfc3339(std::string_view text) {
  constexpr std::string_view k_shape = "0000-00-00T00:00:00.000Z";
  if (text.size() != k_shape.size()) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (k_shape[i] == '0' ? !is_digits(text.substr(i, 1)) : text[i] != k_shape[i]) return std::nullopt;
  const auto number = [text](std::size_t start, std::size_t length) {
    int value = 0;
    for (const char digit : text.substr(start, length)) value = 10 * value + (digit - '0');
    return value;
  };
  const auto date = std::chrono::year(number(0, 4)) / number(5, 2) / number(8, 2);
  const auto hour = number(11, 2);
  const auto minute = number(14, 2);
  const auto second = number(17, 2);
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second) + std::chrono::milliseconds(number(20, 3));
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
