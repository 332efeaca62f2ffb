// One read by TFTP over a socket of its own.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/transfer.hpp"
#include "base/url.hpp"
#include "io/file_descriptor.hpp"
#include "provisioning/tftp_get.hpp"

struct sockaddr_storage;

namespace provtool {

// What a TFTP URL asks for (RFC 3617): the path without the slash that ends the host, decoded. A query is a
// part of the name: TFTP has none.
std::string tftp_file_name(const UrlParts& url);

class TftpTransfer {
 public:
  // `until`: the result comes by then.
  TftpTransfer(const Request& request, const UrlParts& url, std::vector<IpAddress> addresses, Instant now,
               Instant until);
  // A server is told, so that it does not go on sending.
  ~TftpTransfer();
  TftpTransfer(const TftpTransfer&) = delete;
  TftpTransfer& operator=(const TftpTransfer&) = delete;

  [[nodiscard]] int fd() const { return m_socket.get(); }
  [[nodiscard]] Instant next_wake() const;
  // Reads what came and answers it.
  void attend(Instant now);
  [[nodiscard]] bool is_over() const { return m_over; }
  [[nodiscard]] std::size_t bytes() const { return m_machine ? m_machine->received() : 0; }
  // When it is over.
  Fetched take_result(Instant now);

 private:
  // Asks the next of the addresses; what became of the one before stays when there is none left.
  void ask_next(Instant now);
  bool open(const IpAddress& server);
  void send_all();
  bool send(const Datagram& datagram);
  // `waits`: for a moment, when it has not come yet.
  std::optional<Datagram> receive(bool waits);
  bool take(const Datagram& datagram);
  void go_on(Instant now);
  void take_errors(Instant now);
  void on_error(const Endpoint& about, int error, Instant now);
  void fail(FetchProblem problem, std::string detail);
  void end(TftpResult result);
  void run_out(Instant now);

  TftpGetOptions m_options;
  std::string m_interface;
  Instant m_start{};
  Instant m_until{};
  std::vector<IpAddress> m_left;  // addresses not asked so far
  FileDescriptor m_socket;
  std::optional<TftpGet> m_machine;
  Instant m_last_data{};
  std::optional<Duration> m_first_byte;
  bool m_over = false;
  Fetched m_fetched;
};

}  // namespace provtool
