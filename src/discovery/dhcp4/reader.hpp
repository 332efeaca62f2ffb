// Reads DHCPv4 conversations from datagrams of both directions, whoever had them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/datagram.hpp"
#include "discovery/exchange.hpp"
#include "discovery/ignored.hpp"
#include "discovery/keep_best.hpp"
#include "wire/dhcpv4.hpp"

namespace provtool {

// A server's answer to one of the watched MACs.
struct Dhcp4Answer {
  dhcpv4::Message message;
  dhcpv4::MessageType type{};
  bool to_inform = false;
  IpAddress from;
  MacAddress mac;
  Instant received{};
  Duration elapsed{};                         // since the first request of its kind and xid
  std::size_t size = 0;                       // of the UDP payload
  std::optional<std::uint16_t> asked_size{};  // option 57 of the question

  // The server identifier (option 54), or the sender's address where there is none.
  [[nodiscard]] std::string server() const;
  // An OFFER of an address that no host can have is taken by nobody.
  [[nodiscard]] bool can_be_taken() const;
};

// Whether both come from one server: a relay pair forwards it with two MACs, but two servers that share an
// address (a router of home use on an office's network) differ in what they give.
bool is_same_server(const Dhcp4Answer& one, const Dhcp4Answer& other);

// What a watched MAC asked.
struct Dhcp4Question {
  MacAddress chaddr;
  dhcpv4::Xid xid{};
  dhcpv4::MessageType type{};
  Exchange exchange;
  bool by_us = false;
  std::optional<std::uint16_t> max_message_size{};  // option 57
  std::optional<Ipv4Address> to_server{};           // that a REQUEST names
};

struct Dhcp4Evidence {
  // In order of arrival, repetitions of one server left out; of too many the best.
  std::vector<Dhcp4Answer> answers;
  Tally servers;                         // all that answered the first of the watched MACs
  std::vector<Dhcp4Question> questions;  // in the order in which they were first asked; of too many ours
  // The survey's, apart from the others: nothing is decided by them (discovery/dhcp4/survey.hpp).
  std::vector<Dhcp4Question> survey_questions;
  std::vector<Dhcp4Answer> survey_answers;  // the first of each server
  // Replies of BOOTP to the first of the watched MACs, the first of each server: it was there, and whether
  // the phone takes them is unknown.
  std::vector<Dhcp4Answer> bootp;
  Ignored ignored;
};

class Dhcp4Reader {
 public:
  // Conversations of these MACs (chaddr) are read, the phone's first; all others are ignored and counted. As
  // soon as this computer asks as the phone, only answers to its own questions count: the phone itself may
  // ask at the same moment.
  explicit Dhcp4Reader(std::vector<MacAddress> watched) : m_watched(std::move(watched)) {}

  // The answer that `datagram` contains when it is a new one; the pointer is good until the next call.
  const Dhcp4Answer* read(const Datagram& datagram);

  [[nodiscard]] const Dhcp4Evidence& evidence() const { return m_evidence; }
  // When the first request of a watched MAC was sent.
  [[nodiscard]] std::optional<Instant> first_asked() const {
    const auto& questions = m_evidence.questions;
    return questions.empty() ? std::nullopt : std::optional(questions.front().exchange.asked.front());
  }

 private:
  void read_request(const dhcpv4::Message& message, const Datagram& datagram);
  [[nodiscard]] bool is_survey(const dhcpv4::Message& request) const;
  const Dhcp4Answer* read_survey_reply(Dhcp4Question& question, dhcpv4::Message message,
                                       const Datagram& datagram);
  const Dhcp4Answer* read_reply(dhcpv4::Message message, const Datagram& datagram);
  const Dhcp4Answer* read_bootp(dhcpv4::Message message, const Datagram& datagram);
  const Dhcp4Answer* ignore(const std::string& reason);
  const Dhcp4Answer* ignore_as_told(const std::string& reason);
  [[nodiscard]] bool is_watched(const MacAddress& chaddr) const;
  Dhcp4Question* find_question(const dhcpv4::Message& reply, dhcpv4::MessageType type);
  [[nodiscard]] bool is_ours(const dhcpv4::Message& reply) const;
  void leave_others_out();
  [[nodiscard]] int rank(const Dhcp4Answer& answer) const;
  [[nodiscard]] bool is_followed(const Dhcp4Answer& answer) const;
  [[nodiscard]] bool is_repetition(const Dhcp4Answer& answer) const;

  std::vector<MacAddress> m_watched;
  Dhcp4Evidence m_evidence;
  bool m_we_ask = false;
};

}  // namespace provtool
