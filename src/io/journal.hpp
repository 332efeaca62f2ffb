// What a run sent, and heard of it.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/datagram.hpp"
#include "base/meanwhile.hpp"

namespace provtool {

// Everything sent and kept during a run: what --save-capture writes and tests look at. Bounded, so that a
// flood costs no memory; what no longer fits is counted.
class Journal {
 public:
  void add(Datagram datagram);
  void add_left_aside(const std::string& reason) { ++m_left_aside[reason]; }

  [[nodiscard]] const std::vector<Datagram>& datagrams() const { return m_datagrams; }
  [[nodiscard]] const std::map<std::string, std::size_t>& left_aside() const { return m_left_aside; }
  [[nodiscard]] std::size_t not_kept() const { return m_not_kept; }
  [[nodiscard]] const Meanwhile& meanwhile() const { return m_meanwhile; }
  Meanwhile& meanwhile() { return m_meanwhile; }

 private:
  static constexpr std::size_t k_most_bytes = 4 << 20;

  std::vector<Datagram> m_datagrams;
  std::map<std::string, std::size_t> m_left_aside;
  std::size_t m_bytes = 0;
  std::size_t m_not_kept = 0;
  Meanwhile m_meanwhile;
};

// What a run heard at two doors, the packet socket below the host's firewall and the UDP socket above it, as
// one: every datagram once. The copies that the UDP socket got of what was seen as a frame are left out.
std::vector<Datagram> heard_once(const Journal& journal);

// Fragments came that the packet socket does not reassemble, and the UDP socket got no complete packet.
bool lost_fragments(const Journal& journal);

}  // namespace provtool
