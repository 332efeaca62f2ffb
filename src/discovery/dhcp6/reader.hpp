// Reads DHCPv6 conversations from datagrams of both directions, whoever had them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/datagram.hpp"
#include "discovery/exchange.hpp"
#include "discovery/ignored.hpp"
#include "discovery/keep_best.hpp"
#include "wire/dhcpv6.hpp"

namespace provtool {

// A server's answer to the watched client.
struct Dhcp6Answer {
  dhcpv6::Message message;
  IpAddress from;
  MacAddress mac;
  Instant received{};
  Duration elapsed{};  // since the first request of its kind and transaction
  std::string server;  // its DUID in hex; kept, because answers are often compared by it
};

// What the watched client asked.
struct Dhcp6Question {
  dhcpv6::TransactionId transaction_id{};
  dhcpv6::MessageType type{};
  Exchange exchange;
  bool by_us = false;
};

struct Dhcp6Evidence {
  // In order of arrival, one of each server, type and transaction; of too many the best.
  std::vector<Dhcp6Answer> answers;
  Tally servers;                         // all that answered
  std::vector<Dhcp6Question> questions;  // in the order in which they were first asked; of too many ours
  Ignored ignored;
};

class Dhcp6Reader {
 public:
  // Conversations of the client with this DUID are read; all others are ignored and counted. As soon as this
  // computer asks, only answers to its own questions count: the phone itself may ask at the same moment.
  explicit Dhcp6Reader(Bytes client) : m_client(std::move(client)) {}

  // The answer that `datagram` contains when it is a new one; the pointer is good until the next call.
  const Dhcp6Answer* read(const Datagram& datagram);

  [[nodiscard]] const Dhcp6Evidence& evidence() const { return m_evidence; }
  // When the client's first request was sent.
  [[nodiscard]] std::optional<Instant> first_asked() const {
    const auto& questions = m_evidence.questions;
    return questions.empty() ? std::nullopt : std::optional(questions.front().exchange.asked.front());
  }

 private:
  void read_request(const dhcpv6::Message& message, const Datagram& datagram);
  const Dhcp6Answer* read_answer(dhcpv6::Message message, const Datagram& datagram);
  const Dhcp6Answer* ignore(const std::string& reason);
  const Dhcp6Answer* ignore_as_told(const std::string& reason);
  Dhcp6Question* find_question(const dhcpv6::Message& answer);
  void leave_others_out();
  [[nodiscard]] bool is_repetition(const Dhcp6Answer& answer) const;

  Bytes m_client;
  Dhcp6Evidence m_evidence;
  bool m_we_ask = false;
};

}  // namespace provtool
