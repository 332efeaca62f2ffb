// When the kernel received something, which may be long before this program reads it.
#pragma once

#include <sys/socket.h>

#include <optional>

#include "base/time.hpp"

namespace provtool {

// SO_TIMESTAMPNS: the socket's messages carry the time of their arrival. False when the kernel refuses, with
// errno.
bool ask_for_receive_times(int fd);

// The stamp of a message that recvmsg() filled in, by the wall clock; nothing when it has none.
std::optional<WallTime> stamp_of(msghdr& header);

// Both clocks at one moment.
struct ClockReading {
  Instant monotonic{};
  WallTime wall{};
};

// The stamp on the monotonic clock. `before` and `after` were read around the wait that brought the message:
// when the wall clock was set in between, or the stamp is not from before `after`, the time of reading is all
// that is known.
Instant arrival_time(std::optional<WallTime> stamp, const ClockReading& before, const ClockReading& after);

}  // namespace provtool
