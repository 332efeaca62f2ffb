#include "io/kernel_world.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/random.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <ctime>
#include <random>

#include "io/interfaces.hpp"
#include "io/kernel_error.hpp"
#include "io/rights.hpp"
#include "io/steady_clock.hpp"

namespace provtool {

namespace {

timespec to_timespec(Duration left) {
  return {static_cast<time_t>(left.count() / 1'000'000), static_cast<long>(left.count() % 1'000'000 * 1000)};
}

Duration read_clock(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return std::chrono::seconds(time.tv_sec) +
         std::chrono::duration_cast<Duration>(std::chrono::nanoseconds(time.tv_nsec));
}

// What arrived before wait() looked is read to its end, so that a program that was stopped judges nothing
// before it has read; a socket's buffer holds less than this many.
constexpr std::size_t k_most_frames_at_once = 4096;

// ppoll(2) fails for want of memory, which may pass. Together about as long as an answer is waited for.
constexpr int k_most_refusals = 50;
constexpr Duration k_between_refusals = std::chrono::milliseconds(20);

// The kernel's numbers are random; without it (an old kernel, a strict filter of system calls) the library's
// are.
std::uint32_t library_random() {
  static std::mt19937 generator(static_cast<std::uint32_t>(
      std::chrono::steady_clock::now().time_since_epoch().count() ^ static_cast<long>(getpid()) << 16));
  return static_cast<std::uint32_t>(generator());
}

}  // namespace

KernelWorld::KernelWorld(const Signals& signals) : m_signals(signals) {
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
}

Instant KernelWorld::now() {
  return steady_now();
}

WallTime KernelWorld::wall_now() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::uint32_t KernelWorld::random() {
  std::uint32_t value = 0;
  ssize_t length = -1;
  do length = getrandom(&value, sizeof value, 0);
  while (length < 0 && errno == EINTR);
  return length == sizeof value ? value : library_random();
}

std::string KernelWorld::system() const {
  utsname names{};
  if (uname(&names) != 0) return "";
  return fmt::format("{} {} {}", names.sysname, names.release, names.machine);
}

std::vector<Interface> KernelWorld::interfaces() {
  return read_interfaces();
}

Expected<void> KernelWorld::open_packet_socket(const Interface& interface,
                                               const PacketSocketOptions& options) {
  const std::pair wanted{interface.index, options};
  if (m_packet_socket && m_packets_of == wanted) {
    drain_packets();
    return {};
  }
  auto opened = PacketSocket::open(interface, options);
  if (!opened) return tl::unexpected(opened.error());
  auto life = LifeWatch::open(interface, options.own);
  if (!life) return tl::unexpected(life.error());
  m_packet_socket.emplace(std::move(*opened));
  m_life_watch.emplace(std::move(*life));
  m_packets_of = wanted;
  return {};
}

void KernelWorld::drain_packets() {
  const auto any_time = [](const std::optional<WallTime>& /*stamp*/) { return Instant{}; };
  for (std::size_t i = 0; i < k_most_frames_at_once && m_packet_socket->receive(any_time); ++i) {
  }
  m_packet_socket->dropped();
  Overheard before;
  if (m_life_watch) m_life_watch->listen(before);
  // It has heard life, and closed: from here on nobody can say that the link is silent.
  if (m_life_watch && m_life_watch->fd() < 0) m_life_watch.reset();
}

Expected<Port> KernelWorld::open_udp_socket(const Interface& interface, const Ipv4Address& address,
                                            Port port) {
  const Endpoint wanted{IpAddress{address}, port};
  if (m_udp_socket && m_udp_of == interface.index && m_udp_socket->endpoint() == wanted) {
    drain_udp();
    return port;
  }
  auto opened = UdpSocket::open(interface, address, port);
  if (!opened) return tl::unexpected(opened.error());
  m_udp_socket.emplace(std::move(*opened));
  m_udp_of = interface.index;
  return m_udp_socket->endpoint().port;
}

void KernelWorld::drain_udp() {
  for (std::size_t i = 0; i < k_most_frames_at_once && m_udp_socket->receive(); ++i) {
  }
  m_udp_socket->dropped();
}

Expected<void> KernelWorld::watch_link(const Interface& interface) {
  auto opened = LinkWatch::open(interface);
  if (!opened) return tl::unexpected(opened.error());
  m_link_watch.emplace(std::move(*opened));
  return {};
}

Expected<NoRights> KernelWorld::drop_rights() {
  if (!m_no_rights) m_no_rights = provtool::drop_rights();
  return *m_no_rights;
}

Expected<void> KernelWorld::send(Datagram& datagram) {
  datagram.time = now();
  datagram.direction = Direction::sent;
  if (datagram.via == Via::udp)
    return m_udp_socket ? m_udp_socket->send(datagram) : failed("no UDP socket is open");
  return m_packet_socket ? m_packet_socket->send(datagram) : failed("no packet socket is open");
}

RequestId KernelWorld::fetch(const Request& request) {
  if (!m_transfers) m_transfers.emplace([this] { return is_interrupted(); });
  const RequestId id{m_requests++};
  m_transfers->start(id, request);
  return id;
}

std::vector<FetchProgress> KernelWorld::under_way() {
  return m_transfers ? m_transfers->under_way() : std::vector<FetchProgress>{};
}

void KernelWorld::abandon_requests() {
  if (m_transfers) m_transfers->abandon();
}

Arrivals KernelWorld::wait(Instant until) {
  std::array<pollfd, k_polled> polled{};
  const auto listen = [&](Polled which, int fd) { polled[which] = {fd, POLLIN, 0}; };
  listen(k_signals, m_signals.fd());
  listen(k_packets, m_packet_socket ? m_packet_socket->fd() : -1);
  listen(k_udp, m_udp_socket ? m_udp_socket->fd() : -1);
  listen(k_link, m_link_watch ? m_link_watch->fd() : -1);
  listen(k_life, m_life_watch ? m_life_watch->fd() : -1);
  Arrivals arrivals;
  const auto before = read_clocks();
  if (m_life_watch) arrivals.overheard.emplace();
  if (poll_all(until, arrivals, polled)) {
    // A datagram is also a frame, which the kernel hands out first. Read in this order, no datagram comes
    // without the frame that tells the MAC address of its sender.
    const bool datagrams = polled[k_udp].revents != 0;
    if (datagrams) take_datagrams(arrivals, before);
    if (m_packet_socket && (datagrams || polled[k_packets].revents != 0)) take_frames(arrivals, before);
    take_rest(arrivals, polled);
  }
  std::stable_sort(arrivals.datagrams.begin(), arrivals.datagrams.end(),
                   [](const Datagram& a, const Datagram& b) {
                     if (a.time != b.time) return a.time < b.time;
                     return a.via == Via::packet && b.via == Via::udp;
                   });
  notice_suspension(arrivals);
  arrivals.interrupted = is_interrupted();
  return arrivals;
}

ClockReading KernelWorld::read_clocks() {
  return {now(), wall_now()};
}

bool KernelWorld::poll_all(Instant until, Arrivals& arrivals, std::span<pollfd> polled) {
  const auto left = std::max(until - now(), Duration::zero());
  bool waited = false;
  if (m_transfers && m_transfers->is_any_running()) {
    waited = m_transfers->poll(polled, left);
    arrivals.fetched = m_transfers->take_results();
  } else {
    const timespec timeout = to_timespec(left);
    waited = ppoll(polled.data(), polled.size(), &timeout, nullptr) >= 0 || errno == EINTR;
  }
  if (waited) {
    m_refused_in_a_row = 0;
    return true;
  }
  if (++m_refused_in_a_row > k_most_refusals) {
    arrivals.trouble = Trouble{fmt::format("cannot wait for packets: {}", say_kernel_error(errno))};
    return false;
  }
  const timespec pause = to_timespec(k_between_refusals);
  nanosleep(&pause, nullptr);
  for (auto& entry : polled) entry.revents = POLLIN;  // perhaps: reading tells
  return true;
}

void KernelWorld::take_frames(Arrivals& arrivals, const ClockReading& before) {
  const auto after = read_clocks();
  for (std::size_t i = 0; i < k_most_frames_at_once; ++i) {
    auto received = m_packet_socket->receive(
        [&](const std::optional<WallTime>& stamp) { return arrival_time(stamp, before, after); });
    if (!received) break;
    if (!received->left_aside.empty()) arrivals.left_aside.push_back(received->left_aside);
    if (received->datagram) arrivals.datagrams.push_back(std::move(*received->datagram));
    if (received->stamp && *received->stamp > after.wall) break;  // came while we read
  }
  arrivals.dropped += m_packet_socket->dropped();
}

void KernelWorld::take_datagrams(Arrivals& arrivals, const ClockReading& before) {
  const auto after = read_clocks();
  for (std::size_t i = 0; i < k_most_frames_at_once; ++i) {
    auto received = m_udp_socket->receive();
    if (!received) break;
    received->datagram.time = arrival_time(received->stamp, before, after);
    arrivals.datagrams.push_back(std::move(received->datagram));
    if (received->stamp && *received->stamp > after.wall) break;
  }
  arrivals.dropped += m_udp_socket->dropped();
}

void KernelWorld::take_rest(Arrivals& arrivals, std::span<const pollfd> polled) {
  if (m_link_watch) arrivals.link = m_link_watch->take();
  if (polled[k_life].revents != 0 && m_life_watch) m_life_watch->listen(*arrivals.overheard);
}

// The monotonic clock stands still while the computer is suspended; the other one does not
// (clock_gettime(2)).
void KernelWorld::notice_suspension(Arrivals& arrivals) {
  const auto asleep = read_clock(CLOCK_BOOTTIME) - read_clock(CLOCK_MONOTONIC);
  if (m_asleep) arrivals.suspended = std::max(asleep - *m_asleep, Duration::zero());
  m_asleep = asleep;
}

}  // namespace provtool
