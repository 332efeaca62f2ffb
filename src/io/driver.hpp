// One event loop without threads that runs any number of machines, and keeps every datagram sent or seen.
#pragma once

#include <functional>
#include <optional>
#include <span>

#include "base/machine.hpp"
#include "io/journal.hpp"
#include "io/world.hpp"

namespace provtool {

struct RunLimits {
  std::optional<Instant> deadline;
  std::function<bool()> certain;  // asked after each event: is the result certain, may the run end?
  std::function<void()> watch;    // called after each event and at least every `glance`: the live screen
  Duration glance = std::chrono::milliseconds(200);
  std::function<void(const Datagram&)> trace;          // each that was sent, or was taken in by the machines
  std::function<void(const std::string&)> left_aside;  // each that holds no datagram, and why
};

// Runs until every machine is finished or a limit is reached.
RunEnd drive(World& world, std::span<Machine* const> machines, const RunLimits& limits, Journal& journal);

}  // namespace provtool
