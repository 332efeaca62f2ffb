#include "wire/summary.hpp"

#include <fmt/format.h>

#include <chrono>

#include "wire/dhcpv4.hpp"
#include "wire/dhcpv4_options.hpp"
#include "wire/dhcpv6.hpp"
#include "wire/sip.hpp"

namespace provtool {

namespace {

// ICMPv6 has no ports.
std::string text_of(const MacAddress& mac, const Endpoint& endpoint, Protocol protocol) {
  return fmt::format("{} {}", mac.colons(),
                     protocol == Protocol::udp ? endpoint.text() : endpoint.address.text());
}

}  // namespace

std::string summary_of(const Datagram& datagram) {
  if (const auto sip = sip::parse(datagram.payload); sip && sip->request() != nullptr)
    return fmt::format("SIP {}", sip->request()->method);
  if (datagram.protocol == Protocol::icmpv6) return "router solicitation";
  if (datagram.destination.port == dhcpv6::k_server_port)
    if (const auto message = dhcpv6::parse(datagram.payload))
      return fmt::format("DHCPv6 {} for DUID {}", dhcpv6::to_text(message->type),
                         to_hex(message->client_identifier().value_or(Bytes{})));
  const auto message = dhcpv4::parse(datagram.payload);
  if (!message || !message->type()) return "UDP datagram";
  const auto longest =
      ByteReader(message->option(dhcpv4::option::maximum_message_size).value_or(Bytes{})).u16();
  return fmt::format("{} for {}{}", dhcpv4::to_text(*message->type()), message->chaddr.colons(),
                     longest ? fmt::format(", answers of up to {} bytes", *longest) : "");
}

std::string sender_of(const Datagram& datagram) {
  return text_of(datagram.source_mac, datagram.source, datagram.protocol);
}

std::string receiver_of(const Datagram& datagram) {
  return text_of(datagram.destination_mac, datagram.destination, datagram.protocol);
}

std::string trace_of(const Datagram& datagram, Instant since) {
  return fmt::format("{:>7.3f} s  {}  {}  {} -> {}, {} bytes",
                     std::chrono::duration<double>(datagram.time - since).count(),
                     datagram.direction == Direction::sent ? "sent    " : "received", summary_of(datagram),
                     sender_of(datagram), receiver_of(datagram), datagram.payload.size());
}

}  // namespace provtool
