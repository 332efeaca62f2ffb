// What a run sent, and heard of it.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/datagram.hpp"
#include "base/meanwhile.hpp"
#include "wire/reassembly.hpp"

namespace provtool {

// Everything sent and kept during a run: what --save-capture writes and tests look at. Bounded in entries and
// bytes, for each kind on its own, so that a flood costs no memory and pushes no answer out; what no longer
// fits is counted.
class Journal {
 public:
  // `is_ours`: it was sent, or belongs to what was asked.
  void add(Datagram datagram, bool is_ours = true);
  void add_left_aside(const std::string& reason) { ++m_left_aside[reason]; }
  void set_lost(std::vector<LostPacket> lost) { m_lost = std::move(lost); }

  [[nodiscard]] const std::vector<Datagram>& datagrams() const { return m_datagrams; }
  [[nodiscard]] const std::map<std::string, std::size_t>& left_aside() const { return m_left_aside; }
  // In fragments, and not put together.
  [[nodiscard]] const std::vector<LostPacket>& lost() const { return m_lost; }
  [[nodiscard]] std::size_t not_kept() const;
  // "3 received datagrams and 60000 other datagrams", or nothing.
  [[nodiscard]] std::string what_was_not_kept() const;
  [[nodiscard]] const Meanwhile& meanwhile() const { return m_meanwhile; }
  Meanwhile& meanwhile() { return m_meanwhile; }

 private:
  enum class Kind : std::uint8_t { sent, answer, other };
  struct Kept {
    std::size_t entries = 0;
    std::size_t bytes = 0;
    std::size_t not_kept = 0;
  };

  std::vector<Datagram> m_datagrams;
  std::array<Kept, 3> m_kept{};
  std::map<std::string, std::size_t> m_left_aside;
  std::vector<LostPacket> m_lost;
  Meanwhile m_meanwhile;
};

// What a run heard at two doors, the packet socket below the host's firewall and the UDP socket above it, as
// one: every datagram once. The copies that the UDP socket got of what was seen as a frame are left out.
// Behind them stand the fragments of what was not put together.
std::vector<Datagram> heard_once(const Journal& journal);

// Packets in fragments of which not even the UDP socket got the whole.
std::vector<LostPacket> lost_packets(const Journal& journal);

}  // namespace provtool
