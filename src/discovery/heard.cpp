#include "discovery/heard.hpp"

#include <algorithm>

namespace provtool {

namespace {

constexpr std::size_t k_most_entries = 256;
// The kernel hands a frame to the packet socket first and to the UDP socket microseconds later.
constexpr Duration k_copy_delay = std::chrono::milliseconds(50);

}  // namespace

bool Heard::is_of(const Entry& entry, const Datagram& datagram) {
  return entry.source == datagram.source && entry.destination == datagram.destination &&
         entry.payload == datagram.payload;
}

std::vector<Heard::Entry>::iterator Heard::find(const Datagram& datagram) {
  return std::find_if(m_entries.begin(), m_entries.end(),
                      [&](const Entry& known) { return is_of(known, datagram); });
}

bool Heard::is_new(const Datagram& datagram) {
  m_hears_frames = m_hears_frames || datagram.via == Via::packet;
  auto entry = find(datagram);
  if (entry == m_entries.end()) {
    if (m_entries.size() >= k_most_entries) return datagram.via == Via::packet || !m_hears_frames;
    m_entries.push_back({datagram.source, datagram.destination, datagram.payload, 0, 0, {}, false});
    entry = m_entries.end() - 1;
  }
  const auto taken_in = std::max(entry->by_packet, entry->by_udp);
  auto& count = datagram.via == Via::packet ? entry->by_packet : entry->by_udp;
  ++count;
  entry->last = datagram.time;
  return count > taken_in;
}

void Heard::matters(const Datagram& datagram) {
  if (const auto entry = find(datagram); entry != m_entries.end()) entry->matters = true;
}

bool Heard::mattered(const Datagram& datagram) const {
  return std::any_of(m_entries.begin(), m_entries.end(),
                     [&](const Entry& entry) { return entry.matters && is_of(entry, datagram); });
}

bool Heard::missed_by_udp(const Endpoint& endpoint) const {
  return std::any_of(m_entries.begin(), m_entries.end(), [&](const Entry& entry) {
    return entry.matters && entry.destination == endpoint && entry.by_packet > 0 && entry.by_udp == 0;
  });
}

std::optional<Instant> Heard::copies_may_come_until() const {
  std::optional<Instant> until;
  for (const auto& entry : m_entries)
    if (entry.matters && entry.by_packet > entry.by_udp && (!until || entry.last + k_copy_delay > *until))
      until = entry.last + k_copy_delay;
  return until;
}

}  // namespace provtool
