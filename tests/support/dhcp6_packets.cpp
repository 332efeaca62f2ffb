#include "support/dhcp6_packets.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "wire/dhcpv6_options.hpp"

namespace provtool::testing {

namespace {

namespace option = dhcpv6::option;

IpAddress address(const std::string& text) {
  return IpAddress{Ipv6Address::parse(text).value()};
}

void append_option(ByteWriter& writer, std::uint16_t code, ByteView data) {
  writer.u16(code);
  writer.u16(static_cast<std::uint16_t>(data.size()));
  writer.append(data);
}

Bytes option_bytes(const Dhcp6Vendor& vendor) {
  ByteWriter writer;
  writer.u32(vendor.enterprise);
  for (const auto& [code, text] : vendor.sub_options) append_option(writer, code, to_bytes(text));
  return writer.take();
}

// An IA_NA that holds one option.
std::pair<std::uint16_t, std::string> identity_association(std::uint16_t code, ByteView data) {
  ByteWriter writer;
  writer.fill(12);
  append_option(writer, code, data);
  return {option::ia_na, std::string(as_text(writer.take()))};
}

Datagram datagram_from(const MacAddress& mac, Duration time) {
  Datagram datagram;
  datagram.time = at(time);
  datagram.interface = "eth0";
  datagram.source_mac = mac;
  datagram.hop_limit = 1;
  return datagram;
}

void append(Bytes& payload, const std::string& junk) {
  const auto bytes = to_bytes(junk);
  payload.insert(payload.end(), bytes.begin(), bytes.end());
}

}  // namespace

Datagram to_datagram(const Dhcp6Reply& reply) {
  dhcpv6::Message message;
  message.type = reply.type;
  message.transaction_id = reply.id;
  if (reply.with_client) message.add(option::client_identifier, dhcpv6::make_duid_ll(reply.client));
  if (reply.with_server) message.add(option::server_identifier, dhcpv6::make_duid_ll(reply.mac));
  for (const auto& vendor : reply.vendor) message.add(option::vendor_information, option_bytes(vendor));
  for (const auto& [code, text] : reply.options) message.add(code, to_bytes(text));

  auto datagram = datagram_from(reply.mac, reply.time);
  datagram.destination_mac = k_laptop_mac;
  datagram.source = {address(reply.from), dhcpv6::k_server_port};
  datagram.destination = {IpAddress{k_laptop_address}, dhcpv6::k_client_port};
  datagram.payload = dhcpv6::serialize(message);
  append(datagram.payload, reply.junk);
  return datagram;
}

Datagram to_datagram(const Dhcp6Request& request) {
  dhcpv6::Message message;
  message.type = request.type;
  message.transaction_id = request.id;
  message.add(option::client_identifier, dhcpv6::make_duid_ll(request.client));

  auto datagram = datagram_from(request.client, request.time);
  datagram.destination_mac = group_mac(dhcpv6::k_servers);
  datagram.source = {address("fe80::aa"), dhcpv6::k_client_port};
  datagram.destination = {IpAddress{dhcpv6::k_servers}, dhcpv6::k_server_port};
  datagram.payload = dhcpv6::serialize(message);
  return datagram;
}

Datagram to_datagram(const RouterAdvertised& advertised) {
  ndp::RouterAdvertisement advertisement;
  advertisement.hop_limit = 64;
  advertisement.managed = advertised.managed;
  advertisement.other = advertised.other;
  advertisement.lifetime_seconds = 1800;
  advertisement.source_mac = advertised.mac;
  advertisement.prefixes = advertised.prefixes;

  auto datagram = datagram_from(advertised.mac, advertised.time);
  datagram.protocol = Protocol::icmpv6;
  datagram.hop_limit = advertised.hop_limit;
  datagram.destination_mac = group_mac(ndp::k_nodes);
  datagram.source.address = address(advertised.from);
  datagram.destination.address = IpAddress{ndp::k_nodes};
  datagram.payload = ndp::serialize(advertisement);
  append(datagram.payload, advertised.junk);
  return datagram;
}

Dhcp6Reply reply(Dhcp6Reply except) {
  except.type = dhcpv6::MessageType::reply;
  return except;
}

Dhcp6Reply advertise(Dhcp6Reply except) {
  except.type = dhcpv6::MessageType::advertise;
  if (except.id == k_information_id) except.id = k_solicit_id;
  return except;
}

Dhcp6Request solicit(Dhcp6Request except) {
  except.type = dhcpv6::MessageType::solicit;
  if (except.id == k_information_id) except.id = k_solicit_id;
  return except;
}

Dhcp6Reply of_server(std::uint16_t number, Dhcp6Reply reply) {
  const auto high = static_cast<std::uint8_t>(number >> 8);
  const auto low = static_cast<std::uint8_t>(number & 0xff);
  reply.mac = MacAddress{{0x02, 0x00, 0x5e, 0x10, high, low}};
  reply.from = fmt::format("fe80::a:{:x}", number);
  return reply;
}

ndp::Prefix usual_prefix() {
  ndp::Prefix prefix;
  prefix.address = Ipv6Address::parse("2001:db8::").value();
  prefix.length = 64;
  prefix.on_link = true;
  prefix.autonomous = true;
  prefix.valid_seconds = 86400;
  prefix.preferred_seconds = 14400;
  return prefix;
}

std::pair<std::uint16_t, std::string> no_addresses() {
  return identity_association(option::status_code, Bytes{0, 2});
}

std::pair<std::uint16_t, std::string> offered_address(const std::string& address) {
  ByteWriter lease;
  lease.append(Ipv6Address::parse(address).value().bytes);
  lease.u32(3600);
  lease.u32(7200);
  return identity_association(option::ia_address, lease.take());
}

dhcpv6::Message dhcp6_in(const Datagram& datagram) {
  auto message = dhcpv6::parse(datagram.payload);
  if (!message) throw std::runtime_error("no DHCPv6 message");
  return *message;
}

}  // namespace provtool::testing
