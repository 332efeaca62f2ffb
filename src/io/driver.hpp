// One event loop without threads that runs any number of machines, and keeps every datagram that they sent,
// or that belongs to what they ask.
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
  // Asked after each event: from when on the result is certain, should nothing more come; then the run ends.
  std::function<std::optional<Instant>()> certain;
  std::function<void()> watch;  // called after each event and at least every `glance`: the live screen
  Duration glance = std::chrono::milliseconds(200);
  bool keeps_all = false;  // also what belongs to nobody's question
  // Each that was sent or seen, and whether it belongs to a question.
  std::function<void(const Datagram&, bool)> trace;
  std::function<void(const std::string&)> left_aside;  // each that holds no datagram, and why
};

// Runs until every machine is finished or a limit is reached.
RunEnd drive(World& world, std::span<Machine* const> machines, const RunLimits& limits, Journal& journal);

}  // namespace provtool
