// Puts fragments together (RFC 791 3.2, RFC 8200 4.5, RFC 5722). It is told frames and times, and bounded in
// all: packets, bytes, fragments of a packet, and how long it waits for them.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "wire/frame.hpp"

namespace provtool {

// Why fragments made no datagram.
enum class FragmentFault : std::uint8_t {
  incomplete,     // not all of them came, or more packets came in pieces at once than are kept
  overlapping,    // two of them contain the same place (RFC 5722): nobody may put them together
  wrong_length,   // no multiple of 8, empty, or beyond the end of the packet
  headers_split,  // the first one does not contain all headers (RFC 7112)
  too_many,
};
constexpr auto words(FragmentFault) {
  return std::to_array<Word<FragmentFault>>(
      {{FragmentFault::incomplete, "in fragments that did not all come"},
       {FragmentFault::overlapping, "in fragments that overlap"},
       {FragmentFault::wrong_length, "in fragments of a wrong length"},
       {FragmentFault::headers_split, "with its headers in several fragments"},
       {FragmentFault::too_many, "in too many fragments"}});
}

// A packet that came in fragments and was not put together.
struct LostPacket {
  Datagram known;            // as much as its fragments told, with their frames as its parts
  bool knows_ports = false;  // the first fragment came; else it may have contained anything
  FragmentFault why{};
};

class Reassembly {
 public:
  // Whether a datagram with these ports, or an ICMPv6 message of this type, is of interest; all others are
  // left aside in silence, and no fragment of them is kept. All are when nothing is given.
  using Concerns = std::function<bool(const Datagram&)>;
  explicit Reassembly(Concerns concerns = nullptr) : m_concerns(std::move(concerns)) {}

  // What a frame came to: a datagram, its own or one that it completed; or why it has none. Neither: it is a
  // fragment whose packet is not complete yet, or of no interest.
  struct Taken {
    std::optional<Datagram> datagram;
    std::string_view fault;
  };
  Taken take(ByteView frame, Checksums checksums, Instant now);

  // What was not put together until now, one of each kind.
  [[nodiscard]] std::vector<LostPacket> lost() const;

 private:
  struct Key {
    IpAddress source;
    IpAddress destination;
    std::uint8_t protocol = 0;  // IPv4; over IPv6 the id alone tells packets of two hosts apart
    std::uint32_t id = 0;
    std::uint16_t vlan = 0;
    auto operator<=>(const Key&) const = default;
  };
  struct Piece {
    Fragment fragment;
    FramePart part;
    [[nodiscard]] ByteView payload() const {
      return ByteView(part.frame).subspan(fragment.begin, fragment.size);
    }
    [[nodiscard]] std::size_t end() const { return fragment.offset + fragment.size; }
  };
  // The least interesting first. Settled: complete, given up, or of no interest.
  enum class Standing : std::uint8_t { settled, unknown, wanted };
  struct Packet {
    std::vector<Piece> pieces;  // in order of arrival
    Bytes whole;                // it was complete: what comes now may be copies
    Datagram known;
    bool knows_ports = false;
    std::optional<FragmentFault> fault;  // it was given up
    Checksums checksums = Checksums::verify;
    Instant first{};
    Instant last{};
    Standing standing = Standing::unknown;

    [[nodiscard]] std::size_t bytes() const;
    [[nodiscard]] bool has(const Piece& piece) const;
    [[nodiscard]] bool is_copy(const Piece& piece) const;
    [[nodiscard]] bool repeats_whole() const;
    [[nodiscard]] std::optional<FragmentFault> contradicted_by(const Piece& piece) const;
    [[nodiscard]] bool is_complete() const;
  };
  using Packets = std::map<Key, Packet>;

  [[nodiscard]] bool is_of_others(const BadFrame& bad) const;
  Taken add(const Fragment& fragment, ByteView frame, Checksums checksums, Instant now);
  Packets::iterator find_or_add(const Fragment& fragment, Instant now);
  void start_over(Packet& packet, const Fragment& fragment, Instant now);
  bool look_at_first(Packet& packet, const Piece& piece);
  Taken complete(Packet& packet);
  Taken give_up(Packet& packet, const Piece& last, FragmentFault why);
  Taken give_up(Packet& packet, FragmentFault why);
  void make_room(Packets::iterator keep);
  void expire(Instant now);
  void forget(Packets::iterator entry);
  static void note_lost(const Packet& packet, std::vector<LostPacket>& lost);

  Concerns m_concerns;
  Packets m_packets;
  std::size_t m_bytes = 0;
  std::vector<LostPacket> m_lost;
};

}  // namespace provtool
