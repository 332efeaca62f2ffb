#include "discovery/dhcp6/reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace provtool {

namespace {

using dhcpv6::MessageType;

// More servers than this do not share one link; more answers are a flood.
constexpr std::size_t k_most_answers = 256;
constexpr std::size_t k_most_questions = 64;

constexpr auto k_for_the_phone = "for the phone itself, which is asking at this moment";

// What is well-formed says more than what breaks off, a vendor option more than none, a Reply more than an
// Advertise.
int rank(const Dhcp6Answer& answer) {
  return (answer.message.faults.empty() ? 4 : 0) + (answer.message.vendor_information().empty() ? 0 : 2) +
         (answer.message.type == MessageType::reply ? 1 : 0);
}

bool is_followed(const Dhcp6Answer& answer) {
  return answer.message.faults.empty();
}

bool is_answer(MessageType type) {
  return type == MessageType::advertise || type == MessageType::reply || type == MessageType::reconfigure;
}

// RFC 8415 18.2.9, 18.2.10. A Reply to a Solicit needs Rapid Commit, which is never asked for here.
bool answers(MessageType answer, MessageType request) {
  if (answer == MessageType::advertise) return request == MessageType::solicit;
  return answer == MessageType::reply && request != MessageType::solicit;
}

}  // namespace

const Dhcp6Answer* Dhcp6Reader::read(const Datagram& datagram) {
  const auto port = datagram.destination.port;
  const bool is_v6 = datagram.source.address.v6() != nullptr;
  if (!is_v6 || datagram.protocol != Protocol::udp) return nullptr;
  if (port != dhcpv6::k_client_port && port != dhcpv6::k_server_port) return nullptr;
  if (datagram.vlan) return ignore_as_told(fmt::format("tagged for VLAN {}", *datagram.vlan));
  auto message = dhcpv6::parse(datagram.payload);
  if (!message) return ignore(std::string(dhcpv6::to_text(message.error())));
  if (port == dhcpv6::k_client_port) return read_answer(std::move(*message), datagram);
  read_request(*message, datagram);
  return nullptr;
}

void Dhcp6Reader::read_request(const dhcpv6::Message& message, const Datagram& datagram) {
  if (is_answer(message.type)) {
    ignore("to port 547");
    return;
  }
  if (message.client_identifier() != m_client) {
    ignore("of other clients");
    return;
  }
  auto& questions = m_evidence.questions;
  auto known = std::find_if(questions.begin(), questions.end(), [&](const Dhcp6Question& question) {
    return question.transaction_id == message.transaction_id && question.type == message.type;
  });
  if (known != questions.end()) return known->exchange.ask(datagram.time);
  const bool by_us = datagram.direction == Direction::sent;
  if (by_us && !m_we_ask) leave_others_out();
  auto* kept = keep_best(
      questions, Dhcp6Question{message.transaction_id, message.type, {}, by_us}, k_most_questions,
      [](const Dhcp6Question& question) { return question.by_us; },
      [](const Dhcp6Question&) { return false; });
  if (kept != nullptr) kept->exchange.ask(datagram.time);
}

void Dhcp6Reader::leave_others_out() {
  m_we_ask = true;
  for (std::size_t i = 0; i < m_evidence.answers.size(); ++i) ignore(k_for_the_phone);
  m_evidence.answers.clear();
  m_evidence.servers = {};
}

// RFC 8415 16.3, 16.10: what lacks a server identifier or names another client is discarded.
const Dhcp6Answer* Dhcp6Reader::read_answer(dhcpv6::Message message, const Datagram& datagram) {
  if (message.type != MessageType::advertise && message.type != MessageType::reply)
    return ignore_as_told(fmt::format("of an unexpected type ({})", dhcpv6::to_text(message.type)));
  const auto client = message.client_identifier();
  if (!client) return ignore("without a client identifier");
  if (*client != m_client) return ignore("for another DUID");
  const auto& questions = m_evidence.questions;
  const auto asked = std::find_if(questions.begin(), questions.end(), [&](const Dhcp6Question& question) {
    return question.transaction_id == message.transaction_id;
  });
  if (asked == questions.end()) return ignore("with another transaction id");
  if (m_we_ask && !asked->by_us) return ignore(k_for_the_phone);
  const auto server = message.server_identifier().value_or(Bytes{});
  if (server.empty()) return ignore("without a server identifier");
  Dhcp6Question* question = find_question(message);
  if (question == nullptr)
    return ignore_as_told(fmt::format("of an unexpected type ({})", dhcpv6::to_text(message.type)));

  Dhcp6Answer answer;
  answer.message = std::move(message);
  answer.from = datagram.source.address;
  answer.mac = datagram.source_mac;
  answer.received = datagram.time;
  answer.elapsed = elapsed_between(question->exchange.asked.front(), datagram.time);
  question->exchange.answer(datagram.time);
  answer.server = to_hex(server);
  if (is_repetition(answer)) return nullptr;
  m_evidence.servers.see(answer.server);
  const auto* kept = keep_best(m_evidence.answers, std::move(answer), k_most_answers, rank, is_followed);
  return kept != nullptr ? kept : ignore("over the limit of answers kept");
}

const Dhcp6Answer* Dhcp6Reader::ignore(const std::string& reason) {
  note_ignored(m_evidence.ignored, reason);
  return nullptr;
}

const Dhcp6Answer* Dhcp6Reader::ignore_as_told(const std::string& reason) {
  note_ignored_as_told(m_evidence.ignored, reason);
  return nullptr;
}

Dhcp6Question* Dhcp6Reader::find_question(const dhcpv6::Message& answer) {
  auto& questions = m_evidence.questions;
  const auto found = std::find_if(questions.begin(), questions.end(), [&](const Dhcp6Question& question) {
    return question.transaction_id == answer.transaction_id && answers(answer.type, question.type);
  });
  return found == questions.end() ? nullptr : &*found;
}

bool Dhcp6Reader::is_repetition(const Dhcp6Answer& answer) const {
  return std::any_of(m_evidence.answers.begin(), m_evidence.answers.end(), [&](const Dhcp6Answer& earlier) {
    return earlier.message.type == answer.message.type &&
           earlier.message.transaction_id == answer.message.transaction_id && earlier.server == answer.server;
  });
}

}  // namespace provtool
