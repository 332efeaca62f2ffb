// Reads one file by TFTP as RFC 1350 says: plain blocks of 512 bytes, one at a time, from the first server
// port that answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "base/machine.hpp"
#include "wire/tftp.hpp"

namespace provtool {

struct TftpGetOptions {
  Instant start{};
  IpAddress server;
  std::uint16_t port = tftp::k_port;
  std::string file;
  std::size_t most_bytes = 1 << 20;
  Duration repeat_after = std::chrono::seconds(1);  // an unanswered packet is sent again
  // Without any packet of the transfer it is given up: the whole time of a candidate.
  Duration patience = std::chrono::seconds(7);
};

enum class TftpEnd : std::uint8_t {
  complete,
  refused_by_server,  // an ERROR; `error` says which
  silent,             // no packet of the server's at all
  broken_off,         // it stopped in the middle
  too_large,
  too_long_block,   // more than 512 bytes in a block, unasked
  options_unasked,  // it acknowledges options that nobody asked for
  could_not_send,
  stopped,
};

struct TftpResult {
  TftpEnd end = TftpEnd::silent;
  Bytes bytes;  // also of a file that broke off
  std::optional<tftp::Error> error;
  std::string detail;                 // of could_not_send
  std::optional<Endpoint> answered;   // the server's end of the transfer
  std::optional<Endpoint> elsewhere;  // another sender of data for this transfer, the first
  std::size_t foreign = 0;            // packets from elsewhere; each was refused with ERROR 5
  std::size_t odd = 0;                // packets of the server's that do not belong in a read
  std::size_t repeated = 0;           // packets of ours that were sent again
  Duration elapsed{};
};

class TftpGet : public Machine {
 public:
  explicit TftpGet(TftpGetOptions options) : m_options(std::move(options)) {}

  bool receive(const Datagram& datagram) override;
  void wake(Instant now) override;
  std::optional<Datagram> next_datagram() override;
  void handed_over(const Datagram& /*datagram*/) override {}
  void not_sent(const Datagram& datagram, const std::string& reason) override;
  void stop() override;
  [[nodiscard]] std::optional<Instant> next_wake() const override;

  // When it has ended.
  [[nodiscard]] const std::optional<TftpResult>& result() const { return m_result; }
  [[nodiscard]] std::size_t received() const { return m_so_far.bytes.size(); }

 private:
  [[nodiscard]] bool is_of_transfer(const Endpoint& sender) const;
  void refuse(const Endpoint& sender);
  void on(const tftp::Data& data, Instant now);
  void on(const tftp::Error& error);
  void take(const tftp::Data& data, Instant now);
  void say(const tftp::Packet& packet, const Endpoint& to);
  void ask(const tftp::Packet& packet, Instant now);
  void end(TftpEnd how);

  TftpGetOptions m_options;
  bool m_started = false;
  Instant m_now{};
  Instant m_heard{};  // the last packet that brought it on, or the start
  std::optional<Instant> m_repeat_at;
  std::optional<Datagram> m_last;  // what is sent again
  std::deque<Datagram> m_to_send;
  std::uint16_t m_next_block = 1;
  TftpResult m_so_far;
  std::optional<TftpResult> m_result;
};

}  // namespace provtool
