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
  explicit KernelWorld(const Signals& signals);

  Instant now() override;
  WallTime wall_now() override;
  std::uint32_t random() override;
  std::vector<Interface> interfaces() override;
  Expected<void> open_packet_socket(const Interface& interface, const PacketSocketOptions& options) override;
  Expected<Port> open_udp_socket(const Interface& interface, const Ipv4Address& address, Port port) override;
  [[nodiscard]] bool is_called_by_root() const override { return m_called_by_root; }
  Expected<NoRights> drop_rights() override;
  Expected<void> send(Datagram& datagram) override;
  RequestId fetch(const Request& request) override;
  void abandon_requests() override;
  Arrivals wait(Instant until) override;
  bool is_interrupted() override { return m_signals.came().has_value(); }

 private:
  void take_frames(Arrivals& arrivals);
  void take_datagrams(Arrivals& arrivals);

  const Signals& m_signals;
  bool m_called_by_root = provtool::is_called_by_root();  // before rights are dropped
  std::optional<Expected<NoRights>> m_no_rights;          // what came of the one attempt
  std::optional<PacketSocket> m_packet_socket;
  std::optional<UdpSocket> m_udp_socket;
  std::optional<Transfers> m_transfers;  // since the first request
  std::uint32_t m_requests = 0;
};

}  // namespace provtool
