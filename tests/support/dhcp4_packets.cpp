#include "support/dhcp4_packets.hpp"

#include <stdexcept>

#include "wire/dhcpv4_options.hpp"

namespace provtool::testing {

namespace {

namespace option = dhcpv4::option;

constexpr std::size_t k_options_offset = 240;

Ipv4Address address(const std::string& text) {
  return Ipv4Address::parse(text).value();
}

void append_option(Bytes& payload, std::uint8_t code, ByteView data) {
  payload.push_back(code);
  payload.push_back(static_cast<std::uint8_t>(data.size()));
  payload.insert(payload.end(), data.begin(), data.end());
}

}  // namespace

Datagram to_datagram(const Dhcp4Reply& reply) {
  dhcpv4::Message header;
  header.op = static_cast<std::uint8_t>(dhcpv4::Op::boot_reply);
  header.xid = reply.xid;
  header.chaddr = reply.chaddr;
  header.yiaddr = address(reply.address);
  header.giaddr = address(reply.relay);
  header.siaddr = address(reply.next_server);
  header.sname = reply.sname;
  header.file = reply.file;

  Datagram datagram;
  datagram.time = at(reply.time);
  datagram.interface = "eth0";
  datagram.source_mac = reply.server_mac;
  datagram.destination_mac = MacAddress::broadcast();
  datagram.source = {IpAddress{address(reply.server)}, dhcpv4::k_server_port};
  datagram.destination = {IpAddress{Ipv4Address::broadcast()}, dhcpv4::k_client_port};
  datagram.payload = dhcpv4::serialize(header);
  datagram.payload.resize(k_options_offset);
  const Bytes type{static_cast<std::uint8_t>(reply.type)};
  append_option(datagram.payload, option::message_type, type);
  if (reply.with_identifier)
    append_option(datagram.payload, option::server_identifier, address(reply.server).bytes);
  const bool grants = reply.type != dhcpv4::MessageType::nak;
  if (grants && reply.with_name_server)
    append_option(datagram.payload, option::domain_name_server, address(reply.server).bytes);
  if (grants && reply.with_lease_time)
    append_option(datagram.payload, option::lease_time, Bytes{0, 0, 0x0e, 0x10});
  for (const auto& [code, text] : reply.options) append_option(datagram.payload, code, to_bytes(text));
  if (reply.with_end) datagram.payload.push_back(option::end);
  return datagram;
}

Datagram to_datagram(const Dhcp4Request& request) {
  dhcpv4::Message message;
  message.xid = request.xid;
  message.chaddr = request.chaddr;
  message.broadcast = true;
  message.add(option::message_type, {static_cast<std::uint8_t>(request.type)});
  if (!request.requested.empty()) message.add(option::parameter_request_list, request.requested);

  Datagram datagram;
  datagram.time = at(request.time);
  datagram.interface = "eth0";
  datagram.source_mac = request.chaddr;
  datagram.destination_mac = MacAddress::broadcast();
  datagram.source = {IpAddress{Ipv4Address{}}, dhcpv4::k_client_port};
  datagram.destination = {IpAddress{Ipv4Address::broadcast()}, dhcpv4::k_server_port};
  datagram.payload = dhcpv4::serialize(message);
  return datagram;
}

Dhcp4Reply offer(Dhcp4Reply except) {
  except.type = dhcpv4::MessageType::offer;
  return except;
}

Dhcp4Reply ack(Dhcp4Reply except) {
  except.type = dhcpv4::MessageType::ack;
  return except;
}

Dhcp4Reply nak(Dhcp4Reply except) {
  except.type = dhcpv4::MessageType::nak;
  return except;
}

dhcpv4::Message message_in(const Datagram& datagram) {
  auto message = dhcpv4::parse(datagram.payload);
  if (!message) throw std::runtime_error("no DHCP message");
  return *message;
}

}  // namespace provtool::testing
