// Asks for the DHCPv6 vendor option as a phone would, and for the router advertisement that says whether the
// phone asks at all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "discovery/datagram_asker.hpp"
#include "discovery/dhcp6/reader.hpp"
#include "discovery/dhcp6/router_reader.hpp"
#include "discovery/schedule.hpp"
#include "discovery/waits.hpp"

namespace provtool {

struct Dhcp6AskerOptions {
  Instant start{};
  MacAddress own{};       // the Ethernet source, always
  Ipv6Address address{};  // link-local, of the interface: servers resolve it before they answer
  Bytes client;           // the DUID of the phone
  dhcpv6::TransactionId information_id{};
  dhcpv6::TransactionId solicit_id{};
  std::uint32_t iaid = 0;
  std::uint32_t enterprise = 0;  // of the vendor class
  std::string vendor_class;

  Duration window = k_dhcp_window;
  // Once someone answered: how long after asking another server may still answer, and at least that long
  // after the first.
  Duration settle = k_dhcp6_settle;
  Duration settle_after_answer = std::chrono::seconds(1);
  // RFC 4861 6.2.6, 10: a router that has just advertised waits MIN_DELAY_BETWEEN_RAS, 3 s, and
  // MAX_RA_DELAY_TIME, 0.5 s: a shorter look invents "no router".
  Duration router_wait = std::chrono::milliseconds(3500);
};

class Dhcp6Asker : public DatagramAsker {
 public:
  explicit Dhcp6Asker(Dhcp6AskerOptions options);

  bool receive(const Datagram& datagram) override;
  void wake(Instant now) override;
  void handed_over(const Datagram& datagram) override;
  void not_sent(const Datagram& datagram, const std::string& reason) override;
  [[nodiscard]] std::optional<Instant> next_wake() const override;

  [[nodiscard]] const Dhcp6Evidence& evidence() const { return m_reader.evidence(); }
  [[nodiscard]] const RouterEvidence& routers() const { return m_routers.evidence(); }
  // Routers had their time to answer: only then their silence means that there is none.
  [[nodiscard]] bool heard_routers_out() const { return m_heard_routers_out; }

 private:
  struct Question {
    dhcpv6::MessageType type{};
    dhcpv6::TransactionId id{};
    Repeated repeated;
  };

  void ask(Question& question, Instant now);
  void solicit_router(Instant now);
  void on_router(Instant heard);
  void stop_what_was_answered();
  bool answer_neighbor(const Datagram& solicitation);
  void on_answer(const Dhcp6Answer& answer);
  [[nodiscard]] bool seeks_reply() const;
  [[nodiscard]] bool answers_us(const Dhcp6Answer& answer) const;
  [[nodiscard]] Instant end() const;
  [[nodiscard]] dhcpv6::Message message(const Question& question, Instant now) const;
  [[nodiscard]] Datagram datagram_to(const Ipv6Address& destination) const;

  Dhcp6AskerOptions m_options;
  Dhcp6Reader m_reader;
  RouterReader m_routers;
  Repeated m_router_solicitation;
  Question m_information_request;
  Question m_solicit;
  bool m_started = false;
  std::size_t m_neighbors_answered = 0;
  bool m_over = false;
  bool m_heard_routers_out = false;
  std::optional<Instant> m_first_answer;
  bool m_advertised = false;        // the Solicit was answered
  bool m_replied = false;           // the Information-request was
  bool m_asked_by_solicit = false;  // the first answer was to it
  std::size_t m_informations = 0;   // Information-requests that went out
};

}  // namespace provtool
