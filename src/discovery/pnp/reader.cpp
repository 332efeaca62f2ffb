#include "discovery/pnp/reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "device/url_reading.hpp"
#include "wire/sip_response.hpp"

namespace provtool {

namespace {

// Longer than any URL a phone could take; what is longer is not kept.
constexpr std::size_t k_longest_body = 4096;
// More of these do not share one link; more are a flood.
constexpr std::size_t k_most_responders = 32;
constexpr std::size_t k_most_notifies = 32;
constexpr std::size_t k_most_urls = 8;
constexpr std::size_t k_longest_reason = 100;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0';
}

std::string_view trim_body(std::string_view body) {
  while (!body.empty() && is_blank(body.back())) body.remove_suffix(1);
  while (!body.empty() && is_blank(body.front())) body.remove_prefix(1);
  return body;
}

std::vector<std::string_view> words_of(std::string_view body) {
  std::vector<std::string_view> words;
  while (!(body = trim_body(body)).empty() && words.size() <= k_most_urls) {
    const auto end =
        static_cast<std::size_t>(std::find_if(body.begin(), body.end(), is_blank) - body.begin());
    words.push_back(body.substr(0, end));
    body.remove_prefix(end);
  }
  return words;
}

// Several URLs are separated by spaces or line breaks; anything else is one value, good or bad.
std::vector<Bytes> urls_in(ByteView bytes) {
  const auto body = trim_body(as_text(bytes));
  if (body.empty() || body.size() > k_longest_body) return {};
  const auto words = words_of(body);
  const bool each_a_url =
      words.size() <= k_most_urls && std::all_of(words.begin(), words.end(), [](std::string_view word) {
        return word.find("://") != std::string_view::npos;
      });
  if (!each_a_url) return {to_bytes(body)};
  std::vector<Bytes> urls;
  for (const auto word : words) urls.push_back(to_bytes(word));
  return urls;
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
  if (datagram.vlan) return ignore(fmt::format("tagged for VLAN {}", *datagram.vlan));
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
  if (!is_for_subscriber(datagram)) return ignore("for another address");
  if (method == "NOTIFY" && concerns_provisioning(message, m_identity.phone->pnp))
    return read_notify(datagram, std::move(message));
  if (method != "NOTIFY") return ignore(fmt::format("{} request", method.substr(0, 32)));
  return ignore(
      fmt::format("NOTIFY for {}", message.event_package().value_or("no event package").substr(0, 32)));
}

void PnpReader::read_subscribe(const Datagram& datagram, const sip::Message& message) {
  const auto from = to_lower(message.header("From").value_or(""));
  const auto call_id = message.header("Call-ID");
  if (!call_id || from.find(m_identity.mac.lower_plain()) == std::string::npos) {
    ignore("SUBSCRIBE of other phones");
    return;
  }
  if (!m_subscribed)
    m_subscribed =
        Subscribed{std::string(*call_id), message.from_tag().value_or(""), datagram.source, datagram.time};
  if (m_subscribed->call_id == *call_id)
    m_evidence.exchange.ask(datagram.time);
  else
    ignore("SUBSCRIBE of another dialog");
}

PnpReading PnpReader::read_response(const Datagram& datagram, const sip::Message& message) {
  if (datagram.direction == Direction::sent) return {};
  if (!is_for_subscriber(datagram)) return ignore("for another address");
  if (!m_subscribed || message.header("Call-ID") != m_subscribed->call_id)
    return ignore("response to another request");
  const int code = message.response()->code;
  if (code < 200) {
    ignore("provisional response");
    return {is_too_late(datagram) ? PnpReading::Kind::nothing : PnpReading::Kind::provisional, std::nullopt,
            false};
  }
  if (is_too_late(datagram)) return ignore("response that came too late");
  PnpResponder* responder = find_or_add_responder(datagram);
  if (responder == nullptr) return ignore("over the limit of responders kept");
  note_oddities(datagram, message);
  m_evidence.exchange.answer(datagram.time);
  if (!responder->status) {
    responder->status = code;
    responder->reason_phrase = shortened(message.response()->reason, k_longest_reason);
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
  PnpResponder* responder = find_or_add_responder(datagram);
  if (responder == nullptr) return ignore("over the limit of responders kept");
  note_oddities(datagram, message);
  note_notify_oddities(datagram, message, responder->status.has_value());
  if (!responder->status) m_evidence.exchange.answer(datagram.time);
  responder->notified = true;
  PnpReading reading{PnpReading::Kind::notify, std::nullopt, add_notify(datagram, urls_in(message.body))};
  reading.notify = std::move(message);
  return reading;
}

// In promiscuous mode, or in a capture, other phones' answers pass by.
bool PnpReader::is_for_subscriber(const Datagram& datagram) const {
  return !m_subscribed || datagram.destination.address == m_subscribed->asked_from.address;
}

bool PnpReader::is_too_late(const Datagram& datagram) const {
  return datagram.time - m_subscribed->first_sent > m_window;
}

PnpReading PnpReader::ignore(const std::string& reason) {
  note_ignored(m_evidence.ignored, reason);
  return {};
}

PnpResponder* PnpReader::find_or_add_responder(const Datagram& datagram) {
  const auto known = std::find_if(
      m_evidence.responders.begin(), m_evidence.responders.end(),
      [&](const PnpResponder& responder) { return responder.from.address == datagram.source.address; });
  if (known != m_evidence.responders.end()) return &*known;
  if (m_evidence.responders.size() >= k_most_responders) return nullptr;
  if (m_evidence.responders.empty()) m_evidence.late = m_evidence.exchange.asked_before(datagram.time) > 1;
  PnpResponder responder;
  responder.from = datagram.source;
  responder.elapsed = datagram.time - m_subscribed->first_sent;
  m_evidence.responders.push_back(std::move(responder));
  return &m_evidence.responders.back();
}

// This is reported instead of what else is malformed about the responder's messages: here the phone gets
// nothing.
void PnpReader::note_void_notify(const Datagram& datagram, const std::vector<std::string_view>& missing) {
  std::erase_if(m_evidence.oddities, [&](const PnpOddity& oddity) {
    return oddity.id == "pnp.malformed" && oddity.from == datagram.source.address;
  });
  const std::vector<std::string> names(missing.begin(), missing.end());
  add_oddity("pnp.malformed", datagram.source.address,
             fmt::format("a NOTIFY has no readable {}; it gives no URL and is not answered", listed(names)));
  if (PnpResponder* responder = find_or_add_responder(datagram)) responder->unreadable = true;
}

void PnpReader::note_notify_oddities(const Datagram& datagram, const sip::Message& message, bool responded) {
  const auto& from = datagram.source.address;
  if (message.header("Call-ID") != m_subscribed->call_id ||
      message.to_tag().value_or(m_subscribed->from_tag) != m_subscribed->from_tag)
    add_oddity("pnp.foreign-dialog", from, "its NOTIFY does not belong to the dialog of the SUBSCRIBE");
  if (datagram.source.port != sip::k_port)
    add_oddity("pnp.other-port", from,
               fmt::format("its NOTIFY came from port {}", static_cast<unsigned>(datagram.source.port)));
  if (!responded)
    add_oddity("pnp.notify-before-response", from, "its NOTIFY came before a response to the SUBSCRIBE");
  const auto body = trim_body(as_text(message.body));
  if (body.empty()) add_oddity("pnp.notify-without-url", from, "its NOTIFY has no body");
  if (body.size() > k_longest_body)
    add_oddity("pnp.notify-without-url", from,
               fmt::format("its NOTIFY has a body of {} bytes, longer than any URL", body.size()));
}

void PnpReader::note_oddities(const Datagram& datagram, const sip::Message& message) {
  const std::string what =
      message.request() != nullptr ? "NOTIFY" : fmt::format("{} response", message.response()->code);
  for (const auto& fault : message.faults) {
    const bool length = fault.kind == sip::Fault::Kind::content_length;
    add_oddity(length ? FindingId("pnp.content-length") : FindingId("pnp.malformed"), datagram.source.address,
               fmt::format("its {}: {}", what, fault.text));
  }
}

void PnpReader::add_oddity(FindingId id, const IpAddress& from, std::string message) {
  const bool known =
      std::any_of(m_evidence.oddities.begin(), m_evidence.oddities.end(),
                  [&](const PnpOddity& oddity) { return oddity.id == id && oddity.from == from; });
  if (!known && m_evidence.oddities.size() < k_most_responders)
    m_evidence.oddities.push_back({id, from, std::move(message)});
}

bool PnpReader::add_notify(const Datagram& datagram, std::vector<Bytes> urls) {
  const auto& from = datagram.source.address;
  const bool known =
      std::any_of(m_evidence.notifies.begin(), m_evidence.notifies.end(),
                  [&](const PnpNotify& notify) { return notify.from == from && notify.urls == urls; });
  if (known) return false;
  const bool usable = std::any_of(urls.begin(), urls.end(), [this](const Bytes& url) {
    return read_url(as_text(url), m_identity).usable;
  });
  // A flood of others does not hide the first valid one.
  if (m_evidence.notifies.size() >= k_most_notifies && (!usable || m_has_usable_url)) {
    ignore("over the limit of NOTIFYs kept");
    return false;
  }
  m_has_usable_url = m_has_usable_url || usable;
  m_evidence.notifies.push_back({from, datagram.time - m_subscribed->first_sent, std::move(urls)});
  return usable;
}

}  // namespace provtool
