#include "discovery/dhcp4/reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "device/sources.hpp"
#include "discovery/dhcp4/survey.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool {

namespace {

using dhcpv4::MessageType;
namespace option = dhcpv4::option;

// More servers than this do not share one link; more answers are a flood.
constexpr std::size_t k_most_answers = 64;
constexpr std::size_t k_most_questions = 64;
constexpr std::size_t k_most_surveys = 8;  // of several runs in one capture

constexpr auto k_for_the_phone = "for the phone itself, which is asking at this moment";

bool has_our_option(const dhcpv4::Message& message) {
  const auto sources = dhcp4_sources();
  return std::any_of(sources.begin(), sources.end(), [&](SourceId source) {
    const auto value = message.option(*kind_of(source).dhcp_option);
    return value && !value->empty();
  });
}

bool answers(MessageType reply, MessageType request) {
  switch (reply) {
    case MessageType::offer:
      return request == MessageType::discover;
    case MessageType::ack:
      return request == MessageType::request || request == MessageType::inform;
    case MessageType::nak:
      return request == MessageType::request;
    default:
      return false;
  }
}

Dhcp4Answer answer_to(const Dhcp4Question& question, MessageType type, dhcpv4::Message message,
                      const Datagram& datagram) {
  Dhcp4Answer answer;
  answer.type = type;
  answer.to_inform = question.type == MessageType::inform;
  answer.size = datagram.payload.size();
  answer.asked_size = question.max_message_size;
  answer.message = std::move(message);
  answer.from = datagram.source.address;
  answer.mac = datagram.source_mac;
  answer.received = datagram.time;
  answer.elapsed = elapsed_between(question.exchange.asked.front(), datagram.time);
  return answer;
}

}  // namespace

std::string Dhcp4Answer::server() const {
  const auto identifier = message.address_option(dhcpv4::option::server_identifier);
  return identifier ? identifier->text() : from.text();
}

bool Dhcp4Answer::can_be_taken() const {
  return type != MessageType::offer || message.yiaddr.is_unicast();
}

bool is_same_server(const Dhcp4Answer& one, const Dhcp4Answer& other) {
  if (one.server() != other.server()) return false;
  if (one.mac == other.mac || one.type != other.type) return true;
  const auto sources = dhcp4_sources();
  return std::all_of(sources.begin(), sources.end(), [&](SourceId source) {
    const auto code = *kind_of(source).dhcp_option;
    return one.message.option(code) == other.message.option(code);
  });
}

const Dhcp4Answer* Dhcp4Reader::read(const Datagram& datagram) {
  const auto port = datagram.destination.port;
  if (port != dhcpv4::k_client_port && port != dhcpv4::k_server_port) {
    const bool concerns_dhcp =
        datagram.source.port == dhcpv4::k_server_port || datagram.source.port == dhcpv4::k_client_port;
    return concerns_dhcp ? ignore_as_told(fmt::format("to port {}", static_cast<unsigned>(port))) : nullptr;
  }
  if (datagram.vlan) return ignore_as_told(fmt::format("tagged for VLAN {}", *datagram.vlan));
  auto message = dhcpv4::parse(datagram.payload);
  const auto rejection = message ? std::string() : std::string(dhcpv4::to_text(message.error()));
  if (!message && port == dhcpv4::k_client_port) message = dhcpv4::parse_bootp(datagram.payload);
  if (!message) return ignore(rejection);
  if (port == dhcpv4::k_client_port) return read_reply(std::move(*message), datagram);
  read_request(*message, datagram);
  return nullptr;
}

void Dhcp4Reader::read_request(const dhcpv4::Message& message, const Datagram& datagram) {
  const auto type = message.type();
  if (message.op != static_cast<std::uint8_t>(dhcpv4::Op::boot_request) || !type ||
      !is_watched(message.chaddr)) {
    ignore("of other clients");
    return;
  }
  const bool survey = is_survey(message);
  auto& questions = survey ? m_evidence.survey_questions : m_evidence.questions;
  auto known = std::find_if(questions.begin(), questions.end(), [&](const Dhcp4Question& question) {
    return question.chaddr == message.chaddr && question.xid == message.xid && question.type == *type;
  });
  if (known != questions.end()) return known->exchange.ask(datagram.time);
  const bool by_us = datagram.direction == Direction::sent;
  if (by_us && !m_we_ask && message.chaddr == m_watched.front()) leave_others_out();
  auto* kept = keep_best(
      questions, Dhcp4Question{message.chaddr, message.xid, *type, {}, by_us},
      survey ? k_most_surveys : k_most_questions,
      [](const Dhcp4Question& question) { return question.by_us; },
      [](const Dhcp4Question&) { return false; });
  if (kept == nullptr) return;
  kept->exchange.ask(datagram.time);
  kept->max_message_size = ByteReader(message.option(option::maximum_message_size).value_or(Bytes{})).u16();
  if (*type == MessageType::request) kept->to_server = message.address_option(option::server_identifier);
}

void Dhcp4Reader::leave_others_out() {
  m_we_ask = true;
  for (std::size_t i = 0; i < m_evidence.answers.size(); ++i) ignore(k_for_the_phone);
  m_evidence.answers.clear();
  m_evidence.bootp.clear();
  m_evidence.servers = {};
  m_evidence.survey_questions.clear();
  m_evidence.survey_answers.clear();
}

// The first question of a MAC is never one: it follows an answer.
bool Dhcp4Reader::is_survey(const dhcpv4::Message& request) const {
  const auto& questions = m_evidence.questions;
  return asks_like_a_survey(request) &&
         std::any_of(questions.begin(), questions.end(), [&](const Dhcp4Question& question) {
           return question.chaddr == request.chaddr && question.xid != request.xid;
         });
}

const Dhcp4Answer* Dhcp4Reader::read_reply(dhcpv4::Message message, const Datagram& datagram) {
  if (message.op != static_cast<std::uint8_t>(dhcpv4::Op::boot_reply))
    return ignore("with a request's op code");
  if (!is_watched(message.chaddr)) return ignore("for another MAC");
  auto& surveys = m_evidence.survey_questions;
  const auto survey = std::find_if(surveys.begin(), surveys.end(), [&](const Dhcp4Question& question) {
    return question.xid == message.xid && question.chaddr == message.chaddr;
  });
  if (survey != surveys.end()) return read_survey_reply(*survey, std::move(message), datagram);
  const auto& questions = m_evidence.questions;
  const bool known_xid = std::any_of(questions.begin(), questions.end(), [&](const Dhcp4Question& question) {
    return question.xid == message.xid && question.chaddr == message.chaddr;
  });
  if (!known_xid) return ignore("with another xid");
  const auto type = message.type();
  if (!type && !message.option(option::message_type)) return read_bootp(std::move(message), datagram);
  if (!type) return ignore("without a message type");
  Dhcp4Question* question = find_question(message, *type);
  if (m_we_ask && (question == nullptr ? !is_ours(message) : !question->by_us))
    return ignore(k_for_the_phone);
  if (question == nullptr)
    return ignore_as_told(fmt::format("of an unexpected type ({})", dhcpv4::to_text(*type)));

  auto answer = answer_to(*question, *type, std::move(message), datagram);
  question->exchange.answer(datagram.time);
  if (is_repetition(answer)) return nullptr;
  if (answer.message.chaddr == m_watched.front() && *type != MessageType::nak && answer.can_be_taken())
    m_evidence.servers.see(answer.server());
  const auto* kept = keep_best(
      m_evidence.answers, std::move(answer), k_most_answers, [this](const auto& one) { return rank(one); },
      [this](const auto& one) { return is_followed(one); });
  return kept != nullptr ? kept : ignore("over the limit of answers kept");
}

// Never an answer to the phone's question, also where that was lost.
const Dhcp4Answer* Dhcp4Reader::read_survey_reply(Dhcp4Question& question, dhcpv4::Message message,
                                                  const Datagram& datagram) {
  if (m_we_ask && !question.by_us) return ignore(k_for_the_phone);
  if (message.type() != MessageType::offer) return ignore("of an unexpected type, to the survey");
  auto answer = answer_to(question, MessageType::offer, std::move(message), datagram);
  auto& answers = m_evidence.survey_answers;
  const bool known = std::any_of(answers.begin(), answers.end(), [&](const Dhcp4Answer& earlier) {
    return earlier.server() == answer.server() && earlier.message.chaddr == answer.message.chaddr;
  });
  if (!known && answers.size() >= k_most_answers) return ignore("over the limit of answers kept");
  if (!known) answers.push_back(std::move(answer));
  return nullptr;
}

const Dhcp4Answer* Dhcp4Reader::read_bootp(dhcpv4::Message message, const Datagram& datagram) {
  if (message.chaddr != m_watched.front()) return ignore("without a message type");
  if (m_we_ask && !is_ours(message)) return ignore(k_for_the_phone);
  const auto& known = m_evidence.bootp;
  const bool is_known = std::any_of(known.begin(), known.end(), [&](const Dhcp4Answer& earlier) {
    return earlier.from == datagram.source.address;
  });
  if (is_known) return nullptr;
  if (known.size() >= k_most_answers) return ignore("over the limit of answers kept");
  Dhcp4Answer reply;
  reply.message = std::move(message);
  reply.from = datagram.source.address;
  reply.mac = datagram.source_mac;
  reply.received = datagram.time;
  reply.size = datagram.payload.size();
  m_evidence.bootp.push_back(std::move(reply));
  return nullptr;
}

// What is well-formed says more than what breaks off, because no two clients agree on that, and a value more
// than none. An ACK to a REQUEST outranks all, and one who refuses says least.
int Dhcp4Reader::rank(const Dhcp4Answer& answer) const {
  if (answer.type == MessageType::nak || !answer.can_be_taken()) return 0;
  const int quality = 1 + (answer.message.faults.empty() ? 2 : 0) + (has_our_option(answer.message) ? 1 : 0);
  const bool of_request = answer.type == MessageType::ack && !answer.to_inform;
  return quality + (answer.message.chaddr == m_watched.front() ? 10 : 0) + (of_request ? 20 : 0);
}

bool Dhcp4Reader::is_followed(const Dhcp4Answer& answer) const {
  return answer.type != MessageType::nak && answer.can_be_taken() && answer.message.faults.empty() &&
         answer.message.chaddr == m_watched.front();
}

const Dhcp4Answer* Dhcp4Reader::ignore(const std::string& reason) {
  note_ignored(m_evidence.ignored, reason);
  return nullptr;
}

const Dhcp4Answer* Dhcp4Reader::ignore_as_told(const std::string& reason) {
  note_ignored_as_told(m_evidence.ignored, reason);
  return nullptr;
}

bool Dhcp4Reader::is_watched(const MacAddress& chaddr) const {
  return std::find(m_watched.begin(), m_watched.end(), chaddr) != m_watched.end();
}

bool Dhcp4Reader::is_ours(const dhcpv4::Message& reply) const {
  const auto& questions = m_evidence.questions;
  return std::any_of(questions.begin(), questions.end(), [&](const Dhcp4Question& question) {
    return question.by_us && question.xid == reply.xid && question.chaddr == reply.chaddr;
  });
}

Dhcp4Question* Dhcp4Reader::find_question(const dhcpv4::Message& reply, MessageType type) {
  auto& questions = m_evidence.questions;
  const auto found = std::find_if(questions.begin(), questions.end(), [&](const Dhcp4Question& question) {
    return question.xid == reply.xid && question.chaddr == reply.chaddr && answers(type, question.type);
  });
  return found == questions.end() ? nullptr : &*found;
}

bool Dhcp4Reader::is_repetition(const Dhcp4Answer& answer) const {
  return std::any_of(m_evidence.answers.begin(), m_evidence.answers.end(), [&](const Dhcp4Answer& earlier) {
    return earlier.type == answer.type && earlier.can_be_taken() == answer.can_be_taken() &&
           earlier.to_inform == answer.to_inform && is_same_server(earlier, answer) &&
           earlier.message.chaddr == answer.message.chaddr && earlier.message.xid == answer.message.xid;
  });
}

}  // namespace provtool
