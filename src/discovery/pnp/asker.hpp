// Asks for the provisioning URL by SIP PnP as the phone would: one SUBSCRIBE by multicast, 200 to every
// NOTIFY.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "discovery/datagram_asker.hpp"
#include "discovery/heard.hpp"
#include "discovery/pnp/reader.hpp"
#include "discovery/schedule.hpp"
#include "discovery/waits.hpp"
#include "wire/sip_subscribe.hpp"

namespace provtool {

struct PnpAskerOptions {
  Instant start{};
  Identity identity;               // who asks
  MacAddress own{};                // of the interface: only for the record of what was sent
  sip::Subscription subscription;  // with the address and port it is sent from
  std::string to_tag;              // for a NOTIFY that begins a dialog of its own
  bool hears_frames = false;       // a packet socket listens beside the UDP socket

  Duration window{};  // how long is waited for answers
  // Once a URL came: how long after asking another responder may still answer, and at least that long after
  // the first.
  Duration settle = k_pnp_settle;
  Duration settle_after_answer = std::chrono::seconds(1);
};

class PnpAsker : public DatagramAsker {
 public:
  explicit PnpAsker(PnpAskerOptions options);

  bool receive(const Datagram& datagram) override;
  void wake(Instant now) override;
  void handed_over(const Datagram& datagram) override;
  void not_sent(const Datagram& datagram, const std::string& reason) override;
  [[nodiscard]] std::optional<Instant> next_wake() const override;

  [[nodiscard]] const PnpEvidence& evidence() const { return m_reader.evidence(); }
  [[nodiscard]] const PnpAskerOptions& options() const { return m_options; }
  // An answer was heard below the host's firewall only.
  [[nodiscard]] bool firewall_dropped() const { return m_heard.missed_by_udp(own_endpoint()); }
  // The other socket's copy of an answer may still come: too early to speak of a firewall.
  [[nodiscard]] bool awaits_copies() const { return m_copies_until.has_value(); }

 private:
  [[nodiscard]] Endpoint own_endpoint() const {
    return {IpAddress{m_options.subscription.address}, m_options.subscription.port};
  }
  void on_answer(const PnpReading& reading, Instant received);
  void on_url(Instant received);
  void answer(const Datagram& datagram, const sip::Message& notify);
  [[nodiscard]] MacAddress mac_of(const Datagram& datagram) const;
  [[nodiscard]] Datagram to(const Endpoint& destination, const MacAddress& mac, Bytes payload) const;

  PnpAskerOptions m_options;
  PnpReader m_reader;
  Heard m_heard;
  Bytes m_subscribe;
  bool m_started = false;
  std::optional<Instant> m_end;  // nothing before the start and after the end
  Repeated m_question;
  bool m_accepted = false;  // a NOTIFY should follow
  std::optional<Instant> m_copies_until;
  std::size_t m_answered = 0;
};

}  // namespace provtool
