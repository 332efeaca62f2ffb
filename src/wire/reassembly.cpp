#include "wire/reassembly.hpp"

#include <algorithm>

namespace provtool {

namespace {

// A link with more packets in pieces at once is flooded. Two whole packets of the largest size fit beside a
// flood of small ones.
constexpr std::size_t k_most_packets = 64;
constexpr std::size_t k_most_bytes = 512 << 10;
constexpr std::size_t k_most_lost_bytes = 256 << 10;
// 65,535 bytes over a link of 576, the least that IPv4 hosts must take, are 119.
constexpr std::size_t k_most_pieces = 128;
constexpr std::size_t k_most_lost = 64;
constexpr std::size_t k_largest_packet = 65535;
constexpr std::size_t k_ipv4_header = 20;
// As Linux, and so probably the phone, waits over IPv4. RFC 791 says 15 s, RFC 8200 4.5 says 60 s.
constexpr Duration k_wait = std::chrono::seconds(30);
// The fragments of a packet are sent at once. What contradicts them later than this is another packet of a
// host that uses one id for all (RFC 6864).
constexpr Duration k_reuse = std::chrono::milliseconds(200);

// Senders are told apart while there are few: a flood of invented ones hides no other kind.
bool is_same_kind(const LostPacket& one, const LostPacket& other, bool few) {
  if (few && one.known.source != other.known.source) return false;
  return one.why == other.why && one.knows_ports == other.knows_ports &&
         one.known.protocol == other.known.protocol &&
         one.known.source.address.value.index() == other.known.source.address.value.index() &&
         one.known.destination.port == other.known.destination.port &&
         one.known.destination_mac == other.known.destination_mac && one.known.vlan == other.known.vlan;
}

std::size_t bytes_of(const std::vector<LostPacket>& lost) {
  std::size_t bytes = 0;
  for (const auto& packet : lost)
    for (const auto& part : packet.known.parts) bytes += part.frame.size();
  return bytes;
}

bool has_wrong_length(const Fragment& fragment) {
  const std::size_t header = fragment.known.source.address.v4() != nullptr ? k_ipv4_header : 0;
  return fragment.size == 0 || (fragment.more && fragment.size % 8 != 0) ||
         header + fragment.offset + fragment.size > k_largest_packet;
}

}  // namespace

Reassembly::Taken Reassembly::take(ByteView frame, Checksums checksums, Instant now) {
  auto content = read_frame(frame, checksums);
  if (!content && is_of_others(content.error())) return {};
  if (!content) return {std::nullopt, to_text(content.error().fault)};
  if (auto* datagram = std::get_if<Datagram>(&*content)) {
    if (m_concerns && !m_concerns(*datagram)) return {};
    datagram->time = now;
    return {std::move(*datagram), {}};
  }
  return add(std::get<Fragment>(*content), frame, checksums, now);
}

// Where only some are of interest, a fault is told of these, and of what could not be read that far.
bool Reassembly::is_of_others(const BadFrame& bad) const {
  if (!m_concerns) return false;
  if (bad.known) return !m_concerns(*bad.known);
  return bad.fault == FrameFault::not_ip || bad.fault == FrameFault::another_protocol;
}

Reassembly::Taken Reassembly::add(const Fragment& fragment, ByteView frame, Checksums checksums,
                                  Instant now) {
  expire(now);
  const auto entry = find_or_add(fragment, now);
  Packet& packet = entry->second;
  const bool much_later = now - packet.last >= k_reuse;
  packet.last = now;
  if (much_later && packet.standing == Standing::settled) start_over(packet, fragment, now);
  if (packet.standing == Standing::settled && packet.whole.empty()) {
    if (packet.fault || fragment.offset != 0) return {};
    start_over(packet, fragment, now);  // of no interest; but this begins another one
  }
  const Piece piece{fragment, {now, Bytes(frame.begin(), frame.end())}};
  if (has_wrong_length(fragment)) return give_up(packet, piece, FragmentFault::wrong_length);
  if (packet.has(piece)) return {};
  if (packet.repeats_whole() && !packet.is_copy(piece)) start_over(packet, fragment, now);
  if (const auto contradiction = packet.contradicted_by(piece)) {
    if (!much_later) return give_up(packet, piece, *contradiction);
    note_lost(packet, m_lost);
    start_over(packet, fragment, now);
  }
  if (packet.pieces.size() >= k_most_pieces) return give_up(packet, piece, FragmentFault::too_many);
  if (checksums == Checksums::not_filled_in) packet.checksums = checksums;
  m_bytes += piece.part.frame.size();
  packet.pieces.push_back(piece);
  if (fragment.offset == 0 && !look_at_first(packet, piece)) return {};
  if (packet.fault) return {std::nullopt, to_text(*packet.fault)};
  make_room(entry);
  return packet.is_complete() ? complete(packet) : Taken{};
}

Reassembly::Packets::iterator Reassembly::find_or_add(const Fragment& fragment, Instant now) {
  const bool is_ipv4 = fragment.known.source.address.v4() != nullptr;
  const Key key{fragment.known.source.address, fragment.known.destination.address,
                is_ipv4 ? fragment.protocol : std::uint8_t{0}, fragment.id, fragment.known.vlan.value_or(0)};
  const auto [entry, is_new] = m_packets.try_emplace(key);
  if (!is_new) return entry;
  entry->second.last = now;
  start_over(entry->second, fragment, now);
  make_room(entry);
  return entry;
}

// As if nothing of this packet had come.
void Reassembly::start_over(Packet& packet, const Fragment& fragment, Instant now) {
  m_bytes -= packet.bytes();
  const Instant last = packet.last;
  packet = Packet{};
  packet.known = fragment.known;
  packet.first = now;
  packet.last = last;
}

// Whether the packet is of interest; without its headers it is given up.
bool Reassembly::look_at_first(Packet& packet, const Piece& piece) {
  auto first = look_into(piece.fragment, piece.payload());
  if (!first.of_another_protocol && !first.has_all_headers) {
    give_up(packet, FragmentFault::headers_split);
    return true;
  }
  packet.knows_ports = true;
  if (!first.of_another_protocol && (!m_concerns || m_concerns(first.known))) {
    packet.known = std::move(first.known);
    packet.standing = Standing::wanted;
    return true;
  }
  m_bytes -= packet.bytes();
  packet.pieces.clear();
  packet.whole.clear();
  packet.standing = Standing::settled;
  return false;
}

Reassembly::Taken Reassembly::complete(Packet& packet) {
  auto pieces = packet.pieces;
  std::sort(pieces.begin(), pieces.end(),
            [](const Piece& a, const Piece& b) { return a.fragment.offset < b.fragment.offset; });
  Bytes whole;
  for (const auto& piece : pieces) {
    const auto payload = piece.payload();
    whole.insert(whole.end(), payload.begin(), payload.end());
  }
  auto datagram = parse_packet(pieces.front().fragment, whole, packet.checksums);
  if (datagram) {
    datagram->time = packet.last;
    datagram->fragmented = true;
    for (auto& piece : packet.pieces) datagram->parts.push_back(std::move(piece.part));
  }
  m_bytes -= packet.bytes();
  packet.pieces.clear();
  packet.whole = std::move(whole);
  packet.standing = Standing::settled;
  m_bytes += packet.bytes();
  if (!datagram) return {std::nullopt, to_text(datagram.error())};
  return {std::move(*datagram), {}};
}

Reassembly::Taken Reassembly::give_up(Packet& packet, const Piece& last, FragmentFault why) {
  packet.pieces.push_back(last);
  m_bytes += last.part.frame.size();
  return give_up(packet, why);
}

// RFC 5722 4: what still comes of it is swallowed.
Reassembly::Taken Reassembly::give_up(Packet& packet, FragmentFault why) {
  packet.fault = why;
  note_lost(packet, m_lost);
  m_bytes -= packet.bytes();
  packet.pieces.clear();
  packet.whole.clear();
  packet.standing = Standing::settled;
  return {std::nullopt, to_text(why)};
}

// The first to go is what is of least interest, and of that what has waited longest: what is sent at once is
// complete at once, whatever else comes in between.
void Reassembly::make_room(Packets::iterator keep) {
  while (m_packets.size() > k_most_packets || m_bytes > k_most_bytes) {
    auto victim = m_packets.end();
    for (auto entry = m_packets.begin(); entry != m_packets.end(); ++entry)
      if (entry != keep &&
          (victim == m_packets.end() || std::pair(entry->second.standing, entry->second.last) <
                                            std::pair(victim->second.standing, victim->second.last)))
        victim = entry;
    if (victim == m_packets.end()) return;
    forget(victim);
  }
}

void Reassembly::expire(Instant now) {
  for (auto entry = m_packets.begin(); entry != m_packets.end();) {
    const auto next = std::next(entry);
    if (now - entry->second.first >= k_wait) forget(entry);
    entry = next;
  }
}

void Reassembly::forget(Packets::iterator entry) {
  note_lost(entry->second, m_lost);
  m_bytes -= entry->second.bytes();
  m_packets.erase(entry);
}

void Reassembly::note_lost(const Packet& packet, std::vector<LostPacket>& lost) {
  if (packet.pieces.empty() || packet.repeats_whole() || lost.size() >= k_most_lost) return;
  LostPacket entry{packet.known, packet.knows_ports, packet.fault.value_or(FragmentFault::incomplete)};
  const bool few = lost.size() < k_most_lost / 2;
  if (std::any_of(lost.begin(), lost.end(),
                  [&](const auto& known) { return is_same_kind(known, entry, few); }))
    return;
  if (bytes_of(lost) + packet.bytes() <= k_most_lost_bytes)
    for (const auto& piece : packet.pieces) entry.known.parts.push_back(piece.part);
  entry.known.time = packet.last;
  lost.push_back(std::move(entry));
}

std::vector<LostPacket> Reassembly::lost() const {
  auto lost = m_lost;
  for (const auto& [key, packet] : m_packets) note_lost(packet, lost);
  return lost;
}

std::size_t Reassembly::Packet::bytes() const {
  std::size_t bytes = whole.size();
  for (const auto& piece : pieces) bytes += piece.part.frame.size();
  return bytes;
}

// A retransmission, or the same fragment over both ports of a bridge: RFC 8200 4.5 lets it be ignored.
bool Reassembly::Packet::has(const Piece& piece) const {
  return std::any_of(pieces.begin(), pieces.end(), [&](const Piece& earlier) {
    const auto one = earlier.payload();
    const auto other = piece.payload();
    return earlier.fragment.offset == piece.fragment.offset && earlier.fragment.more == piece.fragment.more &&
           std::equal(one.begin(), one.end(), other.begin(), other.end());
  });
}

bool Reassembly::Packet::is_copy(const Piece& piece) const {
  const auto payload = piece.payload();
  return piece.end() <= whole.size() && piece.fragment.more == (piece.end() < whole.size()) &&
         std::equal(payload.begin(), payload.end(),
                    whole.begin() + static_cast<std::ptrdiff_t>(piece.fragment.offset));
}

// It was complete, and all that came since are copies.
bool Reassembly::Packet::repeats_whole() const {
  return !whole.empty() &&
         std::all_of(pieces.begin(), pieces.end(), [&](const Piece& piece) { return is_copy(piece); });
}

std::optional<FragmentFault> Reassembly::Packet::contradicted_by(const Piece& piece) const {
  for (const auto& earlier : pieces) {
    if (earlier.fragment.offset < piece.end() && piece.fragment.offset < earlier.end())
      return FragmentFault::overlapping;
    const bool behind_it = piece.fragment.offset >= earlier.end();
    if ((behind_it && !earlier.fragment.more) || (!behind_it && !piece.fragment.more))
      return FragmentFault::wrong_length;
  }
  return std::nullopt;
}

// Nothing overlaps, and nothing stands behind the last one.
bool Reassembly::Packet::is_complete() const {
  std::size_t sum = 0;
  std::size_t total = 0;
  for (const auto& piece : pieces) {
    sum += piece.fragment.size;
    if (!piece.fragment.more) total = piece.end();
  }
  return sum == total;
}

}  // namespace provtool
