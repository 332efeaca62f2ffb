// The real world: Linux.
#pragma once

#include <optional>

#include "io/packet_socket.hpp"
#include "io/signals.hpp"
#include "io/transfers.hpp"
#include "io/udp_socket.hpp"
#include "io/world.hpp"

namespace provtool {

class KernelWorld : public World {
 public:
  // `signals` interrupt a wait().
  explicit KernelWorld(Signals& signals);

  Instant now() override;
  WallTime wall_now() override;
  std::uint32_t random() override;
  std::vector<Interface> interfaces() override;
  Expected<void> open_packet_socket(const Interface& interface, const PacketSocketOptions& options) override;
  Expected<Port> open_udp_socket(const Interface& interface, const Ipv4Address& address, Port port) override;
  void drop_rights() override;
  Expected<void> send(Datagram& datagram) override;
  RequestId fetch(const Request& request) override;
  void abandon_requests() override;
  Arrivals wait(Instant until) override;
  [[nodiscard]] std::vector<LostPacket> lost() const override {
    return m_packet_socket ? m_packet_socket->lost() : std::vector<LostPacket>{};
  }

 private:
  void take_frames(Arrivals& arrivals);
  void take_datagrams(Arrivals& arrivals);

  Signals& m_signals;
  std::optional<PacketSocket> m_packet_socket;
  std::optional<UdpSocket> m_udp_socket;
  std::optional<Transfers> m_transfers;  // since the first request
  std::uint32_t m_requests = 0;
};

}  // namespace provtool
