#include "io/journal.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace provtool {

namespace {

// A run sends and hears tens of datagrams.
constexpr std::size_t k_most_entries = 2048;
constexpr std::size_t k_most_bytes = 4 << 20;
// Of what belongs to nobody's question.
constexpr std::size_t k_most_other_entries = 1024;
constexpr std::size_t k_most_other_bytes = 1 << 20;

bool is_udp_answer(const Datagram& datagram) {
  return datagram.via == Via::udp && datagram.direction == Direction::received;
}

std::size_t bytes_of(const Datagram& datagram) {
  std::size_t bytes = datagram.payload.size() + datagram.frame.size();
  for (const auto& part : datagram.parts) bytes += part.frame.size();
  return bytes;
}

// What was seen as frames, sorted, so that a copy is found without looking at each.
class SeenAsFrame {
 public:
  explicit SeenAsFrame(const Journal& journal) {
    for (const auto& datagram : journal.datagrams())
      if (datagram.via == Via::packet) m_seen.push_back(&datagram);
    std::sort(m_seen.begin(), m_seen.end(), comes_before);
  }

  [[nodiscard]] bool has_copy_of(const Datagram& datagram) const {
    return is_udp_answer(datagram) &&
           std::binary_search(m_seen.begin(), m_seen.end(), &datagram, comes_before);
  }

 private:
  static bool comes_before(const Datagram* one, const Datagram* other) {
    if (one->source != other->source) return one->source < other->source;
    return one->payload < other->payload;
  }

  std::vector<const Datagram*> m_seen;
};

// Without its first fragment nobody knows which ports it went between.
bool is_whole_of(const Datagram& datagram, const LostPacket& lost) {
  return is_udp_answer(datagram) && datagram.source.address == lost.known.source.address &&
         datagram.destination.address == lost.known.destination.address &&
         (!lost.knows_ports || (datagram.source.port == lost.known.source.port &&
                                datagram.destination.port == lost.known.destination.port));
}

}  // namespace

void Journal::add(Datagram datagram, bool is_ours) {
  const auto kind = datagram.direction == Direction::sent ? Kind::sent : is_ours ? Kind::answer : Kind::other;
  auto& kept = m_kept.at(static_cast<std::size_t>(kind));
  const bool of_others = kind == Kind::other;
  const auto size = bytes_of(datagram);
  if (kept.entries >= (of_others ? k_most_other_entries : k_most_entries) ||
      kept.bytes + size > (of_others ? k_most_other_bytes : k_most_bytes)) {
    ++kept.not_kept;
    return;
  }
  ++kept.entries;
  kept.bytes += size;
  m_datagrams.push_back(std::move(datagram));
}

std::size_t Journal::not_kept() const {
  return m_kept[0].not_kept + m_kept[1].not_kept + m_kept[2].not_kept;
}

std::string Journal::what_was_not_kept() const {
  static constexpr std::array k_nouns{"sent datagram", "received datagram", "other datagram"};
  std::vector<std::string> words;
  for (std::size_t kind = 0; kind < k_nouns.size(); ++kind)
    if (m_kept.at(kind).not_kept > 0) words.push_back(counted(m_kept.at(kind).not_kept, k_nouns.at(kind)));
  return listed(words);
}

std::vector<Datagram> heard_once(const Journal& journal) {
  const SeenAsFrame seen(journal);
  std::vector<Datagram> once;
  for (const auto& datagram : journal.datagrams())
    if (!seen.has_copy_of(datagram)) once.push_back(datagram);
  for (const auto& lost : journal.lost())
    if (!lost.known.parts.empty()) once.push_back(lost.known);
  return once;
}

std::vector<LostPacket> lost_packets(const Journal& journal) {
  const SeenAsFrame seen(journal);
  auto lost = journal.lost();
  if (lost.empty()) return lost;
  for (const auto& datagram : journal.datagrams())
    if (is_udp_answer(datagram) && !seen.has_copy_of(datagram))
      std::erase_if(lost, [&](const LostPacket& packet) { return is_whole_of(datagram, packet); });
  return lost;
}

}  // namespace provtool
