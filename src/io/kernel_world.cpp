#include "io/kernel_world.hpp"

#include <poll.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <ctime>

#include "io/interfaces.hpp"
#include "io/rights.hpp"

namespace provtool {

namespace {

timespec to_timespec(Duration left) {
  return {static_cast<time_t>(left.count() / 1'000'000), static_cast<long>(left.count() % 1'000'000 * 1000)};
}

// A flood of frames must not keep the loop from looking at its clock.
constexpr std::size_t k_most_frames_at_once = 64;

}  // namespace

KernelWorld::KernelWorld(Signals& signals) : m_signals(signals) {
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
}

Instant KernelWorld::now() {
  const auto since_boot = std::chrono::steady_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<Duration>(since_boot)};
}

WallTime KernelWorld::wall_now() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::uint32_t KernelWorld::random() {
  std::uint32_t value = 0;
  while (getrandom(&value, sizeof value, 0) != sizeof value) continue;
  return value;
}

std::vector<Interface> KernelWorld::interfaces() {
  return read_interfaces();
}

Expected<void> KernelWorld::open_packet_socket(const Interface& interface,
                                               const PacketSocketOptions& options) {
  auto opened = PacketSocket::open(interface, options);
  if (!opened) return tl::unexpected(opened.error());
  m_packet_socket.emplace(std::move(*opened));
  return {};
}

Expected<Port> KernelWorld::open_udp_socket(const Interface& interface, const Ipv4Address& address,
                                            Port port) {
  auto opened = UdpSocket::open(interface, address, port);
  if (!opened) return tl::unexpected(opened.error());
  m_udp_socket.emplace(std::move(*opened));
  return m_udp_socket->endpoint().port;
}

void KernelWorld::drop_rights() {
  provtool::drop_rights();
}

Expected<void> KernelWorld::send(Datagram& datagram) {
  datagram.time = now();
  datagram.direction = Direction::sent;
  if (datagram.via == Via::udp)
    return m_udp_socket ? m_udp_socket->send(datagram) : failed("no UDP socket is open");
  return m_packet_socket ? m_packet_socket->send(datagram) : failed("no packet socket is open");
}

RequestId KernelWorld::fetch(const Request& request) {
  if (!m_transfers) m_transfers.emplace();
  const RequestId id{m_requests++};
  m_transfers->start(id, request);
  return id;
}

void KernelWorld::abandon_requests() {
  if (m_transfers) m_transfers->abandon();
}

Arrivals KernelWorld::wait(Instant until) {
  std::array<pollfd, 3> polled{pollfd{m_signals.fd(), POLLIN, 0},
                               pollfd{m_packet_socket ? m_packet_socket->fd() : -1, POLLIN, 0},
                               pollfd{m_udp_socket ? m_udp_socket->fd() : -1, POLLIN, 0}};
  const auto left = std::max(until - now(), Duration::zero());
  Arrivals arrivals;
  if (m_transfers && m_transfers->is_any_running()) {
    m_transfers->poll(polled, left);
    arrivals.fetched = m_transfers->take_results();
  } else {
    const timespec timeout = to_timespec(left);
    ppoll(polled.data(), polled.size(), &timeout, nullptr);
  }
  if (polled[0].revents != 0) arrivals.interrupted = m_signals.take();
  if (polled[1].revents != 0) take_frames(arrivals);
  if (polled[2].revents != 0) take_datagrams(arrivals);
  return arrivals;
}

void KernelWorld::take_frames(Arrivals& arrivals) {
  for (std::size_t i = 0; i < k_most_frames_at_once; ++i) {
    auto received = m_packet_socket->receive(now());
    if (!received) return;
    if (!received->left_aside.empty()) arrivals.left_aside.push_back(received->left_aside);
    if (received->datagram) arrivals.datagrams.push_back(std::move(*received->datagram));
  }
}

void KernelWorld::take_datagrams(Arrivals& arrivals) {
  for (std::size_t i = 0; i < k_most_frames_at_once; ++i) {
    auto datagram = m_udp_socket->receive();
    if (!datagram) return;
    datagram->time = now();
    arrivals.datagrams.push_back(std::move(*datagram));
  }
}

}  // namespace provtool
