#include "scenarios/world/pnp_peer.hpp"

#include <fmt/format.h>

#include "wire/sip_response.hpp"

namespace provtool::testing {

namespace {

using Json = nlohmann::json;

std::string without_carriage_returns(std::string text) {
  std::erase(text, '\r');
  return text;
}

std::string replaced(std::string text, std::string_view word, std::string_view by) {
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + by.size()))
    text.replace(at, word.size(), by);
  return text;
}

class PnpPeer : public Peer {
 public:
  explicit PnpPeer(const Json& responder)
      : m_responder(responder),
        m_address(Ipv4Address::parse(responder.value("address", "192.0.2.10")).value()),
        m_mac(mac_in(responder, "00:00:5e:00:53:aa")) {}

  std::vector<Datagram> answers_to(const Datagram& sent) override {
    const auto request = sip::parse(sent.payload);
    if (sent.destination.port != sip::k_port || !request || request->request() == nullptr) return {};
    if (request->header("Event").value_or("").find(m_responder.value("only_event", "")) ==
        std::string_view::npos)
      return {};
    const int first = m_responder.value("deaf_for", 0) + 1;
    if (request->request()->method != "SUBSCRIBE" || ++m_seen < first || is_lost(m_responder, m_seen) ||
        m_seen >= first + m_responder.value("answers", 1))
      return {};
    std::vector<Datagram> answers;
    if (const int status = m_responder.value("status", 200); status != 0)
      answers.push_back(datagram(sent, response(*request, status), m_responder.value("after_ms", 2.0)));
    for (const auto& notify : m_responder.value("notifies", Json::array()))
      if (!is_lost(notify, m_seen))
        for (int i = 0; i < notify.value("copies", 1); ++i)
          answers.push_back(notify_datagram(sent, *request, notify, i));
    return answers;
  }

 private:
  std::string response(const sip::Message& request, int status) const {
    auto message = *sip::make_response(request, status, m_responder.value("reason", "OK"), "peer-tag");
    if (m_responder.contains("product")) message.fields.push_back({"Server", m_responder["product"]});
    return std::string(as_text(sip::serialize(message)));
  }

  Datagram notify_datagram(const Datagram& sent, const sip::Message& request, const Json& notify,
                           int copy) const {
    auto text =
        notify.contains("raw") ? notify["raw"].get<std::string>() : notify_text(sent, request, notify, copy);
    if (notify.value("lf_only", false)) text = without_carriage_returns(text);
    auto answer = datagram(sent, text, notify.value("after_ms", 5.0));
    answer.source.port = Port{notify.value("from_port", std::uint16_t{5060})};
    if (notify.value("to_5060", false)) answer.destination.port = sip::k_port;
    if (notify.contains("to_address"))
      answer.destination.address = IpAddress::parse(notify["to_address"].get<std::string>()).value();
    if (notify.contains("to_mac"))
      answer.destination_mac = MacAddress::parse(notify["to_mac"].get<std::string>()).value();
    return answer;
  }

  std::string notify_text(const Datagram& sent, const sip::Message& request, const Json& notify,
                          int copy) const {
    const auto body = replaced(notify.value("body", ""), "{i}", std::to_string(copy)) +
                      std::string(notify.value("padding", std::size_t{0}), 'x');
    std::string text =
        fmt::format("{} sip:{} SIP/2.0\r\n", notify.value("method", "NOTIFY"), sent.source.text());
    auto fields = headers(request, body);
    const auto changes = notify.value("headers", Json::object());
    for (const auto& [name, value] : changes.items()) fields[name] = value;
    for (const auto& [name, value] : fields.items())
      if (!value.is_null())
        text += fmt::format("{}: {}\r\n", name, filled_in(value.get<std::string>(), request));
    return text + "\r\n" + body;
  }

  // The values of the SUBSCRIBE that a NOTIFY takes up.
  static std::string filled_in(std::string value, const sip::Message& request) {
    value = replaced(std::move(value), "{from}", request.header("From").value());
    value = replaced(std::move(value), "{to}", request.header("To").value());
    return replaced(std::move(value), "{call_id}", request.header("Call-ID").value());
  }

  nlohmann::ordered_json headers(const sip::Message& request, const std::string& body) const {
    return {{"Via", fmt::format("SIP/2.0/UDP {}:5060;branch=z9hG4bKpeer;rport", m_address.text())},
            {"From", std::string(request.header("To").value()) + ";tag=peer-tag"},
            {"To", std::string(request.header("From").value())},
            {"Call-ID", std::string(request.header("Call-ID").value())},
            {"CSeq", "1 NOTIFY"},
            {"Event", "ua-profile"},
            {"Subscription-State", "terminated;reason=timeout"},
            {"Content-Type", "application/url"},
            {"Content-Length", std::to_string(body.size())}};
  }

  Datagram datagram(const Datagram& request, const std::string& text, double after_ms) const {
    Datagram answer;
    answer.time = request.time + to_duration(after_ms);
    answer.source_mac = m_mac;
    answer.destination_mac = request.source_mac;
    answer.source = {IpAddress{m_address}, sip::k_port};
    answer.destination = request.source;
    answer.payload = to_bytes(text);
    return answer;
  }

  Json m_responder;
  Ipv4Address m_address;
  MacAddress m_mac;
  int m_seen = 0;
};

}  // namespace

std::unique_ptr<Peer> make_pnp_peer(const Json& responder) {
  return std::make_unique<PnpPeer>(responder);
}

}  // namespace provtool::testing
