// The real world: Linux.
#pragma once

#include <poll.h>

#include <optional>
#include <span>
#include <utility>

#include "io/life_watch.hpp"
#include "io/link_watch.hpp"
#include "io/packet_socket.hpp"
#include "io/receive_time.hpp"
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
  [[nodiscard]] std::string system() const override;
  Expected<void> open_packet_socket(const Interface& interface, const PacketSocketOptions& options) override;
  Expected<Port> open_udp_socket(const Interface& interface, const Ipv4Address& address, Port port) override;
  Expected<void> watch_link(const Interface& interface) override;
  [[nodiscard]] bool is_called_by_root() const override { return m_called_by_root; }
  Expected<NoRights> drop_rights() override;
  Expected<void> send(Datagram& datagram) override;
  RequestId fetch(const Request& request) override;
  [[nodiscard]] std::vector<FetchProgress> under_way() override;
  void abandon_requests() override;
  Arrivals wait(Instant until) override;
  [[nodiscard]] std::vector<LostPacket> lost() const override {
    return m_packet_socket ? m_packet_socket->lost() : std::vector<LostPacket>{};
  }
  bool is_interrupted() override { return m_signals.came().has_value(); }

 private:
  // The descriptors that wait() looks at, in this order.
  enum Polled : std::size_t { k_signals, k_packets, k_udp, k_link, k_life, k_polled };

  [[nodiscard]] ClockReading read_clocks();
  // Forgets what the sockets have received.
  void drain_packets();
  void drain_udp();
  // Whether something may have happened; when the kernel refuses for good, says so.
  bool poll_all(Instant until, Arrivals& arrivals, std::span<pollfd> polled);
  void take_frames(Arrivals& arrivals, const ClockReading& before);
  void take_datagrams(Arrivals& arrivals, const ClockReading& before);
  void take_rest(Arrivals& arrivals, std::span<const pollfd> polled);
  void notice_suspension(Arrivals& arrivals);

  const Signals& m_signals;
  bool m_called_by_root = provtool::is_called_by_root();  // before rights are dropped
  std::optional<Expected<NoRights>> m_no_rights;          // what came of the one attempt
  std::optional<PacketSocket> m_packet_socket;
  std::pair<int, PacketSocketOptions> m_packets_of;  // the interface's index, and what passes
  std::optional<UdpSocket> m_udp_socket;
  int m_udp_of = 0;                      // the interface's index
  std::optional<Transfers> m_transfers;  // since the first request
  std::optional<LinkWatch> m_link_watch;
  std::optional<LifeWatch> m_life_watch;
  std::uint32_t m_requests = 0;
  int m_refused_in_a_row = 0;
  std::optional<Duration> m_asleep;  // how long this computer had been suspended by the last look
};

}  // namespace provtool
