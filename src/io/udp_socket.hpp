// A UDP socket that asks by multicast and hears the unicast answers, as far as the host's firewall lets them
// pass.
#pragma once

#include <optional>
#include <string>

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
  std::optional<Datagram> receive();

 private:
  UdpSocket(FileDescriptor fd, std::string interface, Endpoint endpoint)
      : m_fd(std::move(fd)), m_interface(std::move(interface)), m_endpoint(endpoint) {}

  FileDescriptor m_fd;
  std::string m_interface;
  Endpoint m_endpoint;
};

}  // namespace provtool
