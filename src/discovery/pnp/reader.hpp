// Reads SIP PnP conversations from datagrams of both directions, whoever had them (RFC 6665; dialects: field
// notes in docs/field-notes.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/datagram.hpp"
#include "device/identity.hpp"
#include "discovery/exchange.hpp"
#include "discovery/ignored.hpp"
#include "discovery/keep_best.hpp"
#include "wire/sip.hpp"

namespace provtool {

// One NOTIFY about provisioning, without its repetitions.
struct PnpNotify {
  IpAddress from;
  Duration elapsed{};  // since the first SUBSCRIBE
  std::vector<Bytes>
      urls;             // what its body contains: none, one, or several that are each a URL; usable or not
  bool usable = false;  // one of them is
  bool own_dialog = false;  // it belongs to the SUBSCRIBE's
};

// Somebody who answered, by address: a NOTIFY may come from another port than the response.
struct PnpResponder {
  Endpoint from;  // of its first message
  Duration elapsed{};
  std::optional<int> status;  // of its final response
  std::string reason_phrase;
  bool notified = false;
  bool unreadable = false;  // a NOTIFY of it lacks what every request must have
  bool gave_url = false;    // a usable one
  MacAddress mac{};         // zero while only the UDP socket heard it
  std::string product;      // its first Server or User-Agent
};

// What a responder did that the standards or other phones would not take: a pnp.* finding, once for each
// responder.
struct PnpOddity {
  FindingId id;
  IpAddress from;
  std::string message;
};

struct PnpEvidence {
  std::vector<PnpResponder> responders;  // in the order of their first messages; of too many the best
  std::vector<PnpNotify> notifies;       // in order of arrival; of too many the best
  Tally seen;                            // all responders
  Tally urls;                            // all URLs
  std::vector<PnpOddity> oddities;
  Ignored ignored;
  Exchange exchange;  // the SUBSCRIBE and its final responses
  bool late = false;  // the first answer came after a repetition of the SUBSCRIBE
};

// What a datagram was.
struct PnpReading {
  enum class Kind : std::uint8_t { nothing, provisional, response, notify };
  Kind kind = Kind::nothing;
  std::optional<sip::Message> notify;  // one that is to be answered with 200
  bool is_new_url = false;             // a NOTIFY that is not a repetition contains a usable URL
};

// Whether a datagram goes to or comes from the SIP port, or goes to the port that was asked from.
bool concerns_sip(const Datagram& datagram, Port asked_from);

class PnpReader {
 public:
  // Reads answers to SUBSCRIBEs of this MAC, but to those of this computer alone as soon as there is one: the
  // phone itself may ask at the same moment. What comes later than `window` after the first one does not
  // count any more.
  PnpReader(const Identity& identity, Duration window) : m_identity(identity), m_window(window) {}

  PnpReading read(const Datagram& datagram);
  // The other door's copy of one that was read: a frame tells the MAC, which the UDP socket does not.
  void read_copy(const Datagram& datagram);

  [[nodiscard]] const PnpEvidence& evidence() const { return m_evidence; }
  // When, and from where, the first SUBSCRIBE was sent.
  [[nodiscard]] std::optional<Instant> first_asked() const {
    return m_subscribed ? std::optional(m_subscribed->first_sent) : std::nullopt;
  }
  [[nodiscard]] std::optional<Endpoint> asked_from() const {
    return m_subscribed ? std::optional(m_subscribed->asked_from) : std::nullopt;
  }

 private:
  struct Subscribed {
    std::string call_id;
    std::string from_tag;
    Endpoint asked_from;
    Instant first_sent{};
    bool by_us = false;
  };

  PnpReading read_request(const Datagram& datagram, sip::Message message);
  PnpReading read_response(const Datagram& datagram, const sip::Message& message);
  PnpReading read_notify(const Datagram& datagram, sip::Message message);
  void read_subscribe(const Datagram& datagram, const sip::Message& message);
  [[nodiscard]] bool is_for_subscriber(const Datagram& datagram) const;
  [[nodiscard]] bool is_too_late(const Datagram& datagram) const;
  PnpReading ignore(const std::string& reason);
  PnpReading ignore_as_told(const std::string& reason);
  PnpResponder* find_or_add_responder(const Datagram& datagram, PnpResponder draft);
  void know(PnpResponder& responder, const Datagram& datagram, const sip::Message& message);
  void leave_others_out();
  PnpReading ignore_of_another_address(const Datagram& datagram);
  void note_void_notify(const Datagram& datagram, const std::vector<std::string_view>& missing);
  void note_late_response(const PnpResponder& responder, const Datagram& response);
  void note_notify_oddities(const Datagram& datagram, const sip::Message& message);
  void note_oddities(const Datagram& datagram, const sip::Message& message);
  void add_oddity(FindingId id, const IpAddress& from, std::string message);
  bool add_notify(PnpNotify notify);
  [[nodiscard]] bool is_own_dialog(const sip::Message& message) const;

  Identity m_identity;
  Duration m_window;
  std::optional<Subscribed> m_subscribed;
  PnpEvidence m_evidence;
  std::optional<IpAddress> m_phone;  // it asks itself, from there
};

}  // namespace provtool
