// Reads DHCPv4 conversations from datagrams of both directions, whoever had them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/datagram.hpp"
#include "discovery/exchange.hpp"
#include "discovery/ignored.hpp"
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
  Duration elapsed{};  // since the first request of its kind and xid

  // The server identifier (option 54), or the sender's address where there is none.
  [[nodiscard]] std::string server() const;
};

// What a watched MAC asked.
struct Dhcp4Question {
  MacAddress chaddr;
  dhcpv4::Xid xid{};
  dhcpv4::MessageType type{};
  Exchange exchange;
};

struct Dhcp4Evidence {
  std::vector<Dhcp4Answer> answers;      // in order of arrival; repetitions of one server are left out
  std::vector<Dhcp4Question> questions;  // in the order in which they were first asked
  Ignored ignored;
};

class Dhcp4Reader {
 public:
  // Conversations of these MACs (chaddr) are read; all others are ignored and counted.
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
  const Dhcp4Answer* read_reply(dhcpv4::Message message, const Datagram& datagram);
  const Dhcp4Answer* ignore(const std::string& reason);
  [[nodiscard]] bool is_watched(const MacAddress& chaddr) const;
  Dhcp4Question* find_question(const dhcpv4::Message& reply, dhcpv4::MessageType type);
  [[nodiscard]] bool is_repetition(const Dhcp4Answer& answer) const;

  std::vector<MacAddress> m_watched;
  Dhcp4Evidence m_evidence;
};

}  // namespace provtool
