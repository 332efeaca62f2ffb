// A UDP socket that asks by multicast and hears the unicast answers, as far as the host's firewall lets them
// pass.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "base/datagram.hpp"
#include "base/interface.hpp"
#include "base/trouble.hpp"
#include "io/file_descriptor.hpp"

namespace provtool {

class UdpSocket {
 public:
  // Bound to `address` and `port`, or to another port when this one is taken.
  static Expected<UdpSocket> open(const Interface& interface, const Ipv4Address& address, Port port);

  [[nodiscard]] int fd() const { return m_fd.get(); }
  [[nodiscard]] const Endpoint& endpoint() const { return m_endpoint; }

  Expected<void> send(Datagram& datagram);
  // One datagram that has arrived; nothing when none is left. Its time is the caller's to fill in.
  struct Received {
    Datagram datagram;
    std::optional<WallTime> stamp;  // when the kernel received it
  };
  std::optional<Received> receive();

  // How many datagrams the kernel had no room for since the last call, as far as a later one told.
  std::size_t dropped() { return std::exchange(m_dropped, 0); }

 private:
  UdpSocket(FileDescriptor fd, std::string interface, Endpoint endpoint)
      : m_fd(std::move(fd)), m_interface(std::move(interface)), m_endpoint(endpoint) {}

  FileDescriptor m_fd;
  std::string m_interface;
  Endpoint m_endpoint;
  std::uint32_t m_overflow = 0;  // the kernel's count so far
  std::size_t m_dropped = 0;
};

}  // namespace provtool
