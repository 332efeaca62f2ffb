#include "report/disclosure.hpp"

#include <algorithm>

#include "base/secrets.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

constexpr std::string_view k_hex_mark = "0x";

class Discloser {
 public:
  explicit Discloser(Secrets secrets) : m_secrets(secrets) {}

  // Sentences of ours, with words from the network in them. Cleaned first: a line end must not end the part
  // that is masked.
  void text(std::string& text) const {
    text = clean(text).text;
    text = masked(mask_secrets(text), text).text;
  }
  // One value from the network as a whole.
  void value(std::string& value) const { value = shown(value).text; }

  template <typename Range>
  void texts(Range& range) const {
    for (auto& entry : range) text(entry);
  }
  template <typename Range>
  void values(Range& range) const {
    for (auto& entry : range) value(entry);
  }

  void received(ReceivedText& received) const {
    const auto value = shown(received.text);
    received.text = value.text;
    received.redacted = received.redacted || value.masked;
    if (!value.escaped || value.masked) received.hex.reset();
  }

  void option(SeenOption& option) const {
    auto secret = secret_in(option.hex);  // also where the text does not tell it
    const bool hidden = secret.has_value();
    if (!option.text) option.text = std::move(secret);
    if (!option.text) return;
    const bool masked = mask_hex_parts(option.text->text);
    received(*option.text);
    if (masked || hidden) option.text->redacted = true;
    if (option.text->redacted) option.hex.clear();
  }

  void place(Place& place) const {
    for (auto* text : {&place.file, &place.parameter, &place.url})
      if (*text) value(**text);
  }

  void decision(Conclusion& decision) const {
    value(decision.url);
    values(decision.resolved);
    text(decision.reason);
    text(decision.to_settle);
  }

  void source(SourceSection& source) const {
    text(source.reason);
    if (source.raw) received(*source.raw);
    value(source.url);
    values(source.resolved);
  }

  void server(SeenDhcpServer& server) const {
    if (server.decision) decision(*server.decision);
    for (auto& entry : server.options) option(entry);
  }

 private:
  // Bytes that are no text may hold one all the same: option 43 tunnels options with URLs. Their hex would
  // tell it; what is left of them is shown as text.
  [[nodiscard]] std::optional<ReceivedText> secret_in(const std::string& hex) const {
    const auto bytes = parse_hex(hex);
    if (m_secrets == Secrets::show || !bytes || !mask_value(as_text(*bytes)).masked) return std::nullopt;
    return ReceivedText{std::string(as_text(*bytes)), std::nullopt, false};
  }

  // The text of an option may have parts in hex, "1=0x0168…", where a part is no text (wire/dhcpv6_options).
  // Those that hold a secret are shown as the bytes they are, without it.
  [[nodiscard]] bool mask_hex_parts(std::string& text) const {
    bool masked = false;
    for (auto at = text.find(k_hex_mark); at != std::string::npos; at = text.find(k_hex_mark, at + 1)) {
      const auto start = at + k_hex_mark.size();
      const auto end = std::min(text.find_first_not_of("0123456789abcdef", start), text.size());
      if (const auto secret = secret_in(text.substr(start, end - start))) {
        text.replace(at, end - at, shown(secret->text).text);
        masked = true;
      }
    }
    return masked;
  }

  struct Shown {
    std::string text;
    bool masked = false;
    bool escaped = false;
  };

  // Masked before it is cleaned, because a blank or NUL may stand in a password, and once more behind it,
  // because a line end must not end a token.
  [[nodiscard]] Shown shown(const std::string& value) const {
    const auto once = masked(mask_value(value), value);
    const auto cleaned = clean(once.text);
    const auto twice = masked(mask_value(cleaned.text), cleaned.text);
    return {twice.text, once.masked || twice.masked, cleaned.escaped};
  }

  [[nodiscard]] MaskedText masked(MaskedText masked, const std::string& original) const {
    return m_secrets == Secrets::show ? MaskedText{original, false} : masked;
  }

  Secrets m_secrets;
};

}  // namespace

void disclose(Report& report, Secrets secrets) {
  const Discloser discloser(secrets);
  if (report.asked) {
    discloser.values(report.asked->arguments);
    if (report.asked->vendor_class) discloser.value(*report.asked->vendor_class);
    if (report.asked->user_agent) discloser.value(*report.asked->user_agent);
    if (report.asked->redirect_url) discloser.value(*report.asked->redirect_url);
  }
  if (report.device) {
    discloser.value(report.device->model);
    if (report.device->firmware) discloser.value(*report.device->firmware);
  }
  discloser.texts(report.assumptions);
  if (report.interface) {
    discloser.text(report.interface->name);
    discloser.text(report.interface->mode_reason);
  }
  if (report.discovery) disclose(*report.discovery, secrets);
  if (report.plan) {
    for (auto& packet : report.plan->packets) discloser.text(packet.what);
    discloser.texts(report.plan->side_effects);
  }
  for (auto& finding : report.findings) {
    discloser.text(finding.message);
    discloser.place(finding.place);
  }
  discloser.text(report.verdict.summary);
}

void disclose(DiscoverySection& discovery, Secrets secrets) {
  const Discloser discloser(secrets);
  for (auto& source : discovery.sources) discloser.source(source);
  for (auto& server : discovery.dhcp_servers) discloser.server(server);
  for (auto& responder : discovery.pnp_responders) discloser.value(responder.url);
  discloser.decision(discovery.decision);
}

}  // namespace provtool
