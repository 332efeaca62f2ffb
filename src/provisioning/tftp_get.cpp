#include "provisioning/tftp_get.hpp"

#include <algorithm>
#include <utility>

namespace provtool {

bool TftpGet::receive(const Datagram& datagram) {
  if (!m_started || m_result || datagram.via != Via::udp) return false;
  const auto packet = tftp::parse(datagram.payload);
  m_now = std::max(m_now, datagram.time);
  if (!is_of_transfer(datagram.source)) {
    if (!packet || !std::holds_alternative<tftp::Data>(*packet)) return false;
    refuse(datagram.source);
    return true;
  }
  if (!packet || std::holds_alternative<tftp::Ack>(*packet)) {
    ++m_so_far.odd;  // nothing that a reader is told
    return true;
  }
  m_so_far.answered = datagram.source;
  if (const auto* data = std::get_if<tftp::Data>(&*packet)) {
    on(*data, datagram.time);
  } else if (const auto* error = std::get_if<tftp::Error>(&*packet)) {
    on(*error);
  } else {
    say(tftp::Error{tftp::ErrorCode::options_refused, "no options were asked for"}, datagram.source);
    end(TftpEnd::options_unasked);
  }
  return true;
}

// RFC 1350 4: the server answers from a port of its own, which then stays the same.
bool TftpGet::is_of_transfer(const Endpoint& sender) const {
  return m_so_far.answered ? sender == *m_so_far.answered : sender.address == m_options.server;
}

void TftpGet::refuse(const Endpoint& sender) {
  ++m_so_far.foreign;
  if (!m_so_far.elsewhere) m_so_far.elsewhere = sender;
  constexpr std::size_t k_most_refusals = 16;  // who floods is not answered without end
  if (m_so_far.foreign <= k_most_refusals)
    say(tftp::Error{tftp::ErrorCode::unknown_transfer, "unknown transfer"}, sender);
}

void TftpGet::on(const tftp::Data& data, Instant now) {
  if (data.bytes.size() > tftp::k_block) {
    say(tftp::Error{tftp::ErrorCode::illegal_operation, "a block of more than 512 bytes"},
        *m_so_far.answered);
    return end(TftpEnd::too_long_block);
  }
  if (data.block == m_next_block) return take(data, now);
  // The block before came again: its acknowledgement was lost. Any other is none of this transfer's.
  if (data.block == static_cast<std::uint16_t>(m_next_block - 1) && m_last)
    m_to_send.push_back(*m_last);
  else
    ++m_so_far.odd;
}

void TftpGet::take(const tftp::Data& data, Instant now) {
  auto& bytes = m_so_far.bytes;
  if (bytes.size() + data.bytes.size() > m_options.most_bytes) {
    say(tftp::Error{tftp::ErrorCode::disk_full, "the file is too large"}, *m_so_far.answered);
    return end(TftpEnd::too_large);
  }
  bytes.insert(bytes.end(), data.bytes.begin(), data.bytes.end());
  m_heard = now;
  ++m_next_block;
  ask(tftp::Ack{data.block}, now);
  if (data.bytes.size() < tftp::k_block) end(TftpEnd::complete);
}

void TftpGet::on(const tftp::Error& error) {
  m_so_far.error = error;
  end(TftpEnd::refused_by_server);
}

void TftpGet::wake(Instant now) {
  m_now = now;
  if (m_result) return;
  if (!m_started) {
    m_started = true;
    m_heard = now;
    return ask(tftp::ReadRequest{m_options.file}, now);
  }
  if (now >= m_heard + m_options.patience)
    return end(m_so_far.answered ? TftpEnd::broken_off : TftpEnd::silent);
  if (!m_repeat_at || now < *m_repeat_at) return;
  m_to_send.push_back(*m_last);
  ++m_so_far.repeated;
  m_repeat_at = now + m_options.repeat_after;
}

std::optional<Datagram> TftpGet::next_datagram() {
  if (m_to_send.empty()) return std::nullopt;
  auto datagram = std::move(m_to_send.front());
  m_to_send.pop_front();
  return datagram;
}

void TftpGet::not_sent(const Datagram& /*datagram*/, const std::string& reason) {
  if (m_result) return;
  m_so_far.detail = reason;
  end(TftpEnd::could_not_send);
}

// The server would go on sending its block for some seconds.
void TftpGet::stop() {
  if (m_result || !m_started) return;
  if (m_so_far.answered) say(tftp::Error{tftp::ErrorCode::not_defined, "stopped"}, *m_so_far.answered);
  end(TftpEnd::stopped);
}

std::optional<Instant> TftpGet::next_wake() const {
  if (m_result) return std::nullopt;
  if (!m_started) return m_options.start;
  const Instant last = m_heard + m_options.patience;
  return m_repeat_at ? std::min(*m_repeat_at, last) : last;
}

void TftpGet::say(const tftp::Packet& packet, const Endpoint& to) {
  Datagram datagram;
  datagram.direction = Direction::sent;
  datagram.via = Via::udp;
  datagram.destination = to;
  datagram.payload = tftp::serialize(packet);
  m_to_send.push_back(std::move(datagram));
}

// What is sent again while nothing comes of it.
void TftpGet::ask(const tftp::Packet& packet, Instant now) {
  say(packet, m_so_far.answered.value_or(Endpoint{m_options.server, Port{m_options.port}}));
  m_last = m_to_send.back();
  m_repeat_at = now + m_options.repeat_after;
}

void TftpGet::end(TftpEnd how) {
  m_so_far.end = how;
  m_so_far.elapsed = m_now - m_options.start;
  m_repeat_at.reset();
  m_result = m_so_far;
}

}  // namespace provtool
