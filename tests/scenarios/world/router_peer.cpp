#include "scenarios/world/router_peer.hpp"

#include "wire/ndp.hpp"

namespace provtool::testing {

namespace {

using Json = nlohmann::json;

// "2001:db8::/64" as routers usually advertise it, or an object with what is unusual about it.
ndp::Prefix to_prefix(const Json& json) {
  const auto text = json.is_object() ? json.at("prefix").get<std::string>() : json.get<std::string>();
  const auto slash = text.find('/');
  const auto flags = json.is_object() ? json : Json::object();
  ndp::Prefix prefix;
  prefix.address = Ipv6Address::parse(text.substr(0, slash)).value();
  prefix.length = static_cast<std::uint8_t>(std::stoi(text.substr(slash + 1)));
  prefix.on_link = true;
  prefix.autonomous = flags.value("autonomous", true);
  prefix.valid_seconds = flags.value("valid", 2'592'000U);  // RFC 4861 6.2.1: 30 days
  prefix.preferred_seconds = std::min(prefix.valid_seconds, 604'800U);
  return prefix;
}

class RouterPeer : public Peer {
 public:
  explicit RouterPeer(const Json& router) : m_router(router), m_mac(mac_in(router, "00:00:5e:00:53:fd")) {}

  std::vector<Datagram> answers_to(const Datagram& sent) override {
    const bool asked = sent.protocol == Protocol::icmpv6 && !sent.payload.empty() &&
                       sent.payload.front() == ndp::k_router_solicitation;
    if (!asked || !m_router.value("answers", true) || is_lost(m_router, ++m_seen)) return {};
    return {datagram(sent.time + to_duration(m_router.value("after_ms", 1.0)))};
  }

  std::vector<Datagram> unasked(Instant start) override {
    std::vector<Datagram> advertisements;
    for (const auto& milliseconds : m_router.value("unsolicited", Json::array()))
      advertisements.push_back(datagram(start + to_duration(milliseconds)));
    return advertisements;
  }

 private:
  [[nodiscard]] Bytes advertisement() const {
    if (m_router.contains("raw")) return to_value({{"hex", m_router["raw"]}});
    ndp::RouterAdvertisement advertisement;
    advertisement.hop_limit = 64;
    advertisement.managed = m_router.value("managed", false);
    advertisement.other = m_router.value("other", false);
    advertisement.lifetime_seconds = m_router.value("lifetime", std::uint16_t{1800});
    advertisement.source_mac = m_mac;
    for (const auto& prefix : m_router.value("prefixes", Json::array()))
      advertisement.prefixes.push_back(to_prefix(prefix));
    return ndp::serialize(advertisement);
  }

  [[nodiscard]] Datagram datagram(Instant time) const {
    Datagram datagram;
    datagram.time = time;
    datagram.protocol = Protocol::icmpv6;
    datagram.source_mac = m_mac;
    datagram.destination_mac = group_mac(ndp::k_nodes);
    datagram.source.address = IpAddress{ipv6_in(m_router, "address", "fe80::1")};
    datagram.destination.address = IpAddress{ndp::k_nodes};
    datagram.hop_limit = m_router.value("hop_limit", ndp::k_hop_limit);
    if (m_router.contains("vlan")) datagram.vlan = m_router["vlan"].get<std::uint16_t>();
    datagram.payload = cut_off(advertisement(), m_router);
    return datagram;
  }

  Json m_router;
  MacAddress m_mac;
  int m_seen = 0;
};

}  // namespace

std::unique_ptr<Peer> make_router_peer(const Json& router) {
  return std::make_unique<RouterPeer>(router);
}

}  // namespace provtool::testing
