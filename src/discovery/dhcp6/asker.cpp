#include "discovery/dhcp6/asker.hpp"

#include <algorithm>
#include <array>

#include "wire/dhcpv6_options.hpp"

namespace provtool {

namespace {

bool concerns_dhcp6(const Datagram& datagram) {
  return datagram.source.address.v6() != nullptr && datagram.protocol == Protocol::udp &&
         (datagram.destination.port == dhcpv6::k_client_port ||
          datagram.destination.port == dhcpv6::k_server_port);
}

using dhcpv6::MessageType;
namespace option = dhcpv6::option;

constexpr std::size_t k_most_neighbors_answered = 256;

// What the phone must ask for (guide: 17), what every client needs besides, and what RFC 8415 21.7 demands
// with each message.
constexpr std::array k_information_options{option::vendor_information, option::domain_name_servers,
                                           option::domain_list, option::information_refresh_time,
                                           option::inf_max_rt};
constexpr std::array k_solicit_options{option::vendor_information, option::domain_name_servers,
                                       option::domain_list, option::sol_max_rt};

template <std::size_t N>
Bytes option_request(const std::array<std::uint16_t, N>& codes) {
  ByteWriter writer;
  for (const auto code : codes) writer.u16(code);
  return writer.take();
}

// RFC 8415 21.16: enterprise number, then each piece with its length.
Bytes vendor_class(std::uint32_t enterprise, const std::string& text) {
  ByteWriter writer;
  writer.u32(enterprise);
  writer.u16(static_cast<std::uint16_t>(text.size()));
  writer.append(to_bytes(text));
  return writer.take();
}

// RFC 8415 21.9: hundredths of a second since the first message of its kind, at most 0xffff.
Bytes elapsed_time(Duration elapsed) {
  ByteWriter writer;
  writer.u16(static_cast<std::uint16_t>(std::min<Duration::rep>(elapsed.count() / 10'000, 0xffff)));
  return writer.take();
}

// RFC 8415 21.4: T1 and T2 are left to the server.
Bytes identity_association(std::uint32_t iaid) {
  ByteWriter writer;
  writer.u32(iaid);
  writer.u32(0);
  writer.u32(0);
  return writer.take();
}

}  // namespace

Dhcp6Asker::Dhcp6Asker(Dhcp6AskerOptions options)
    : m_options(std::move(options)),
      m_reader(m_options.client),
      m_router_solicitation(m_options.start),
      m_information_request{MessageType::information_request, m_options.information_id,
                            Repeated(m_options.start)},
      m_solicit{MessageType::solicit, m_options.solicit_id,
                Repeated(m_options.start + schedule_of(Ask::solicit).first)} {}

bool Dhcp6Asker::receive(const Datagram& datagram) {
  const auto ignored = total(m_reader.evidence().ignored);
  const bool is_neighbor = answer_neighbor(datagram);
  const bool is_router = m_routers.read(datagram);
  if (is_router) on_router(datagram.time);
  const Dhcp6Answer* answer = m_reader.read(datagram);
  if (answer != nullptr && !m_over && answers_us(*answer)) on_answer(*answer);
  return is_neighbor || is_router ||
         (concerns_dhcp6(datagram) && total(m_reader.evidence().ignored) == ignored);
}

void Dhcp6Asker::wake(Instant now) {
  m_started = true;
  if (now >= end()) {
    const auto& solicited = m_routers.evidence().solicited;
    m_heard_routers_out = solicited && now - *solicited >= m_options.router_wait;
    m_over = true;
    return;
  }
  if (m_router_solicitation.is_due(now, end())) solicit_router(now);
  for (Question* question : {&m_information_request, &m_solicit})
    if (question->repeated.is_due(now, end())) ask(*question, now);
}

void Dhcp6Asker::handed_over(const Datagram& datagram) {
  clear_trouble();
  m_routers.read(datagram);
  m_reader.read(datagram);
}

void Dhcp6Asker::not_sent(const Datagram& /*datagram*/, const std::string& reason) {
  set_trouble(reason);  // until a later question goes out
}

std::optional<Instant> Dhcp6Asker::next_wake() const {
  if (m_over) return std::nullopt;
  if (!m_started) return m_options.start;
  Instant next = end();
  for (const Repeated* question :
       {&m_router_solicitation, &m_information_request.repeated, &m_solicit.repeated})
    next = std::min(next, question->next(end()).value_or(next));
  return next;
}

void Dhcp6Asker::ask(Question& question, Instant now) {
  question.repeated.asked(now);
  if (question.type == MessageType::information_request && ++m_informations >= k_proof_despite_loss)
    stop_what_was_answered();
  auto datagram = datagram_to(dhcpv6::k_servers);
  datagram.source.port = dhcpv6::k_client_port;
  datagram.destination.port = dhcpv6::k_server_port;
  datagram.payload = dhcpv6::serialize(message(question, now));
  send(std::move(datagram));
}

void Dhcp6Asker::solicit_router(Instant now) {
  m_router_solicitation.asked(now);
  if (!m_routers.evidence().routers.empty()) m_router_solicitation.answered();
  auto datagram = datagram_to(ndp::k_routers);
  datagram.protocol = Protocol::icmpv6;
  datagram.hop_limit = ndp::k_hop_limit;
  datagram.payload = ndp::serialize(ndp::RouterSolicitation{m_options.own});
  send(std::move(datagram));
}

// A server looks for the address that asked before it answers. The kernel tells it, unless the host's
// firewall forbids that; told twice does no harm (RFC 4861 7.2.4).
bool Dhcp6Asker::answer_neighbor(const Datagram& solicitation) {
  const auto* from = solicitation.source.address.v6();
  const bool asks = m_started && !m_over && solicitation.protocol == Protocol::icmpv6 && !solicitation.vlan &&
                    solicitation.direction == Direction::received &&
                    solicitation.hop_limit == ndp::k_hop_limit && from != nullptr && *from != Ipv6Address{};
  if (!asks || ndp::solicited_neighbor(solicitation.payload) != m_options.address ||
      ++m_neighbors_answered > k_most_neighbors_answered)
    return false;
  auto datagram = datagram_to(*from);
  datagram.destination_mac = solicitation.source_mac;
  datagram.protocol = Protocol::icmpv6;
  datagram.hop_limit = ndp::k_hop_limit;
  datagram.payload = ndp::serialize(ndp::NeighborAdvertisement{m_options.address, m_options.own});
  send(std::move(datagram));
  return true;
}

// Where a router says M=1 servers may keep their options for those who ask for an address.
void Dhcp6Asker::on_router(Instant heard) {
  if (m_router_solicitation.first()) m_router_solicitation.answered();
  auto& solicit = m_solicit.repeated;
  const bool is_being_asked = solicit.first() && solicit.is_open();
  if (!m_advertised && !is_being_asked && m_routers.evidence().says_managed()) solicit.again_at(heard);
  stop_what_was_answered();
}

void Dhcp6Asker::on_answer(const Dhcp6Answer& answer) {
  const bool advertised = answer.message.type == MessageType::advertise;
  m_advertised |= advertised;
  m_replied |= !advertised;
  if (!m_first_answer) m_asked_by_solicit = advertised;
  if (!m_first_answer) m_first_answer = answer.received;
  stop_what_was_answered();
}

// While no router was heard, the question that a server answered goes on: only where each of them is answered
// nothing is lost, and the routers' silence is their own.
void Dhcp6Asker::stop_what_was_answered() {
  if (!m_first_answer) return;
  const bool heard_router = !m_routers.evidence().routers.empty();
  const bool needs_advertise = m_routers.evidence().says_managed() && !m_advertised;
  if (m_asked_by_solicit ? !seeks_reply() : heard_router) m_information_request.repeated.answered();
  if (!needs_advertise && (heard_router || !m_asked_by_solicit)) m_solicit.repeated.answered();
}

// That nobody knows the INFORMATION-REQUEST is said only when it was asked often enough.
bool Dhcp6Asker::seeks_reply() const {
  return m_asked_by_solicit && !m_replied && m_informations < k_proof_despite_loss;
}

// Another client's conversation under the phone's DUID is evidence and not ours to go on with.
bool Dhcp6Asker::answers_us(const Dhcp6Answer& answer) const {
  return answer.message.transaction_id == m_options.information_id ||
         answer.message.transaction_id == m_options.solicit_id;
}

Instant Dhcp6Asker::end() const {
  const Instant window_end = m_options.start + m_options.window;
  const bool solicits = m_routers.evidence().says_managed() && !m_advertised;
  if (!m_first_answer || solicits) return window_end;
  Instant settled =
      std::max(m_options.start + m_options.settle, *m_first_answer + m_options.settle_after_answer);
  if (m_routers.evidence().routers.empty())
    settled = std::max(settled, routers().solicited.value_or(m_options.start) + m_options.router_wait);
  if (m_asked_by_solicit && !m_replied)
    settled = std::max(settled, m_options.start + k_proof_despite_loss * k_repeat_after);
  return std::min(window_end, settled);
}

dhcpv6::Message Dhcp6Asker::message(const Question& question, Instant now) const {
  const bool solicit = question.type == MessageType::solicit;
  dhcpv6::Message message;
  message.type = question.type;
  message.transaction_id = question.id;
  message.add(option::client_identifier, m_options.client);
  message.add(option::option_request,
              solicit ? option_request(k_solicit_options) : option_request(k_information_options));
  message.add(option::elapsed_time, elapsed_time(now - *question.repeated.first()));
  if (solicit) message.add(option::ia_na, identity_association(m_options.iaid));
  if (!m_options.vendor_class.empty())
    message.add(option::vendor_class, vendor_class(m_options.enterprise, m_options.vendor_class));
  return message;
}

Datagram Dhcp6Asker::datagram_to(const Ipv6Address& destination) const {
  Datagram datagram;
  datagram.via = Via::packet;
  datagram.source_mac = m_options.own;
  datagram.destination_mac = group_mac(destination);
  datagram.source.address = IpAddress{m_options.address};
  datagram.destination.address = IpAddress{destination};
  datagram.hop_limit = 1;  // what hosts give to multicast on their own link
  return datagram;
}

}  // namespace provtool
