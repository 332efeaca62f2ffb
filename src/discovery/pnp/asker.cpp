#include "discovery/pnp/asker.hpp"

#include <algorithm>

#include "wire/sip_response.hpp"

namespace provtool {

namespace {

// RFC 1112 6.4: 01-00-5E and the low 23 bits of the group.
constexpr MacAddress k_group_mac{{0x01, 0x00, 0x5e, 0x00, 0x01, 0x4b}};
// Every transmission of a NOTIFY gets its 200 (RFC 6665 4.1.3); a flood does not.
constexpr std::size_t k_most_answered = 64;

}  // namespace

PnpAsker::PnpAsker(PnpAskerOptions options)
    : m_options(std::move(options)), m_reader(m_options.identity, m_options.window) {
  const auto message = sip::subscribe(m_options.subscription);
  if (message)
    m_subscribe = sip::serialize(*message);
  else
    set_trouble(message.error().message);
}

bool PnpAsker::receive(const Datagram& datagram) {
  if (!concerns_sip(datagram, m_options.subscription.port)) return false;
  if (!m_heard.is_new(datagram)) {
    m_reader.read_copy(datagram);
    if (m_copies_until && !m_heard.copies_may_come_until()) m_copies_until.reset();
    return m_heard.mattered(datagram);
  }
  const auto ignored = total(evidence().ignored);
  const auto reading = m_reader.read(datagram);
  if (reading.kind == PnpReading::Kind::nothing) return total(evidence().ignored) == ignored;
  on_answer(reading, datagram.time);
  m_heard.matters(datagram);
  if (m_options.hears_frames && m_end) m_copies_until = m_heard.copies_may_come_until();
  if (reading.notify) answer(datagram, *reading.notify);
  if (reading.is_new_url) on_url(datagram.time);
  return true;
}

void PnpAsker::wake(Instant now) {
  if (!m_started && !trouble()) {
    m_end = now + m_options.window;
    m_question = Repeated(now);
  }
  m_started = true;
  if (m_copies_until && now >= *m_copies_until) m_copies_until.reset();
  if (m_end && now >= *m_end) m_end.reset();
  if (!m_end || !m_question.is_due(now, *m_end)) return;
  send(to({IpAddress{sip::k_group}, sip::k_port}, k_group_mac, m_subscribe));
  m_question.asked(now);
}

void PnpAsker::handed_over(const Datagram& datagram) {
  if (datagram.payload == m_subscribe) clear_trouble();
  m_reader.read(datagram);
}

void PnpAsker::not_sent(const Datagram& datagram, const std::string& reason) {
  if (datagram.payload == m_subscribe) set_trouble(reason);  // until it goes out later
}

std::optional<Instant> PnpAsker::next_wake() const {
  if (!m_started) return m_options.start;
  std::optional<Instant> next = m_end;
  if (m_end) next = std::min(*m_end, m_question.next(*m_end).value_or(*m_end));
  if (m_copies_until) next = next ? std::min(*next, *m_copies_until) : *m_copies_until;
  return next;
}

// Simple responders send their NOTIFY once, so that one which was lost must be asked for again; the branch is
// the same, and others only repeat their response (RFC 3261 17.2.2).
void PnpAsker::on_answer(const PnpReading& reading, Instant received) {
  const auto& responders = m_reader.evidence().responders;
  const bool refused = reading.kind == PnpReading::Kind::response &&
                       std::none_of(responders.begin(), responders.end(), [](const PnpResponder& responder) {
                         return responder.status.value_or(200) < 300;
                       });
  const bool notified = std::any_of(responders.begin(), responders.end(),
                                    [](const PnpResponder& responder) { return responder.notified; });
  if (refused || notified || reading.kind == PnpReading::Kind::notify) return m_question.answered();
  if (!m_accepted) m_question.again_at(received + k_notify_wait);
  m_accepted = true;
}

void PnpAsker::on_url(Instant received) {
  if (!m_end) return;
  const Instant settled =
      std::max(m_options.start + m_options.settle, received + m_options.settle_after_answer);
  m_end = std::min(*m_end, settled);
}

void PnpAsker::answer(const Datagram& datagram, const sip::Message& notify) {
  if (++m_answered > k_most_answered) return;
  const auto response = sip::make_response(notify, 200, "OK", m_options.to_tag);
  if (!response) return;
  const Endpoint destination{datagram.source.address, sip::reply_port(notify, datagram.source.port)};
  send(to(destination, mac_of(datagram), sip::serialize(*response)));
}

// The UDP socket may hear a NOTIFY first, and knows no MAC: then that of an earlier answer, for the record.
MacAddress PnpAsker::mac_of(const Datagram& datagram) const {
  const auto& known = evidence().responders;
  const auto responder = std::find_if(known.begin(), known.end(), [&](const PnpResponder& one) {
    return one.from.address == datagram.source.address;
  });
  const bool told = datagram.source_mac != MacAddress{} || responder == known.end();
  return told ? datagram.source_mac : responder->mac;
}

Datagram PnpAsker::to(const Endpoint& destination, const MacAddress& mac, Bytes payload) const {
  Datagram datagram;
  datagram.via = Via::udp;
  datagram.source_mac = m_options.own;
  datagram.destination_mac = mac;
  datagram.source = own_endpoint();
  datagram.destination = destination;
  if (mac.is_group()) datagram.hop_limit = 1;  // stays on its own subnet (RFC 1112 6.1)
  datagram.payload = std::move(payload);
  return datagram;
}

}  // namespace provtool
