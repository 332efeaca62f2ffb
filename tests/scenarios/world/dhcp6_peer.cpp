#include "scenarios/world/dhcp6_peer.hpp"

#include <utility>

#include "wire/dhcpv6.hpp"
#include "wire/dhcpv6_options.hpp"
#include "wire/ndp.hpp"

namespace provtool::testing {

namespace {

using Json = nlohmann::json;
using dhcpv6::Message;
using dhcpv6::MessageType;
namespace option = dhcpv6::option;

constexpr std::uint32_t k_for_ever = 0xffffffff;

void write_option(ByteWriter& writer, int code, ByteView data) {
  writer.u16(static_cast<std::uint16_t>(code));
  writer.u16(static_cast<std::uint16_t>(data.size()));
  writer.append(data);
}

// RFC 8415 21.17: the enterprise number, then its sub-options.
Bytes vendor_information(const std::string& enterprise, const Json& sub_options) {
  ByteWriter writer;
  writer.u32(static_cast<std::uint32_t>(std::stoul(enterprise)));
  for_each_instance(sub_options, [&](int code, const Bytes& value) { write_option(writer, code, value); });
  return writer.take();
}

// {"258": {"1": "http://…"}}; a list of such objects keeps their order and may repeat an enterprise.
void add_vendor(const Json& vendor, Message& message) {
  const auto all = vendor.is_array() ? vendor : Json::array({vendor});
  for (const auto& instance : all)
    for (const auto& [enterprise, sub_options] : instance.items())
      message.add(option::vendor_information, vendor_information(enterprise, sub_options));
}

// RFC 8415 21.13
Bytes status_code(const Json& status) {
  ByteWriter writer;
  writer.u16(status.at("code").get<std::uint16_t>());
  writer.append(to_bytes(status.value("text", "")));
  return writer.take();
}

// RFC 8415 21.4, 21.6: what the IA of a Solicit gets, an address or a reason why not.
Bytes identity_association(const Bytes& asked, const Json& answer) {
  ByteWriter writer;
  writer.append(ByteView(asked).first(12));
  if (answer.contains("offers")) {
    ByteWriter address;
    address.append(ipv6_in(answer, "offers", "").bytes);
    address.u32(k_for_ever);
    address.u32(k_for_ever);
    write_option(writer, option::ia_address, address.bytes());
  }
  if (answer.contains("ia_status"))
    write_option(writer, option::status_code, status_code(answer["ia_status"]));
  return writer.take();
}

// RFC 4861 4.3: who has this address? With the MAC of who asks.
Bytes neighbor_solicitation(const Ipv6Address& target, const MacAddress& source) {
  ByteWriter writer;
  writer.u8(ndp::k_neighbor_solicitation);
  writer.fill(7);
  writer.append(target.bytes);
  writer.u16(0x0101);
  writer.append(source.bytes);
  return writer.take();
}

class Dhcp6Peer : public Peer {
 public:
  // The `number`th of several that are alike but for address, MAC and DUID.
  Dhcp6Peer(const Json& server, std::uint8_t number)
      : m_server(server),
        m_address(ipv6_in(server, "address", "fe80::1")),
        m_mac(mac_in(server, "00:00:5e:00:53:fe")) {
    m_address.bytes[15] = static_cast<std::uint8_t>(m_address.bytes[15] + number);
    m_mac.bytes[5] = static_cast<std::uint8_t>(m_mac.bytes[5] + number);
    m_duid =
        server.contains("duid") ? to_value({{"hex", server["duid"]}}) : Bytes(dhcpv6::make_duid_ll(m_mac));
  }

  std::vector<Datagram> answers_to(const Datagram& sent) override {
    if (sent.protocol == Protocol::icmpv6) return what_waited_for(sent);
    auto answers = replies_to(sent);
    if (answers.empty() || m_resolved || !m_server.value("resolves", false)) return answers;
    m_waiting = std::move(answers);
    Datagram question = m_waiting.front();
    question.protocol = Protocol::icmpv6;
    question.hop_limit = ndp::k_hop_limit;
    question.source.port = question.destination.port = Port{0};
    question.payload = neighbor_solicitation(*sent.source.address.v6(), m_mac);
    return {question};
  }

 private:
  // A server that looks for the address that asked sends nothing before it has the answer.
  std::vector<Datagram> what_waited_for(const Datagram& sent) {
    if (sent.payload.front() != ndp::k_neighbor_advertisement || sent.destination_mac != m_mac) return {};
    m_resolved = true;
    auto answers = std::exchange(m_waiting, {});
    for (auto& answer : answers) answer.time = sent.time + Duration(100);
    return answers;
  }

  std::vector<Datagram> replies_to(const Datagram& sent) {
    if (sent.protocol != Protocol::udp || sent.destination.port != dhcpv6::k_server_port) return {};
    const auto request = dhcpv6::parse(sent.payload);
    if (!request) return {};
    const bool solicit = request->type == MessageType::solicit;
    const auto* key = solicit ? "solicit" : "information_request";
    if (!m_server.contains(key) || ++m_seen <= m_server.value("deaf_for", 0) || is_lost(m_server, m_seen))
      return {};
    const auto bytes = dhcpv6::serialize(
        answer_to(*request, m_server[key], solicit ? MessageType::advertise : MessageType::reply));
    const auto payload = m_server.contains("raw") ? to_value({{"hex", m_server["raw"]}}) : bytes;
    return std::vector<Datagram>(m_server.value("copies", std::size_t{1}),
                                 datagram(sent, cut_off(payload, m_server)));
  }

  [[nodiscard]] Message answer_to(const Message& request, const Json& answer, MessageType type) const {
    Message message;
    message.type = type;
    message.transaction_id = dhcpv6::TransactionId{static_cast<std::uint32_t>(request.transaction_id) +
                                                   m_server.value("transaction_plus", 0U)};
    message.add(option::client_identifier, m_server.contains("client_duid")
                                               ? to_value({{"hex", m_server["client_duid"]}})
                                               : request.client_identifier().value());
    if (m_server.value("server_id", true)) message.add(option::server_identifier, m_duid);
    if (const auto* asked = request.find(option::ia_na))
      message.add(option::ia_na, identity_association(asked->data, answer));
    if (answer.contains("status")) message.add(option::status_code, status_code(answer["status"]));
    if (answer.contains("vendor")) add_vendor(answer["vendor"], message);
    for_each_instance(answer.value("options", Json::object()), [&](int code, Bytes value) {
      message.add(static_cast<std::uint16_t>(code), std::move(value));
    });
    return message;
  }

  [[nodiscard]] Datagram datagram(const Datagram& request, Bytes payload) const {
    Datagram datagram;
    datagram.time = request.time + to_duration(m_server.value("after_ms", 2.0));
    datagram.source_mac = m_mac;
    datagram.destination_mac = request.source_mac;
    datagram.source = {IpAddress{m_address}, dhcpv6::k_server_port};
    datagram.destination = {request.source.address, Port{m_server.value("to_port", std::uint16_t{546})}};
    if (m_server.contains("vlan")) datagram.vlan = m_server["vlan"].get<std::uint16_t>();
    datagram.payload = std::move(payload);
    return datagram;
  }

  Json m_server;
  Ipv6Address m_address;
  MacAddress m_mac;
  Bytes m_duid;
  int m_seen = 0;
  bool m_resolved = false;  // it knows who asked
  std::vector<Datagram> m_waiting;
};

}  // namespace

std::vector<std::unique_ptr<Peer>> make_dhcp6_peers(const Json& server) {
  std::vector<std::unique_ptr<Peer>> peers;
  for (std::uint8_t i = 0; i < server.value("count", 1); ++i)
    peers.push_back(std::make_unique<Dhcp6Peer>(server, i));
  return peers;
}

}  // namespace provtool::testing
