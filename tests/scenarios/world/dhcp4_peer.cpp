#include "scenarios/world/dhcp4_peer.hpp"

#include <algorithm>
#include <string>

#include "wire/dhcpv4.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool::testing {

namespace {

using Json = nlohmann::json;
using dhcpv4::Message;
using dhcpv4::MessageType;

void add_options(const Json& options, Message& reply) {
  for_each_instance(options, [&reply](int code, Bytes value) {
    reply.add(static_cast<std::uint8_t>(code), std::move(value));
  });
}

// Each instance as it was added: a scenario says itself how options are split.
Bytes write(const Message& reply) {
  Message header = reply;
  header.instances.clear();
  Bytes bytes = dhcpv4::serialize(header);
  bytes.resize(240);
  for (const auto& instance : reply.instances) {
    bytes.push_back(instance.code);
    bytes.push_back(static_cast<std::uint8_t>(instance.data.size()));
    bytes.insert(bytes.end(), instance.data.begin(), instance.data.end());
  }
  bytes.push_back(dhcpv4::option::end);
  return bytes;
}

class Dhcp4Peer : public Peer {
 public:
  explicit Dhcp4Peer(const Json& server)
      : m_server(server),
        m_address(Ipv4Address::parse(server.value("address", "192.0.2.1")).value()),
        m_mac(mac_in(server, "00:00:5e:00:53:fe")) {}

  std::vector<Datagram> answers_to(const Datagram& sent) override {
    const auto request = dhcpv4::parse(sent.payload);
    if (sent.destination.port != dhcpv4::k_server_port || !request || !request->type() ||
        !is_for_us(*request))
      return {};
    ++m_seen;
    if (m_seen <= m_server.value("deaf_for", 0) || is_lost(m_server, m_seen)) return {};
    switch (*request->type()) {
      case MessageType::discover:
        return reply(sent, *request, MessageType::offer, "offer");
      case MessageType::inform:
        return reply(sent, *request, MessageType::ack, "inform");
      case MessageType::request:
        return m_server.contains("nak") ? nak(sent, *request)
                                        : reply(sent, *request, MessageType::ack, "ack");
      default:
        return {};
    }
  }

 private:
  [[nodiscard]] bool is_for_us(const Message& request) const {
    if (m_server.contains("only_mac") &&
        request.chaddr != MacAddress::parse(m_server["only_mac"].get<std::string>()))
      return false;
    const auto vendor_class = request.option(dhcpv4::option::vendor_class).value_or(Bytes{});
    return !m_server.contains("only_vendor_class") ||
           as_text(vendor_class) == m_server["only_vendor_class"].get<std::string>();
  }

  std::vector<Datagram> nak(const Datagram& sent, const Message& request) const {
    Message message = header_for(request, MessageType::nak);
    message.yiaddr = {};
    message.add(dhcpv4::option::message, to_bytes(m_server["nak"].get<std::string>()));
    return {datagram(sent, write(message))};
  }

  std::vector<Datagram> reply(const Datagram& sent, const Message& request, MessageType type,
                              const char* key) const {
    if (!m_server.contains(key)) return {};
    Message message = header_for(request, type);
    add_options(m_server[key], message);
    add_requested_options(request, message);
    std::vector<Datagram> replies;
    for (int i = 0; i < m_server.value("copies", 1); ++i)
      replies.push_back(datagram(sent, broken(write(message))));
    return replies;
  }

  // As most servers do: what was not asked for is not sent.
  void add_requested_options(const Message& request, Message& reply) const {
    if (!m_server.contains("requested")) return;
    const auto list = request.option(dhcpv4::option::parameter_request_list).value_or(Bytes{});
    for (const auto& [code, value] : m_server["requested"].items())
      if (std::find(list.begin(), list.end(), std::stoi(code)) != list.end())
        add_options({{code, value}}, reply);
  }

  [[nodiscard]] Message header_for(const Message& request, MessageType type) const {
    Message message;
    message.op = static_cast<std::uint8_t>(m_server.value("op", 2));
    message.xid = dhcpv4::Xid{static_cast<std::uint32_t>(request.xid) + m_server.value("xid_plus", 0U)};
    message.chaddr = request.chaddr;
    if (m_server.contains("chaddr"))
      message.chaddr = MacAddress::parse(m_server["chaddr"].get<std::string>()).value();
    message.yiaddr = Ipv4Address::parse(m_server.value("offers", "192.0.2.100")).value();
    message.siaddr = Ipv4Address::parse(m_server.value("siaddr", "0.0.0.0")).value();
    message.sname = m_server.value("sname", "");
    message.file = m_server.value("file", "");
    message.add(dhcpv4::option::message_type, {static_cast<std::uint8_t>(type)});
    message.add(dhcpv4::option::server_identifier, Bytes(m_address.bytes.begin(), m_address.bytes.end()));
    return message;
  }

  // What goes wrong on its way: a message cut off, or without its cookie.
  [[nodiscard]] Bytes broken(Bytes bytes) const {
    if (!m_server.value("cookie", true)) bytes.at(236) = 0;
    return cut_off(std::move(bytes), m_server);
  }

  [[nodiscard]] Datagram datagram(const Datagram& request, Bytes payload) const {
    Datagram datagram;
    datagram.time = request.time + to_duration(m_server.value("after_ms", 12.0));
    datagram.source_mac = m_mac;
    datagram.destination_mac = MacAddress::broadcast();
    if (m_server.value("unicast", false)) datagram.destination_mac = dhcpv4::parse(request.payload)->chaddr;
    datagram.source = {IpAddress{m_address}, dhcpv4::k_server_port};
    datagram.destination = {IpAddress{Ipv4Address::broadcast()},
                            Port{m_server.value("to_port", std::uint16_t{68})}};
    if (m_server.contains("vlan")) datagram.vlan = m_server["vlan"].get<std::uint16_t>();
    datagram.payload = std::move(payload);
    return datagram;
  }

  Json m_server;
  Ipv4Address m_address;
  MacAddress m_mac;
  int m_seen = 0;
};

}  // namespace

std::unique_ptr<Peer> make_dhcp4_peer(const Json& server) {
  return std::make_unique<Dhcp4Peer>(server);
}

}  // namespace provtool::testing
