// One event loop without threads that runs any number of machines, and keeps every datagram sent or seen.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/machine.hpp"
#include "io/world.hpp"

namespace provtool {

// Everything sent and seen during a run: what --save-capture writes and tests look at. Bounded, so that a
// flood costs no memory; what no longer fits is counted.
class Journal {
 public:
  void add(Datagram datagram);
  void add_left_aside(const std::string& reason) { ++m_left_aside[reason]; }

  [[nodiscard]] const std::vector<Datagram>& datagrams() const { return m_datagrams; }
  [[nodiscard]] const std::map<std::string, std::size_t>& left_aside() const { return m_left_aside; }
  [[nodiscard]] std::size_t not_kept() const { return m_not_kept; }

 private:
  static constexpr std::size_t k_most_bytes = 4 << 20;

  std::vector<Datagram> m_datagrams;
  std::map<std::string, std::size_t> m_left_aside;
  std::size_t m_bytes = 0;
  std::size_t m_not_kept = 0;
};

struct RunLimits {
  std::optional<Instant> deadline;
  std::function<bool()> certain;  // asked after each event: is the result certain, may the run end?
  std::function<void()> watch;    // called after each event and at least every `glance`: the live screen
  Duration glance = std::chrono::milliseconds(200);
};

// Runs until every machine is finished or a limit is reached.
RunEnd drive(World& world, std::span<Machine* const> machines, const RunLimits& limits, Journal& journal);

}  // namespace provtool
