// Servers on the loopback interface that do what a test says, each in a thread of its own.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <utility>

#include "base/bytes.hpp"
#include "io/file_descriptor.hpp"

namespace provtool::testing {

inline sockaddr_in loopback(std::uint16_t port, std::uint32_t host = INADDR_LOOPBACK) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(host);
  return address;
}

inline std::pair<FileDescriptor, std::uint16_t> bound_socket(int type, std::uint32_t host = INADDR_LOOPBACK) {
  FileDescriptor socket(::socket(AF_INET, type, 0));
  auto address = loopback(0, host);
  socklen_t size = sizeof address;
  if (bind(socket.get(), reinterpret_cast<sockaddr*>(&address), size) != 0)
    throw std::runtime_error("cannot bind a test's server");
  getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size);
  return {std::move(socket), ntohs(address.sin_port)};
}

// One end of a conversation.
class Peer {
 public:
  Peer(int fd, const std::atomic<bool>& ends) : m_fd(fd), m_ends(ends) {}

  [[nodiscard]] int fd() const { return m_fd; }
  // Whether something can be read before the test ends.
  [[nodiscard]] bool hears() const {
    pollfd polled{m_fd, POLLIN, 0};
    while (!m_ends)
      if (::poll(&polled, 1, 10) > 0) return true;
    return false;
  }
  // Up to and with `end`; what came when the other side closed.
  std::string read_to(std::string_view end) const {
    std::string text;
    char character = 0;
    while (!text.ends_with(end) && hears() && ::read(m_fd, &character, 1) == 1) text += character;
    return text;
  }
  bool say(std::string_view text) const {
    return ::send(m_fd, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
  }
  // Until the other side closes or the test ends.
  void linger() const {
    char ignored[512];
    while (hears() && ::read(m_fd, ignored, sizeof ignored) > 0) {
    }
  }
  [[nodiscard]] bool ends() const { return m_ends; }

 private:
  int m_fd;
  const std::atomic<bool>& m_ends;
};

// Takes connections, one after the other.
class TcpServer {
 public:
  explicit TcpServer(std::function<void(Peer)> serve, std::uint32_t host = INADDR_LOOPBACK) {
    std::signal(SIGPIPE, SIG_IGN);  // a client may close before it has read all
    std::tie(m_listening, m_port) = bound_socket(SOCK_STREAM, host);
    listen(m_listening.get(), 8);
    m_thread = std::thread([this, serve = std::move(serve)] {
      const Peer door(m_listening.get(), m_ends);
      while (door.hears()) {
        const FileDescriptor connection(accept(m_listening.get(), nullptr, nullptr));
        ++m_connections;
        serve(Peer(connection.get(), m_ends));
      }
    });
  }
  ~TcpServer() {
    m_ends = true;
    m_thread.join();
  }
  TcpServer(const TcpServer&) = delete;
  TcpServer& operator=(const TcpServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return m_port; }
  [[nodiscard]] int connections() const { return m_connections; }
  [[nodiscard]] std::string url(const std::string& scheme, const std::string& path = "/a.cfg") const {
    return scheme + "://127.0.0.1:" + std::to_string(m_port) + path;
  }

 private:
  FileDescriptor m_listening;
  std::uint16_t m_port = 0;
  std::atomic<bool> m_ends = false;
  std::atomic<int> m_connections = 0;
  std::thread m_thread;
};

// A datagram and where it came from.
struct Heard {
  std::string text;
  sockaddr_in from{};
};

// Within a second.
inline Heard hear(int fd) {
  Heard heard;
  pollfd polled{fd, POLLIN, 0};
  if (::poll(&polled, 1, 1000) <= 0) return heard;
  heard.text.resize(2048);
  socklen_t size = sizeof heard.from;
  const auto length =
      recvfrom(fd, heard.text.data(), heard.text.size(), 0, reinterpret_cast<sockaddr*>(&heard.from), &size);
  heard.text.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
  return heard;
}

inline void say_to(int fd, const sockaddr_in& to, std::string_view text) {
  sendto(fd, text.data(), text.size(), 0, reinterpret_cast<const sockaddr*>(&to), sizeof to);
}

// Answers datagrams.
class UdpServer {
 public:
  // Told its socket's peer, and each datagram.
  explicit UdpServer(std::function<void(Peer, const Heard&)> serve) {
    std::tie(m_socket, m_port) = bound_socket(SOCK_DGRAM);
    m_thread = std::thread([this, serve = std::move(serve)] {
      const Peer door(m_socket.get(), m_ends);
      while (door.hears()) serve(door, hear(m_socket.get()));
    });
  }
  ~UdpServer() {
    m_ends = true;
    m_thread.join();
  }
  UdpServer(const UdpServer&) = delete;
  UdpServer& operator=(const UdpServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return m_port; }

 private:
  FileDescriptor m_socket;
  std::uint16_t m_port = 0;
  std::atomic<bool> m_ends = false;
  std::thread m_thread;
};

// A port where nobody listens.
inline std::uint16_t free_port(int type = SOCK_STREAM) {
  return bound_socket(type).second;
}

}  // namespace provtool::testing
