// A machine in time: each call moves the clock on, wakes the machine whenever it asked for it, and says what
// it sent.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/machine.hpp"
#include "support/dhcp4_packets.hpp"

namespace provtool::testing {

template <typename Asker>
class Timeline {
 public:
  template <typename Options>
  explicit Timeline(Options options) : m_asker(std::move(options)) {}

  std::vector<Datagram> until(Duration time) {
    std::vector<Datagram> sent;
    while (m_asker.next_wake() && *m_asker.next_wake() <= at(time)) {
      m_now = std::max(m_now, *m_asker.next_wake());
      m_asker.wake(m_now);
      take(sent);
      REQUIRE((!m_asker.next_wake() || *m_asker.next_wake() > m_now));
    }
    m_now = at(time);
    return sent;
  }

  std::vector<Datagram> arrives(Datagram datagram, Duration time) {
    auto sent = until(time);
    datagram.time = at(time);
    m_kept = m_asker.receive(datagram);
    take(sent);
    return sent;
  }
  template <typename Packet>
  std::vector<Datagram> arrives(const Packet& packet, Duration time) {
    return arrives(to_datagram(packet), time);
  }

  std::vector<Datagram> stop(Duration time) {
    auto sent = until(time);
    m_asker.stop();
    take(sent);
    return sent;
  }

  // From now on nothing can be handed over.
  void refuse(const std::string& reason) { m_refusal = reason; }

  [[nodiscard]] std::optional<Duration> next_wake() const {
    const auto wake = m_asker.next_wake();
    return wake ? std::optional(*wake - k_start) : std::nullopt;
  }
  // Whether the last that arrived belongs to what it asks.
  [[nodiscard]] bool is_kept() const { return m_kept; }
  [[nodiscard]] bool is_over() const { return !m_asker.next_wake(); }
  [[nodiscard]] Asker& asker() { return m_asker; }
  [[nodiscard]] const auto& evidence() const { return m_asker.evidence(); }

 private:
  void take(std::vector<Datagram>& sent) {
    while (auto datagram = m_asker.next_datagram()) {
      datagram->time = m_now;
      datagram->direction = Direction::sent;
      if (m_refusal.empty())
        m_asker.handed_over(*datagram);
      else
        m_asker.not_sent(*datagram, m_refusal);
      sent.push_back(std::move(*datagram));
    }
  }

  Asker m_asker;
  Instant m_now = k_start;
  std::string m_refusal;
  bool m_kept = false;
};

}  // namespace provtool::testing
