#include "io/journal.hpp"

#include <algorithm>
#include <string>

#include "wire/frame.hpp"

namespace provtool {

namespace {

bool is_udp_answer(const Datagram& datagram) {
  return datagram.via == Via::udp && datagram.direction == Direction::received;
}

bool was_seen_as_frame(const Journal& journal, const Datagram& copy) {
  const auto& all = journal.datagrams();
  return std::any_of(all.begin(), all.end(), [&](const Datagram& datagram) {
    return datagram.via == Via::packet && datagram.source == copy.source && datagram.payload == copy.payload;
  });
}

bool is_copy(const Journal& journal, const Datagram& datagram) {
  return is_udp_answer(datagram) && was_seen_as_frame(journal, datagram);
}

}  // namespace

void Journal::add(Datagram datagram) {
  const auto size = datagram.payload.size() + datagram.frame.size();
  if (m_bytes + size > k_most_bytes) {
    ++m_not_kept;
    return;
  }
  m_bytes += size;
  m_datagrams.push_back(std::move(datagram));
}

std::vector<Datagram> heard_once(const Journal& journal) {
  std::vector<Datagram> once;
  for (const auto& datagram : journal.datagrams())
    if (!is_copy(journal, datagram)) once.push_back(datagram);
  return once;
}

bool lost_fragments(const Journal& journal) {
  const auto& all = journal.datagrams();
  return journal.left_aside().contains(std::string(to_text(FrameFault::fragment))) &&
         std::all_of(all.begin(), all.end(), [&](const Datagram& datagram) {
           return !is_udp_answer(datagram) || is_copy(journal, datagram);
         });
}

}  // namespace provtool
