#include "io/udp_socket.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "io/kernel_error.hpp"
#include "io/receive_time.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_largest_datagram = 65535;
// TTL 1: SIP PnP asks its own subnet only.
constexpr int k_multicast_ttl = 1;

sockaddr_in to_sockaddr(const Endpoint& endpoint) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(endpoint.port));
  std::memcpy(&address.sin_addr, endpoint.address.v4()->bytes.data(), sizeof address.sin_addr);
  return address;
}

Endpoint to_endpoint(const sockaddr_in& address) {
  Ipv4Address v4;
  std::memcpy(v4.bytes.data(), &address.sin_addr, v4.bytes.size());
  return {IpAddress{v4}, Port{ntohs(address.sin_port)}};
}

bool send_multicast_from(int fd, int interface_index) {
  ip_mreqn interface {};
  interface.imr_ifindex = interface_index;
  return setsockopt(fd, IPPROTO_IP, IP_MULTICAST_IF, &interface, sizeof interface) == 0 &&
         setsockopt(fd, IPPROTO_IP, IP_MULTICAST_TTL, &k_multicast_ttl, sizeof k_multicast_ttl) == 0;
}

bool ask_for_overflow(int fd) {
  const int on = 1;
  return setsockopt(fd, SOL_SOCKET, SO_RXQ_OVFL, &on, sizeof on) == 0;
}

std::optional<std::uint32_t> overflow_of(msghdr& header) {
  for (cmsghdr* message = CMSG_FIRSTHDR(&header); message != nullptr;
       message = CMSG_NXTHDR(&header, message)) {
    if (message->cmsg_level != SOL_SOCKET || message->cmsg_type != SO_RXQ_OVFL) continue;
    std::uint32_t count = 0;
    std::memcpy(&count, CMSG_DATA(message), sizeof count);
    return count;
  }
  return std::nullopt;
}

bool bind_to(int fd, const Endpoint& endpoint) {
  const sockaddr_in address = to_sockaddr(endpoint);
  return bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

Endpoint bound_endpoint(int fd) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  return to_endpoint(address);
}

tl::unexpected<Trouble> failed_here(const std::string& what) {
  return failed(fmt::format("cannot {}: {}", what, say_kernel_error(errno)));
}

}  // namespace

Expected<UdpSocket> UdpSocket::open(const Interface& interface, const Ipv4Address& address, Port port) {
  FileDescriptor fd(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd.is_open()) return failed_here("open a UDP socket");
  if (!send_multicast_from(fd.get(), interface.index))
    return failed_here(fmt::format("send multicast from {}", interface.name));
  if (!ask_for_receive_times(fd.get()) || !ask_for_overflow(fd.get()))
    return failed_here("request receive times of a UDP socket");
  const Endpoint wanted{IpAddress{address}, port};
  const bool bound =
      bind_to(fd.get(), wanted) || (errno == EADDRINUSE && bind_to(fd.get(), {wanted.address, Port{0}}));
  if (!bound) return failed_here(fmt::format("bind a UDP socket to {}", wanted.text()));
  const Endpoint endpoint = bound_endpoint(fd.get());
  return UdpSocket(std::move(fd), interface.name, endpoint);
}

Expected<void> UdpSocket::send(Datagram& datagram) {
  datagram.interface = m_interface;
  const sockaddr_in address = to_sockaddr(datagram.destination);
  const auto sent = sendto(m_fd.get(), datagram.payload.data(), datagram.payload.size(), 0,
                           reinterpret_cast<const sockaddr*>(&address), sizeof address);
  if (sent < 0) return failed_here(fmt::format("send to {}", datagram.destination.text()));
  return {};
}

std::optional<UdpSocket::Received> UdpSocket::receive() {
  Received received;
  auto& datagram = received.datagram;
  datagram.payload.resize(k_largest_datagram);
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(timespec)) + CMSG_SPACE(sizeof(std::uint32_t))>
      control{};
  sockaddr_in source{};
  iovec part{datagram.payload.data(), datagram.payload.size()};
  msghdr header{};
  header.msg_name = &source;
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = control.data();
  ssize_t length = -1;
  do {
    header.msg_namelen = sizeof source;
    header.msg_controllen = control.size();
    length = recvmsg(m_fd.get(), &header, 0);
    // An ICMP error for something sent earlier (ECONNREFUSED) is neither a datagram nor an end.
  } while (length < 0 && (errno == EINTR || errno == ECONNREFUSED || errno == EHOSTUNREACH));
  if (length < 0) return std::nullopt;
  if (const auto overflow = overflow_of(header))
    m_dropped += *overflow - std::exchange(m_overflow, *overflow);
  received.stamp = stamp_of(header);
  datagram.payload.resize(static_cast<std::size_t>(length));
  datagram.payload.shrink_to_fit();
  datagram.via = Via::udp;
  datagram.interface = m_interface;
  datagram.source = to_endpoint(source);
  datagram.destination = m_endpoint;
  return received;
}

}  // namespace provtool
