// One transmission may be heard at two doors: by the packet socket below the host's firewall, and by the UDP
// socket.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <tuple>

#include "base/datagram.hpp"

namespace provtool {

// Tells transmissions from copies, and whether the UDP socket missed something that reached the host.
class Heard {
 public:
  // Whether this is a new transmission rather than the other door's copy of one already taken in. Beyond a
  // bounded number of different datagrams every one from the packet socket counts as new, or from the UDP
  // socket when that hears alone.
  bool is_new(const Datagram& datagram);

  // `datagram`, a new one, is an answer: from now on it matters whether both doors hear it. Beyond the bound
  // it takes the place of one that does not.
  void matters(const Datagram& datagram);

  // Whether it was said of this one, or of the other door's copy.
  [[nodiscard]] bool mattered(const Datagram& datagram) const;

  // An answer for `endpoint` reached the host, and the UDP socket bound to it never got it.
  [[nodiscard]] bool missed_by_udp(const Endpoint& endpoint) const;

  // Until when the UDP socket's copy of the last frame may still come.
  [[nodiscard]] std::optional<Instant> copies_may_come_until() const;

 private:
  using Key = std::tuple<Endpoint, Endpoint, Bytes>;  // source, destination, payload
  struct Entry {
    std::size_t by_packet = 0;
    std::size_t by_udp = 0;
    Instant last{};
    bool matters = false;
  };

  static Key key_of(const Datagram& datagram);

  std::map<Key, Entry> m_entries;
  bool m_hears_frames = false;
};

}  // namespace provtool
