// The clock of Instant.
#pragma once

#include <chrono>

#include "base/time.hpp"

namespace provtool {

inline Instant steady_now() {
  const auto since_boot = std::chrono::steady_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<Duration>(since_boot)};
}

}  // namespace provtool
