#include "discovery/dhcp4/asker.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "wire/dhcpv4_options.hpp"

namespace provtool {

namespace {

bool concerns_dhcp4(const Datagram& datagram) {
  return datagram.destination.port == dhcpv4::k_client_port ||
         datagram.destination.port == dhcpv4::k_server_port;
}

using dhcpv4::MessageType;
namespace option = dhcpv4::option;

Bytes bytes_of(const Ipv4Address& address) {
  return {address.bytes.begin(), address.bytes.end()};
}

Datagram broadcast_datagram(const dhcpv4::Message& message, const MacAddress& own) {
  Datagram datagram;
  datagram.via = Via::packet;
  datagram.source_mac = own;
  datagram.destination_mac = MacAddress::broadcast();
  datagram.source = {IpAddress{message.ciaddr}, dhcpv4::k_client_port};
  datagram.destination = {IpAddress{Ipv4Address::broadcast()}, dhcpv4::k_server_port};
  datagram.payload = dhcpv4::serialize(message);
  return datagram;
}

std::uint16_t seconds_between(Instant from, Instant to) {
  return static_cast<std::uint16_t>(std::chrono::duration_cast<std::chrono::seconds>(to - from).count());
}

std::optional<std::uint32_t> lease_seconds(const dhcpv4::Message& message) {
  const auto value = message.option(option::lease_time);
  return value ? ByteReader(*value).u32() : std::nullopt;
}

}  // namespace

Dhcp4Asker::Dhcp4Asker(Dhcp4AskerOptions options)
    : m_options(std::move(options)), m_reader({m_options.phone, m_options.own}) {}

bool Dhcp4Asker::receive(const Datagram& datagram) {
  const auto ignored = total(evidence().ignored);
  const Dhcp4Answer* answer = m_reader.read(datagram);
  if (answer != nullptr && m_end && answers_us(*answer)) on_answer(*answer);
  if (answer != nullptr && answer->message.xid == m_options.own_xid) m_own_question.answered();
  return concerns_dhcp4(datagram) && total(evidence().ignored) == ignored;
}

void Dhcp4Asker::wake(Instant now) {
  if (!m_started) {
    m_started = true;
    m_end = now + m_options.window;
    m_asking = m_options.exchange == DhcpExchange::inform ? MessageType::inform : MessageType::discover;
    m_question = Repeated(now);
    if (may_be_filtered()) m_own_question = Repeated(now + schedule_of(Ask::discover_as_ourselves).first);
  }
  if (now >= *m_end) {
    m_end.reset();
    return stop();
  }
  if (m_question.is_due(now, *m_end)) repeat_question(now);
  if (m_own_question.is_due(now, *m_end)) ask_as_ourselves(now);
}

void Dhcp4Asker::handed_over(const Datagram& datagram) {
  clear_trouble();
  m_reader.read(datagram);
  const auto message = dhcpv4::parse(datagram.payload);
  if (!message) return;
  if (m_lease && message->type() == MessageType::release) m_lease->released = true;
  if (message->type() != MessageType::discover || message->xid != m_options.xid) return;
  m_discover_secs = message->secs;
  ++m_discovers;
}

void Dhcp4Asker::not_sent(const Datagram& datagram, const std::string& reason) {
  const auto message = dhcpv4::parse(datagram.payload);
  if (m_surveyed && message && message->xid == m_options.survey_xid) return;  // nothing depends on it
  set_trouble(reason);  // until a later question goes out
}

std::optional<Instant> Dhcp4Asker::next_wake() const {
  if (!m_started) return m_options.start;
  if (!m_end) return std::nullopt;
  Instant next = *m_end;
  for (const Repeated* question : {&m_question, &m_own_question})
    next = std::min(next, question->next(*m_end).value_or(next));
  return next;
}

void Dhcp4Asker::repeat_question(Instant now) {
  queue(request_message(m_asking, now));
  m_question.asked(now);
}

void Dhcp4Asker::queue(const dhcpv4::Message& message) {
  send(broadcast_datagram(message, m_options.own));
}

// Only beside questions of the phone's that went out and were not answered.
void Dhcp4Asker::ask_as_ourselves(Instant now) {
  constexpr std::size_t k_enough = 2;
  if (m_discovers < k_enough) return m_own_question.again_at(now + k_repeat_after);
  m_own_question.asked(now);
  auto message = request_message(MessageType::discover, now);
  message.chaddr = m_options.own;
  message.xid = m_options.own_xid;
  message.secs = seconds_between(*m_own_question.first(), now);
  for (auto& instance : message.instances)
    if (instance.code == option::client_identifier && instance.data.size() == 7 && instance.data[0] == 1)
      std::copy(m_options.own.bytes.begin(), m_options.own.bytes.end(), instance.data.begin() + 1);
  queue(message);
}

// Once, and not repeated: the run ends when it would have ended without it, at least one second from now.
void Dhcp4Asker::ask_survey(Instant now) {
  if (m_surveyed || m_options.survey_options.empty() || now + k_time_to_answer > *m_end) return;
  m_surveyed = true;
  auto message = request_message(MessageType::discover, now);
  message.xid = m_options.survey_xid;
  for (auto& instance : message.instances)
    if (instance.code == option::parameter_request_list) instance.data = m_options.survey_options;
  queue(message);
}

void Dhcp4Asker::on_answer(const Dhcp4Answer& answer) {
  if (answer.can_be_taken()) m_own_question.answered();
  if (answer.type == MessageType::offer) return on_offer(answer);
  if (answer.type == MessageType::ack && !answer.to_inform) return on_ack(answer);
  m_question.answered();
  settle_after(answer.received);
}

void Dhcp4Asker::on_offer(const Dhcp4Answer& offer) {
  if (!offer.can_be_taken()) return;  // a phone goes on asking, too
  if (m_options.exchange != DhcpExchange::ack) {
    m_question.answered();
    ask_survey(offer.received);
    return settle_after(offer.received);
  }
  const auto& servers = m_options.lease_from;
  const bool wanted =
      servers.empty() || std::find(servers.begin(), servers.end(), offer.server()) != servers.end();
  if (m_chosen_offer || !wanted) return;
  if (std::find(m_options.addresses_in_use.begin(), m_options.addresses_in_use.end(), offer.message.yiaddr) !=
      m_options.addresses_in_use.end()) {
    m_refused_lease = true;
    set_trouble(
        fmt::format("the offered address {} is configured on this computer; a REQUEST would take its lease",
                    offer.message.yiaddr.text()));
    m_end.reset();
    return;
  }
  m_chosen_offer = offer;
  m_end = offer.received + m_options.window;
  m_asking = MessageType::request;
  m_question = Repeated();
  repeat_question(offer.received);
}

void Dhcp4Asker::on_ack(const Dhcp4Answer& ack) {
  if (m_lease || !m_chosen_offer) return;
  m_question.answered();
  m_lease = Lease{ack.server(), ack.message.yiaddr, lease_seconds(ack.message), false};
  if (m_options.release_lease) release(ack);
  settle_after(ack.received);
}

void Dhcp4Asker::stop() {
  // The server may have granted what was requested, and its ACK was lost or came too late.
  const bool requested = m_question.is_open() && m_asking == MessageType::request;
  m_question.answered();  // so that it is given back once, whoever stops the asker again
  if (m_options.release_lease && requested && !m_lease) release(*m_chosen_offer);
}

// RFC 2131 4.4.6: unicast to the server, with the leased address as ciaddr.
void Dhcp4Asker::release(const Dhcp4Answer& granted) {
  dhcpv4::Message message;
  message.xid = m_options.xid;
  message.chaddr = m_options.phone;
  message.ciaddr = granted.message.yiaddr;
  message.add(option::message_type, {static_cast<std::uint8_t>(MessageType::release)});
  const auto server = granted.message.address_option(option::server_identifier);
  if (server) message.add(option::server_identifier, bytes_of(*server));
  if (m_options.client_identifier) message.add(option::client_identifier, *m_options.client_identifier);
  auto datagram = broadcast_datagram(message, m_options.own);
  datagram.destination_mac = granted.mac;
  if (server) datagram.destination.address = IpAddress{*server};
  send(std::move(datagram));
}

void Dhcp4Asker::settle_after(Instant answered) {
  const Instant window_end = m_end.value_or(answered);
  const Instant settled =
      std::max(m_options.start + m_options.settle, answered + m_options.settle_after_answer);
  m_end = std::min(window_end, settled);
}

dhcpv4::Message Dhcp4Asker::request_message(MessageType type, Instant now) const {
  dhcpv4::Message message;
  message.xid = m_options.xid;
  message.chaddr = m_options.phone;
  message.secs = seconds_between(m_options.start, now);
  // RFC 2131 3.1, step 3: relays that look at it forward the REQUEST to the servers that had the DISCOVER.
  if (type == MessageType::request) message.secs = m_discover_secs;
  message.broadcast = type != MessageType::inform;
  if (type == MessageType::inform) message.ciaddr = m_options.own_address.value_or(Ipv4Address{});
  message.add(option::message_type, {static_cast<std::uint8_t>(type)});
  if (m_options.client_identifier) message.add(option::client_identifier, *m_options.client_identifier);
  if (!m_options.vendor_class.empty()) message.add(option::vendor_class, to_bytes(m_options.vendor_class));
  if (type == MessageType::request && m_chosen_offer) {
    message.add(option::requested_address, bytes_of(m_chosen_offer->message.yiaddr));
    if (const auto server = m_chosen_offer->message.option(option::server_identifier))
      message.add(option::server_identifier, *server);
  }
  if (const auto size = m_options.max_message_size) {
    ByteWriter bytes;
    bytes.u16(*size);
    message.add(option::maximum_message_size, bytes.take());
  }
  message.add(option::parameter_request_list, m_options.requested_options);
  return message;
}

// The phone's own conversation, seen on a hub or a mirror port, is evidence and not ours to go on with.
bool Dhcp4Asker::answers_us(const Dhcp4Answer& answer) const {
  return answer.message.chaddr == m_options.phone && answer.message.xid == m_options.xid;
}

bool Dhcp4Asker::may_be_filtered() const {
  return m_options.phone != m_options.own && m_options.exchange != DhcpExchange::inform;
}

}  // namespace provtool
