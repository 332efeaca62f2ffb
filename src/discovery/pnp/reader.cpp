#include "discovery/pnp/reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "device/url_reading.hpp"
#include "discovery/pnp/notify_body.hpp"
#include "wire/sip_response.hpp"
#include "wire/sip_uri.hpp"

namespace provtool {

namespace {

// More of these do not share one link; more are a flood.
constexpr std::size_t k_most_responders = 32;
constexpr std::size_t k_most_notifies = 32;
constexpr std::size_t k_longest_reason = 100;

constexpr auto k_for_the_phone = "for the phone itself, which is asking at this moment";

// One who gives a URL says most, one who refuses least.
int rank(const PnpResponder& responder) {
  if (responder.gave_url) return 4;
  if (responder.notified) return 3;
  if (responder.status && *responder.status < 300) return 2;
  return responder.unreadable ? 1 : 0;
}

int rank_of_notify(const PnpNotify& notify) {
  return (notify.usable ? 4 : 0) + (notify.urls.empty() ? 0 : 2) + (notify.own_dialog ? 1 : 0);
}

// The beginning of a secret cannot be recognized as one.
std::string beginning_of(std::string_view value) {
  return foreign(shortened(value, k_longest_reason), shortened(masked(value), k_longest_reason));
}

// What phones tell a NOTIFY by that belongs to their SUBSCRIBE (RFC 6665 4.1.3); stacks drop one without
// (field notes: dialects).
std::string headers_missing(const sip::Message& notify, std::string_view event) {
  std::vector<std::string> missing;
  for (const auto* name : {"Event", "Subscription-State"})
    if (notify.header(name).value_or("").empty()) missing.emplace_back(name);
  if (!missing.empty()) return fmt::format("has no {} header", listed(missing, "or"));
  if (notify.event_package() == event) return "";
  return fmt::format("is for the event {} instead of {}",
                     beginning_of(sip::without_parameters(*notify.header("Event"))), event);
}

bool concerns_provisioning(const sip::Message& notify, const PnpFacts& phone) {
  return notify.event_package() == phone.event_package.value || notify.content_type() == phone.accept.value;
}

}  // namespace

bool concerns_sip(const Datagram& datagram, Port asked_from) {
  return datagram.destination.port == sip::k_port || datagram.source.port == sip::k_port ||
         datagram.destination.port == asked_from;
}

PnpReading PnpReader::read(const Datagram& datagram) {
  if (!concerns_sip(datagram, m_subscribed ? m_subscribed->asked_from.port : sip::k_port)) return {};
  if (datagram.vlan) return ignore_as_told(fmt::format("tagged for VLAN {}", *datagram.vlan));
  auto message = sip::parse(datagram.payload);
  if (!message) return ignore(std::string(sip::to_text(message.error())));
  return message->request() != nullptr ? read_request(datagram, std::move(*message))
                                       : read_response(datagram, *message);
}

PnpReading PnpReader::read_request(const Datagram& datagram, sip::Message message) {
  const std::string method = message.request()->method;
  if (method == "SUBSCRIBE") {
    read_subscribe(datagram, message);
    return {};
  }
  if (datagram.direction == Direction::sent) return {};
  if (!is_for_subscriber(datagram)) return ignore_of_another_address(datagram);
  if (method == "NOTIFY" && concerns_provisioning(message, m_identity.phone->pnp))
    return read_notify(datagram, std::move(message));
  if (method != "NOTIFY") return ignore_as_told(fmt::format("{} request", foreign(method.substr(0, 32))));
  return ignore_as_told(fmt::format(
      "NOTIFY for {}", foreign(message.event_package().value_or("no event package").substr(0, 32))));
}

void PnpReader::read_subscribe(const Datagram& datagram, const sip::Message& message) {
  const auto from = to_lower(message.header("From").value_or(""));
  const auto call_id = message.header("Call-ID");
  if (!call_id || from.find(m_identity.mac.lower_plain()) == std::string::npos) {
    ignore("SUBSCRIBE of other phones");
    return;
  }
  const bool by_us = datagram.direction == Direction::sent;
  if (!by_us) m_phone = datagram.source.address;
  if (by_us && m_subscribed && !m_subscribed->by_us) leave_others_out();
  if (!m_subscribed)
    m_subscribed = Subscribed{std::string(*call_id), message.from_tag().value_or(""), datagram.source,
                              datagram.time, by_us};
  if (m_subscribed->call_id == *call_id)
    m_evidence.exchange.ask(datagram.time);
  else
    ignore("SUBSCRIBE of another dialog");
}

PnpReading PnpReader::read_response(const Datagram& datagram, const sip::Message& message) {
  if (datagram.direction == Direction::sent) return {};
  if (!is_for_subscriber(datagram)) return ignore_of_another_address(datagram);
  if (!m_subscribed || message.header("Call-ID") != m_subscribed->call_id)
    return ignore("response to another request");
  const int code = message.response()->code;
  if (code < 200) {
    ignore("provisional response");
    return {is_too_late(datagram) ? PnpReading::Kind::nothing : PnpReading::Kind::provisional, std::nullopt,
            false};
  }
  if (is_too_late(datagram)) return ignore("response that came too late");
  PnpResponder draft;
  draft.status = code;
  draft.reason_phrase = shortened(message.response()->reason, k_longest_reason);
  PnpResponder* responder = find_or_add_responder(datagram, draft);
  if (responder == nullptr) return ignore("over the limit of responders kept");
  know(*responder, datagram, message);
  note_oddities(datagram, message);
  m_evidence.exchange.answer(datagram.time);
  if (!responder->status) {
    note_late_response(*responder, datagram);
    responder->status = code;
    responder->reason_phrase = draft.reason_phrase;
  }
  return {PnpReading::Kind::response, std::nullopt, false};
}

PnpReading PnpReader::read_notify(const Datagram& datagram, sip::Message message) {
  if (!m_subscribed) return ignore("NOTIFY before any SUBSCRIBE");
  const auto missing = sip::missing_fields(message);
  if (is_too_late(datagram)) {
    ignore("NOTIFY that came too late");
    if (missing.empty()) return {PnpReading::Kind::notify, std::move(message), false};
    return {};
  }
  if (!missing.empty()) {
    note_void_notify(datagram, missing);
    note_oddities(datagram, message);
    return {};
  }
  PnpNotify notify{datagram.source.address, elapsed_between(m_subscribed->first_sent, datagram.time),
                   read_body(message).urls, false, is_own_dialog(message)};
  notify.usable = std::any_of(notify.urls.begin(), notify.urls.end(), [this](const Bytes& url) {
    return read_url(as_text(url), m_identity).well_formed;
  });
  PnpResponder draft;
  draft.notified = true;
  draft.gave_url = notify.usable;
  PnpResponder* responder = find_or_add_responder(datagram, draft);
  if (responder == nullptr) return ignore("over the limit of responders kept");
  know(*responder, datagram, message);
  note_oddities(datagram, message);
  note_notify_oddities(datagram, message);
  if (!responder->status) m_evidence.exchange.answer(datagram.time);
  responder->notified = true;
  responder->gave_url |= notify.usable;
  PnpReading reading{PnpReading::Kind::notify, std::nullopt, add_notify(std::move(notify))};
  reading.notify = std::move(message);
  return reading;
}

// In promiscuous mode, or in a capture, other phones' answers pass by.
bool PnpReader::is_for_subscriber(const Datagram& datagram) const {
  return !m_subscribed || datagram.destination.address == m_subscribed->asked_from.address;
}

bool PnpReader::is_too_late(const Datagram& datagram) const {
  return elapsed_between(m_subscribed->first_sent, datagram.time) > m_window;
}

PnpReading PnpReader::ignore(const std::string& reason) {
  note_ignored(m_evidence.ignored, reason);
  return {};
}

PnpReading PnpReader::ignore_as_told(const std::string& reason) {
  note_ignored_as_told(m_evidence.ignored, reason);
  return {};
}

PnpReading PnpReader::ignore_of_another_address(const Datagram& datagram) {
  return ignore(m_phone == datagram.destination.address ? k_for_the_phone : "for another address");
}

void PnpReader::leave_others_out() {
  for (std::size_t i = 0; i < m_evidence.responders.size(); ++i) ignore(k_for_the_phone);
  auto ignored = std::move(m_evidence.ignored);
  m_evidence = {};
  m_evidence.ignored = std::move(ignored);
  m_subscribed.reset();
}

PnpResponder* PnpReader::find_or_add_responder(const Datagram& datagram, PnpResponder draft) {
  auto& responders = m_evidence.responders;
  const auto is_from = [&](const PnpResponder& responder) {
    return responder.from.address == datagram.source.address;
  };
  const auto known = std::find_if(responders.begin(), responders.end(), is_from);
  if (known != responders.end()) return &*known;
  m_evidence.seen.see(datagram.source.address.text());
  if (responders.empty()) m_evidence.late = m_evidence.exchange.asked_before(datagram.time) > 1;
  draft.from = datagram.source;
  draft.elapsed = elapsed_between(m_subscribed->first_sent, datagram.time);
  const bool was_full = responders.size() >= k_most_responders;
  auto* kept = keep_best(responders, std::move(draft), k_most_responders, rank,
                         [](const PnpResponder&) { return false; });
  if (kept != nullptr && was_full)
    std::erase_if(m_evidence.oddities, [&](const PnpOddity& oddity) {
      return std::none_of(responders.begin(), responders.end(), [&](const PnpResponder& responder) {
        return responder.from.address == oddity.from;
      });
    });
  return kept;
}

void PnpReader::know(PnpResponder& responder, const Datagram& datagram, const sip::Message& message) {
  if (responder.mac == MacAddress{}) responder.mac = datagram.source_mac;
  for (const auto* name : {"Server", "User-Agent"})
    if (responder.product.empty()) responder.product = message.header(name).value_or("");
}

void PnpReader::read_copy(const Datagram& datagram) {
  for (auto& responder : m_evidence.responders)
    if (responder.from.address == datagram.source.address && responder.mac == MacAddress{})
      responder.mac = datagram.source_mac;
}

// This is reported instead of what else is malformed about the responder's messages: here the phone gets
// nothing.
void PnpReader::note_void_notify(const Datagram& datagram, const std::vector<std::string_view>& missing) {
  std::erase_if(m_evidence.oddities, [&](const PnpOddity& oddity) {
    return oddity.id == "pnp.malformed" && oddity.from == datagram.source.address;
  });
  const std::vector<std::string> names(missing.begin(), missing.end());
  PnpResponder draft;
  draft.unreadable = true;
  if (PnpResponder* responder = find_or_add_responder(datagram, draft)) responder->unreadable = true;
  add_oddity("pnp.malformed", datagram.source.address,
             fmt::format("a NOTIFY has no readable {}; it gives no URL and is not answered", listed(names)));
}

// Only the response to the one SUBSCRIBE, when it comes behind the NOTIFY, proves the order: a response that
// does not come, or that answers a repeat, may have been lost before.
void PnpReader::note_late_response(const PnpResponder& responder, const Datagram& response) {
  if (responder.notified && m_evidence.exchange.asked_before(response.time) == 1)
    add_oddity("pnp.notify-before-response", response.source.address,
               "its NOTIFY came before its response to the SUBSCRIBE");
}

void PnpReader::note_notify_oddities(const Datagram& datagram, const sip::Message& message) {
  const auto& from = datagram.source.address;
  if (!is_own_dialog(message))
    add_oddity("pnp.foreign-dialog", from, "its NOTIFY does not belong to the dialog of the SUBSCRIBE");
  if (datagram.source.port != sip::k_port)
    add_oddity("pnp.other-port", from,
               fmt::format("its NOTIFY came from port {}", static_cast<unsigned>(datagram.source.port)));
  const auto missing = headers_missing(message, m_identity.phone->pnp.event_package.value);
  if (!missing.empty())
    add_oddity("pnp.header-missing", from, fmt::format("its NOTIFY {}; a phone may drop it", missing));
  if (auto trouble = read_body(message).trouble; !trouble.empty())
    add_oddity("pnp.notify-without-url", from, std::move(trouble));
}

void PnpReader::note_oddities(const Datagram& datagram, const sip::Message& message) {
  const std::string what =
      message.request() != nullptr ? "NOTIFY" : fmt::format("{} response", message.response()->code);
  for (const auto& fault : message.faults) {
    const bool length = fault.kind == sip::Fault::Kind::content_length;
    add_oddity(length ? FindingId("pnp.content-length") : FindingId("pnp.malformed"), datagram.source.address,
               fmt::format("its {}: {}", what, fault.text));
  }
  for (const std::string_view name : {"From", "To"})
    if (const auto value = message.header(name); value && !sip::names_sip_uri(*value))
      add_oddity("pnp.malformed", datagram.source.address,
                 fmt::format("its {}: {} is not a SIP URI: {}", what, name, beginning_of(*value)));
}

// Once for each responder that is kept, and for each kind.
void PnpReader::add_oddity(FindingId id, const IpAddress& from, std::string message) {
  const bool known =
      std::any_of(m_evidence.oddities.begin(), m_evidence.oddities.end(),
                  [&](const PnpOddity& oddity) { return oddity.id == id && oddity.from == from; });
  const auto& responders = m_evidence.responders;
  const bool is_kept = std::any_of(responders.begin(), responders.end(), [&](const PnpResponder& responder) {
    return responder.from.address == from;
  });
  if (!known && is_kept) m_evidence.oddities.push_back({id, from, std::move(message)});
}

bool PnpReader::is_own_dialog(const sip::Message& message) const {
  return message.header("Call-ID") == m_subscribed->call_id &&
         message.to_tag().value_or(m_subscribed->from_tag) == m_subscribed->from_tag;
}

// A flood of others does not hide the first valid one.
bool PnpReader::add_notify(PnpNotify notify) {
  auto& notifies = m_evidence.notifies;
  const bool known = std::any_of(notifies.begin(), notifies.end(), [&](const PnpNotify& earlier) {
    return earlier.from == notify.from && earlier.urls == notify.urls;
  });
  if (known) return false;
  for (const auto& url : notify.urls) m_evidence.urls.see(std::string(as_text(url)));
  const auto* kept = keep_best(notifies, std::move(notify), k_most_notifies, rank_of_notify,
                               [](const PnpNotify& one) { return one.usable; });
  if (kept == nullptr) ignore("over the limit of NOTIFYs kept");
  return kept != nullptr && kept->usable;
}

}  // namespace provtool
