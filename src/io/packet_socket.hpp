// A packet socket: whole frames below the host's firewall, with or without an address, beside the host's DHCP
// client.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/datagram.hpp"
#include "base/trouble.hpp"
#include "io/file_descriptor.hpp"
#include "io/world.hpp"
#include "wire/reassembly.hpp"

namespace provtool {

class PacketSocket {
 public:
  // Needs CAP_NET_RAW. The filter stands before the first frame can arrive.
  static Expected<PacketSocket> open(const Interface& interface, const PacketSocketOptions& options);

  [[nodiscard]] int fd() const { return m_fd.get(); }

  // Sends `datagram` as a frame from its source_mac; fills in its frame.
  Expected<void> send(Datagram& datagram);

  // One frame that has arrived; nothing when none is left.
  struct Received {
    std::optional<Datagram> datagram;  // of the frame, or completed by it
    std::string left_aside;            // why there is none; empty: a fragment, or of no interest
    std::optional<WallTime> stamp;     // when the kernel received it
  };
  using TimeOf = std::function<Instant(const std::optional<WallTime>& stamp)>;
  std::optional<Received> receive(const TimeOf& time_of);

  // The packets in fragments for this host or all hosts that were not put together.
  [[nodiscard]] std::vector<LostPacket> lost() const;

  // How many frames the kernel had no room for since the last call.
  std::size_t dropped();

 private:
  PacketSocket(FileDescriptor fd, const Interface& interface, const PacketSocketOptions& options);

  FileDescriptor m_fd;
  std::string m_name;
  int m_index;
  std::vector<MacAddress> m_own;
  Reassembly m_reassembly;
  Bytes m_buffer;
};

}  // namespace provtool
