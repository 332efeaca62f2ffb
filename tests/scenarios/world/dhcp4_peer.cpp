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
namespace option = dhcpv4::option;

void add_options(const Json& options, Message& reply) {
  for_each_instance(options, [&reply](int code, Bytes value) {
    reply.add(static_cast<std::uint8_t>(code), std::move(value));
  });
}

// What a healthy server sends, unless the scenario has its own word for it; `[]` is none.
void add_usual(const Json& options, std::uint8_t code, Bytes value, Message& reply) {
  if (!options.contains(std::to_string(code))) reply.add(code, std::move(value));
}

// Each instance as it was added: a scenario says itself how options are split.
Bytes write(const Message& reply, std::size_t pads = 0) {
  Message header = reply;
  header.instances.clear();
  Bytes bytes = dhcpv4::serialize(header);
  bytes.resize(240);
  for (const auto& instance : reply.instances) {
    bytes.insert(bytes.end(), pads, option::pad);
    bytes.push_back(instance.code);
    bytes.push_back(static_cast<std::uint8_t>(instance.data.size()));
    bytes.insert(bytes.end(), instance.data.begin(), instance.data.end());
  }
  bytes.push_back(option::end);
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
        return m_server.contains("bootp") ? bootp(sent, *request)
                                          : reply(sent, *request, MessageType::offer, "offer");
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
    const auto vendor_class = request.option(option::vendor_class).value_or(Bytes{});
    return !m_server.contains("only_vendor_class") ||
           as_text(vendor_class) == m_server["only_vendor_class"].get<std::string>();
  }

  std::vector<Datagram> nak(const Datagram& sent, const Message& request) const {
    Message message = header_for(request, MessageType::nak);
    message.yiaddr = {};
    message.add(option::message, to_bytes(m_server["nak"].get<std::string>()));
    return {datagram(sent, write(message))};
  }

  // A reply from before DHCP: with options but no message type, or with an empty vendor area.
  std::vector<Datagram> bootp(const Datagram& sent, const Message& request) const {
    Message message = header_for(request, MessageType::offer);
    message.instances.clear();
    add_options(m_server["bootp"], message);
    Bytes bytes = write(message);
    if (message.instances.empty()) std::fill(bytes.begin() + 236, bytes.end(), std::uint8_t{0});
    return {datagram(sent, std::move(bytes))};
  }

  std::vector<Datagram> reply(const Datagram& sent, const Message& request, MessageType type,
                              const char* key) const {
    if (!m_server.contains(key)) return {};
    Message message = header_for(request, type);
    if (request.type() != MessageType::inform)
      add_usual(m_server[key], option::lease_time, {0, 0, 0x0e, 0x10}, message);
    add_usual(m_server[key], option::domain_name_server,
              Bytes(m_address.bytes.begin(), m_address.bytes.end()), message);
    add_options(m_server[key], message);
    add_requested_options(request, message);
    if (m_server.value("type_last", false))
      std::rotate(message.instances.begin(), message.instances.begin() + 1, message.instances.end());
    std::vector<Datagram> replies;
    for (int i = 0; i < m_server.value("copies", 1); ++i)
      replies.push_back(datagram(sent, broken(write(message, m_server.value("pads", std::size_t{0})))));
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
    message.sname = field("sname");
    message.file = field("file");
    message.giaddr = Ipv4Address::parse(m_server.value("relay", "0.0.0.0")).value();
    message.add(option::message_type, {static_cast<std::uint8_t>(type)});
    message.add(option::server_identifier, Bytes(m_address.bytes.begin(), m_address.bytes.end()));
    return message;
  }

  // A header field: text, or bytes that contain options.
  [[nodiscard]] std::string field(const char* key) const {
    return m_server.contains(key) ? std::string(as_text(to_value(m_server[key]))) : std::string();
  }

  // What goes wrong on its way: a message cut off, or without its cookie.
  [[nodiscard]] Bytes broken(Bytes bytes) const {
    if (!m_server.value("cookie", true)) bytes.at(236) = 0;
    const auto tail = m_server.contains("tail") ? to_value(m_server["tail"]) : Bytes{};
    bytes.insert(bytes.end(), tail.begin(), tail.end());
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
