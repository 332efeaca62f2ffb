#include "discovery/heard.hpp"

#include <algorithm>

namespace provtool {

namespace {

constexpr std::size_t k_most_entries = 256;
// The kernel hands a frame to the packet socket first and to the UDP socket microseconds later.
constexpr Duration k_copy_delay = std::chrono::milliseconds(50);

}  // namespace

Heard::Key Heard::key_of(const Datagram& datagram) {
  return {datagram.source, datagram.destination, datagram.payload};
}

bool Heard::is_new(const Datagram& datagram) {
  m_hears_frames = m_hears_frames || datagram.via == Via::packet;
  auto found = m_entries.find(key_of(datagram));
  if (found == m_entries.end()) {
    if (m_entries.size() >= k_most_entries) return datagram.via == Via::packet || !m_hears_frames;
    found = m_entries.emplace(key_of(datagram), Entry{}).first;
  }
  auto& entry = found->second;
  const auto taken_in = std::max(entry.by_packet, entry.by_udp);
  auto& count = datagram.via == Via::packet ? entry.by_packet : entry.by_udp;
  ++count;
  entry.last = datagram.time;
  return count > taken_in;
}

void Heard::matters(const Datagram& datagram) {
  auto found = m_entries.find(key_of(datagram));
  if (found == m_entries.end()) {
    // It is new, and had no place: one that does not matter makes room.
    const auto victim = std::find_if(m_entries.begin(), m_entries.end(),
                                     [](const auto& entry) { return !entry.second.matters; });
    if (victim == m_entries.end()) return;
    m_entries.erase(victim);
    found = m_entries.emplace(key_of(datagram), Entry{}).first;
    (datagram.via == Via::packet ? found->second.by_packet : found->second.by_udp) = 1;
    found->second.last = datagram.time;
  }
  found->second.matters = true;
}

bool Heard::mattered(const Datagram& datagram) const {
  const auto found = m_entries.find(key_of(datagram));
  return found != m_entries.end() && found->second.matters;
}

bool Heard::missed_by_udp(const Endpoint& endpoint) const {
  return std::any_of(m_entries.begin(), m_entries.end(), [&](const auto& known) {
    const auto& [key, entry] = known;
    return entry.matters && std::get<1>(key) == endpoint && entry.by_packet > 0 && entry.by_udp == 0;
  });
}

std::optional<Instant> Heard::copies_may_come_until() const {
  std::optional<Instant> until;
  for (const auto& [key, entry] : m_entries)
    if (entry.matters && entry.by_packet > entry.by_udp && (!until || entry.last + k_copy_delay > *until))
      until = entry.last + k_copy_delay;
  return until;
}

}  // namespace provtool
