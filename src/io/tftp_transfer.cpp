#include "io/tftp_transfer.hpp"

#include <fmt/format.h>
#include <linux/errqueue.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <exception>
#include <utility>

#include "io/kernel_error.hpp"
#include "io/steady_clock.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_largest_datagram = 65535;
// How long a transfer may stand still before its end counts as broken off and not as slow.
constexpr Duration k_standstill = std::chrono::seconds(2);
// A server that is near answers each block at once; so long nobody else is looked after meanwhile.
constexpr Duration k_moment = std::chrono::milliseconds(1);
constexpr Duration k_longest_run = std::chrono::milliseconds(5);

std::pair<sockaddr_storage, socklen_t> to_sockaddr(const Endpoint& endpoint) {
  sockaddr_storage storage{};
  if (const auto* v4 = endpoint.address.v4()) {
    auto& address = reinterpret_cast<sockaddr_in&>(storage);
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(endpoint.port));
    std::memcpy(&address.sin_addr, v4->bytes.data(), v4->bytes.size());
    return {storage, sizeof address};
  }
  auto& address = reinterpret_cast<sockaddr_in6&>(storage);
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(static_cast<std::uint16_t>(endpoint.port));
  std::memcpy(&address.sin6_addr, endpoint.address.v6()->bytes.data(), sizeof address.sin6_addr);
  return {storage, sizeof address};
}

Endpoint to_endpoint(const sockaddr_storage& storage) {
  if (storage.ss_family == AF_INET) {
    const auto& address = reinterpret_cast<const sockaddr_in&>(storage);
    Ipv4Address v4;
    std::memcpy(v4.bytes.data(), &address.sin_addr, v4.bytes.size());
    return {IpAddress{v4}, Port{ntohs(address.sin_port)}};
  }
  const auto& address = reinterpret_cast<const sockaddr_in6&>(storage);
  Ipv6Address v6;
  std::memcpy(v6.bytes.data(), &address.sin6_addr, v6.bytes.size());
  return {IpAddress{v6}, Port{ntohs(address.sin6_port)}};
}

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

// Once (RFC 3986 2.4).
std::string decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_escape =
        text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0;
    if (!is_escape) {
      result += text[i];
      continue;
    }
    result += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
    i += 2;
  }
  return result;
}

struct End {
  std::optional<FetchProblem> problem;
  std::string_view detail;
};

End end_of(TftpEnd end) {
  switch (end) {
    case TftpEnd::complete:
      return {std::nullopt, ""};
    case TftpEnd::refused_by_server:
      return {FetchProblem::refused_by_server, ""};
    case TftpEnd::silent:
      return {FetchProblem::timeout, "no answer came"};
    case TftpEnd::broken_off:
      return {FetchProblem::broken_off, "the server sent no more blocks"};
    case TftpEnd::too_large:
      return {FetchProblem::too_large, "the server sent more than the limit"};
    case TftpEnd::too_long_block:
      return {FetchProblem::other, "the server sent a block of more than 512 bytes, unasked"};
    case TftpEnd::options_unasked:
      return {FetchProblem::other, "the server acknowledges options that nobody asked for"};
    case TftpEnd::could_not_send:
    case TftpEnd::stopped:
      break;
  }
  return {FetchProblem::timeout, "not all of it came in time"};
}

}  // namespace

std::string tftp_file_name(const UrlParts& url) {
  std::string_view path = url.path;
  if (path.starts_with('/')) path.remove_prefix(1);
  auto name = decoded(path);
  if (!url.query.empty()) name.append("?").append(decoded(url.query));
  return name;
}

TftpTransfer::TftpTransfer(const Request& request, const UrlParts& url, std::vector<IpAddress> addresses,
                           Instant now, Instant until)
    : m_interface(request.interface), m_start(now), m_until(until), m_left(std::move(addresses)) {
  m_options.file = tftp_file_name(url);
  m_options.most_bytes = request.most_bytes;
  m_options.patience = std::max(until - now, Duration::zero());
  if (url.port) {
    const auto& port = *url.port;
    std::from_chars(port.data(), port.data() + port.size(), m_options.port);
  }
  fail(FetchProblem::no_route, "the host has no address");
  ask_next(now);
}

TftpTransfer::~TftpTransfer() {
  if (m_over || !m_machine) return;
  try {
    m_machine->stop();
    send_all();
  } catch (const std::exception&) {  // the server then waits for its own time
    m_over = true;
  }
}

void TftpTransfer::fail(FetchProblem problem, std::string detail) {
  m_fetched.problem = problem;
  m_fetched.detail = std::move(detail);
  m_over = true;
}

void TftpTransfer::ask_next(Instant now) {
  while (!m_left.empty() && m_over) {
    m_options.server = m_left.front();
    m_options.start = now;
    m_left.erase(m_left.begin());
    m_over = false;
    if (!open(m_options.server)) {
      fail(problem_of_connection(errno), say_kernel_error(errno));
      continue;
    }
    m_machine.emplace(m_options);
    m_machine->wake(now);
    send_all();
  }
}

// What ICMP says is wanted with the packet that it is about: the socket cannot be connected, because the
// server answers from a port of its own.
bool TftpTransfer::open(const IpAddress& server) {
  const bool is_v4 = server.v4() != nullptr;
  m_socket = FileDescriptor(socket(is_v4 ? AF_INET : AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const int on = 1;
  const timeval moment{0, k_moment.count()};
  return m_socket.is_open() &&
         setsockopt(fd(), SOL_SOCKET, SO_BINDTODEVICE, m_interface.c_str(),
                    static_cast<socklen_t>(m_interface.size())) == 0 &&
         setsockopt(fd(), SOL_SOCKET, SO_RCVTIMEO, &moment, sizeof moment) == 0 &&
         setsockopt(fd(), is_v4 ? IPPROTO_IP : IPPROTO_IPV6, is_v4 ? IP_RECVERR : IPV6_RECVERR, &on,
                    sizeof on) == 0;
}

void TftpTransfer::send_all() {
  while (const auto datagram = m_machine->next_datagram())
    if (!send(*datagram)) return;
}

// An error of the socket may be of a packet before, and is read from its queue.
bool TftpTransfer::send(const Datagram& datagram) {
  const auto [address, size] = to_sockaddr(datagram.destination);
  for (int attempt = 0; attempt < 3; ++attempt) {
    const auto sent = sendto(fd(), datagram.payload.data(), datagram.payload.size(),
                             MSG_NOSIGNAL | MSG_DONTWAIT, reinterpret_cast<const sockaddr*>(&address), size);
    if (sent >= 0 || errno == EAGAIN) return true;  // a full queue: it is sent again
  }
  const bool is_ours = datagram.destination.address == m_options.server;
  if (is_ours && !m_machine->result()) fail(problem_of_connection(errno), say_kernel_error(errno));
  return !is_ours;
}

std::optional<Datagram> TftpTransfer::receive(bool waits) {
  std::array<std::uint8_t, k_largest_datagram> buffer;
  sockaddr_storage source{};
  socklen_t size = sizeof source;
  const auto length = recvfrom(fd(), buffer.data(), buffer.size(), waits ? 0 : MSG_DONTWAIT,
                               reinterpret_cast<sockaddr*>(&source), &size);
  if (length < 0) return std::nullopt;
  Datagram datagram;
  datagram.time = steady_now();
  datagram.via = Via::udp;
  datagram.source = to_endpoint(source);
  datagram.payload.assign(buffer.begin(), buffer.begin() + length);
  return datagram;
}

void TftpTransfer::attend(Instant now) {
  if (m_over) return;
  const Instant begun = now;
  bool is_near = false;
  do {
    const auto datagram = receive(is_near);
    if (!datagram) {
      if (errno != EAGAIN) take_errors(now);
      break;
    }
    const Instant before = now;
    now = std::max(now, datagram->time);
    is_near = take(*datagram) && now - before < k_moment;
  } while (is_near && !m_over && now - begun < k_longest_run);
  if (!m_over) go_on(now);
}

// Whether it brought the transfer on.
bool TftpTransfer::take(const Datagram& datagram) {
  const auto before = m_machine->received();
  m_machine->receive(datagram);
  send_all();
  if (datagram.source.address == m_options.server && !m_first_byte) m_first_byte = datagram.time - m_start;
  if (m_machine->result()) end(*m_machine->result());
  if (m_machine->received() == before) return false;
  m_last_data = datagram.time;
  return true;
}

void TftpTransfer::go_on(Instant now) {
  if (m_machine->next_wake() <= now && now < m_until) {
    m_machine->wake(now);
    send_all();
    if (!m_over && m_machine->result()) end(*m_machine->result());
  }
  if (!m_over && now >= m_until) run_out(now);
}

void TftpTransfer::take_errors(Instant now) {
  while (!m_over) {
    sockaddr_storage about{};
    alignas(cmsghdr) std::array<char, 512> control{};
    msghdr header{};
    header.msg_name = &about;
    header.msg_namelen = sizeof about;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    if (recvmsg(fd(), &header, MSG_ERRQUEUE | MSG_DONTWAIT) < 0) return;
    for (auto* message = CMSG_FIRSTHDR(&header); message != nullptr;
         message = CMSG_NXTHDR(&header, message)) {
      const bool is_error = (message->cmsg_level == IPPROTO_IP && message->cmsg_type == IP_RECVERR) ||
                            (message->cmsg_level == IPPROTO_IPV6 && message->cmsg_type == IPV6_RECVERR);
      if (!is_error) continue;
      sock_extended_err error{};
      std::memcpy(&error, CMSG_DATA(message), sizeof error);
      on_error(to_endpoint(about), static_cast<int>(error.ee_errno), now);
    }
  }
}

// About a stranger who was refused, it does not matter.
void TftpTransfer::on_error(const Endpoint& about, int error, Instant now) {
  if (m_over || about.address != m_options.server) return;
  if (m_machine->received() > 0) {
    m_machine->stop();
    if (m_machine->result()) end(*m_machine->result());
    return fail(FetchProblem::broken_off, std::strerror(error));
  }
  fail(problem_of_connection(error), std::strerror(error));
  ask_next(now);
}

void TftpTransfer::run_out(Instant now) {
  const bool stands_still = m_machine->received() > 0 && now - m_last_data >= k_standstill;
  m_machine->stop();
  send_all();
  if (m_machine->result()) end(*m_machine->result());
  if (stands_still)
    fail(FetchProblem::broken_off, fmt::format("the server sent no more blocks after {} bytes", bytes()));
  else if (bytes() == 0)
    fail(FetchProblem::timeout, "no answer came");
}

void TftpTransfer::end(TftpResult result) {
  m_over = true;
  const auto how = end_of(result.end);
  m_fetched.problem = how.problem;
  m_fetched.detail = how.detail;
  if (result.error) {
    m_fetched.status = static_cast<int>(result.error->code);
    m_fetched.detail = result.error->text;
  }
  if (result.answered) m_fetched.server = result.answered->address.text();
  if (result.elsewhere) m_fetched.foreign = {result.elsewhere->text()};
  m_fetched.foreign_count = result.foreign;
  m_fetched.body = std::move(result.bytes);
}

Instant TftpTransfer::next_wake() const {
  if (m_over || !m_machine) return m_until;
  return std::min(m_until, m_machine->next_wake().value_or(m_until));
}

Fetched TftpTransfer::take_result(Instant now) {
  m_fetched.timing.first_byte = m_first_byte.value_or(Duration::zero());
  m_fetched.timing.total = now - m_start;
  return std::move(m_fetched);
}

}  // namespace provtool
