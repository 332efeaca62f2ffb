// Reads DHCPv6 conversations from datagrams of both directions, whoever had them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/datagram.hpp"
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

struct Dhcp6Evidence {
  // In order of arrival, one of each server, type and transaction; of too many the best.
  std::vector<Dhcp6Answer> answers;
  Tally servers;  // all that answered
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
    return m_requests.empty() ? std::nullopt : std::optional(m_requests.front().first_sent);
  }

 private:
  struct Request {
    dhcpv6::TransactionId transaction_id{};
    dhcpv6::MessageType type{};
    Instant first_sent{};
    bool by_us = false;
  };

  void read_request(const dhcpv6::Message& message, const Datagram& datagram);
  const Dhcp6Answer* read_answer(dhcpv6::Message message, const Datagram& datagram);
  const Dhcp6Answer* ignore(const std::string& reason);
  const Dhcp6Answer* ignore_as_told(const std::string& reason);
  [[nodiscard]] const Request* find_request(const dhcpv6::Message& answer) const;
  void leave_others_out();
  [[nodiscard]] bool is_repetition(const Dhcp6Answer& answer) const;

  Bytes m_client;
  std::vector<Request> m_requests;
  Dhcp6Evidence m_evidence;
  bool m_we_ask = false;
};

}  // namespace provtool
