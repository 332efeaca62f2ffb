// Asks for DHCPv4 options as the phone would: one exchange serves options 160, 159 and 66.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "discovery/datagram_asker.hpp"
#include "discovery/dhcp4/reader.hpp"
#include "discovery/schedule.hpp"
#include "discovery/settings.hpp"
#include "discovery/waits.hpp"

namespace provtool {

struct Dhcp4AskerOptions {
  Instant start{};
  DhcpExchange exchange = DhcpExchange::offer;
  MacAddress phone{};  // goes into chaddr
  MacAddress own{};    // the Ethernet source, always (field notes: snooping)
  dhcpv4::Xid xid{};
  dhcpv4::Xid own_xid{};     // of the DISCOVER as ourselves
  dhcpv4::Xid survey_xid{};  // of the survey (discovery/dhcp4/survey.hpp)
  std::string vendor_class;
  std::optional<Bytes> client_identifier;
  std::vector<std::uint8_t> requested_options;
  std::vector<std::uint8_t> survey_options;       // what the survey asks for; empty: no survey
  std::optional<std::uint16_t> max_message_size;  // option 57
  std::optional<Ipv4Address> own_address;         // INFORM's ciaddr
  std::vector<Ipv4Address> addresses_in_use;      // of this host: never taken as a lease
  bool release_lease = false;
  std::vector<std::string> lease_from{};  // the servers whose lease may be taken; empty: whoever offers first

  Duration window = k_dhcp_window;
  // Once someone answered: how long after asking another server may still answer, and at least that long
  // after the first.
  Duration settle = k_dhcp4_settle;
  Duration settle_after_answer = k_least_settle;
};

struct Lease {
  std::string server;
  Ipv4Address address;
  std::optional<std::uint32_t> seconds;
  bool released = false;
};

class Dhcp4Asker : public DatagramAsker {
 public:
  explicit Dhcp4Asker(Dhcp4AskerOptions options);

  bool receive(const Datagram& datagram) override;
  void wake(Instant now) override;
  void handed_over(const Datagram& datagram) override;
  void not_sent(const Datagram& datagram, const std::string& reason) override;
  void stop() override;
  [[nodiscard]] std::optional<Instant> next_wake() const override;

  [[nodiscard]] const Dhcp4Evidence& evidence() const { return m_reader.evidence(); }
  // The trouble is that the offered address is this computer's own.
  [[nodiscard]] bool refused_lease() const { return m_refused_lease; }
  [[nodiscard]] const std::optional<Lease>& lease() const { return m_lease; }
  [[nodiscard]] const Dhcp4AskerOptions& options() const { return m_options; }

 private:
  void repeat_question(Instant now);
  void queue(const dhcpv4::Message& message);
  void ask_as_ourselves(Instant now);
  void ask_survey(Instant now);
  void on_answer(const Dhcp4Answer& answer);
  void on_offer(const Dhcp4Answer& offer);
  void on_ack(const Dhcp4Answer& ack);
  void release(const Dhcp4Answer& granted);
  void settle_after(Instant answered);
  [[nodiscard]] dhcpv4::Message request_message(dhcpv4::MessageType type, Instant now) const;
  [[nodiscard]] bool answers_us(const Dhcp4Answer& answer) const;
  [[nodiscard]] bool may_be_filtered() const;

  Dhcp4AskerOptions m_options;
  Dhcp4Reader m_reader;
  dhcpv4::MessageType m_asking{};  // the type of
  Repeated m_question;             // what is asked as the phone
  Repeated m_own_question;         // the same as ourselves
  std::optional<Instant> m_end;    // nothing before the start and after the end
  bool m_started = false;
  bool m_surveyed = false;
  std::size_t m_discovers = 0;        // as the phone
  std::uint16_t m_discover_secs = 0;  // as last sent
  std::optional<Dhcp4Answer> m_chosen_offer;
  bool m_refused_lease = false;
  std::optional<Lease> m_lease;
};

}  // namespace provtool
