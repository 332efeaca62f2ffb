#include "io/receive_time.hpp"

#include <sys/time.h>

#include <chrono>
#include <cstring>
#include <ctime>

namespace provtool {

namespace {

// Reading two clocks one after the other, on a busy machine; what sets a clock moves it further.
constexpr Duration k_apart = std::chrono::milliseconds(100);
// Longer no run leaves a message unread; the stamp is of another clock then.
constexpr Duration k_oldest = std::chrono::hours(24);

Duration offset_of(const ClockReading& reading) {
  return reading.wall.time_since_epoch() - reading.monotonic.since_zero;
}

}  // namespace

bool ask_for_receive_times(int fd) {
  const int on = 1;
  return setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) == 0;
}

std::optional<WallTime> stamp_of(msghdr& header) {
  for (cmsghdr* message = CMSG_FIRSTHDR(&header); message != nullptr;
       message = CMSG_NXTHDR(&header, message)) {
    if (message->cmsg_level != SOL_SOCKET || message->cmsg_type != SO_TIMESTAMPNS) continue;
    timespec time{};
    std::memcpy(&time, CMSG_DATA(message), sizeof time);
    return WallTime{std::chrono::seconds(time.tv_sec) +
                    std::chrono::duration_cast<Duration>(std::chrono::nanoseconds(time.tv_nsec))};
  }
  return std::nullopt;
}

Instant arrival_time(std::optional<WallTime> stamp, const ClockReading& before, const ClockReading& after) {
  if (!stamp) return after.monotonic;
  const auto moved = offset_of(after) - offset_of(before);
  const auto age = after.wall - *stamp;
  const bool was_set = moved > k_apart || moved < -k_apart;
  if (was_set || age < Duration::zero() || age > k_oldest) return after.monotonic;
  return after.monotonic - std::chrono::duration_cast<Duration>(age);
}

}  // namespace provtool
