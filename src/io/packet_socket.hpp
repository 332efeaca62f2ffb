// A packet socket: whole frames below the host's firewall, with or without an address, beside the host's DHCP
// client.
#pragma once

#include <optional>
#include <string>

#include "base/datagram.hpp"
#include "base/trouble.hpp"
#include "io/file_descriptor.hpp"
#include "io/world.hpp"

namespace provtool {

class PacketSocket {
 public:
  // Needs CAP_NET_RAW. The filter stands before the first frame can arrive.
  static Expected<PacketSocket> open(const Interface& interface, const PacketSocketOptions& options);

  [[nodiscard]] int fd() const { return m_fd.get(); }

  // Sends `datagram` as a frame from its source_mac; fills in its frame.
  Expected<void> send(Datagram& datagram);

  // One frame that has arrived; nothing when none is left. Time and direction are the caller's to fill in.
  struct Received {
    std::optional<Datagram> datagram;
    std::string left_aside;         // why there is no datagram
    std::optional<WallTime> stamp;  // when the kernel received it
  };
  std::optional<Received> receive();

  // How many frames the kernel had no room for since the last call.
  std::size_t dropped();

 private:
  PacketSocket(FileDescriptor fd, const Interface& interface)
      : m_fd(std::move(fd)), m_name(interface.name), m_index(interface.index) {}

  FileDescriptor m_fd;
  std::string m_name;
  int m_index;
};

}  // namespace provtool
