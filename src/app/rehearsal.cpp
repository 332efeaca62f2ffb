#include "app/rehearsal.hpp"

#include <fmt/format.h>

#include <utility>

#include "wire/dhcpv4.hpp"
#include "wire/dhcpv6.hpp"
#include "wire/frame.hpp"
#include "wire/sip.hpp"

namespace provtool {

namespace {

class RehearsalWorld : public World {
 public:
  explicit RehearsalWorld(Instant start) : m_now(start) {}

  Instant now() override { return m_now; }
  WallTime wall_now() override { return {}; }
  std::uint32_t random() override { return 0; }
  std::vector<Interface> interfaces() override { return {}; }
  Expected<void> open_packet_socket(const Interface& /*interface*/,
                                    const PacketSocketOptions& /*options*/) override {
    return {};
  }
  Expected<Port> open_udp_socket(const Interface& /*interface*/, const Ipv4Address& /*address*/,
                                 Port port) override {
    return port;
  }
  void drop_rights() override {}
  Expected<void> send(Datagram& datagram) override {
    datagram.time = m_now;
    datagram.direction = Direction::sent;
    datagram.frame = serialize_frame(datagram);
    return {};
  }
  RequestId fetch(const Request& request) override {
    Fetched nothing;
    nothing.url = request.url;
    nothing.problem = FetchProblem::timeout;
    m_unanswered.fetched.emplace_back(RequestId{m_requests}, nothing);
    return RequestId{m_requests++};
  }
  void abandon_requests() override { m_unanswered = {}; }
  Arrivals wait(Instant until) override {
    m_now = until;
    return std::exchange(m_unanswered, {});
  }

 private:
  Instant m_now;
  std::uint32_t m_requests = 0;
  Arrivals m_unanswered;
};

std::string what_it_is(const Datagram& datagram) {
  if (const auto sip = sip::parse(datagram.payload); sip && sip->request() != nullptr)
    return fmt::format("SIP {}", sip->request()->method);
  if (datagram.protocol == Protocol::icmpv6) return "router solicitation";
  if (datagram.destination.port == dhcpv6::k_server_port)
    if (const auto message = dhcpv6::parse(datagram.payload))
      return fmt::format("DHCPv6 {} for DUID {}", dhcpv6::to_text(message->type),
                         to_hex(message->client_identifier().value_or(Bytes{})));
  const auto message = dhcpv4::parse(datagram.payload);
  if (!message || !message->type()) return "UDP datagram";
  return fmt::format("{} for {}", dhcpv4::to_text(*message->type()), message->chaddr.colons());
}

// ICMPv6 has no ports.
std::string text_of(const MacAddress& mac, const Endpoint& endpoint, Protocol protocol) {
  return fmt::format("{} {}", mac.colons(),
                     protocol == Protocol::udp ? endpoint.text() : endpoint.address.text());
}

}  // namespace

std::vector<PlannedPacket> rehearse(std::span<Machine* const> machines, Instant start) {
  RehearsalWorld world(start);
  Journal journal;
  drive(world, machines, {}, journal);
  std::vector<PlannedPacket> packets;
  for (const auto& datagram : journal.datagrams())
    packets.push_back({datagram.time - start, what_it_is(datagram),
                       text_of(datagram.source_mac, datagram.source, datagram.protocol),
                       text_of(datagram.destination_mac, datagram.destination, datagram.protocol),
                       datagram.frame.size(), to_hex(datagram.frame), false});
  return packets;
}

}  // namespace provtool
