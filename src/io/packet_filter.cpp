#include "io/packet_filter.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "wire/ndp.hpp"

namespace provtool {

namespace {

// UDP over IPv4 with the flag MF or an offset. First fragments pass whatever their ports are, so that the
// later ones can be told from those of others.
constexpr auto k_fragments = "(ip proto 17 and ip[6:2] & 0x3fff != 0)";
// Hop-by-hop options, routing, fragment, authentication, destination options.
constexpr auto k_extended = "(ip6[6] == 0 or ip6[6] == 43 or ip6[6] == 44 or ip6[6] == 51 or ip6[6] == 60)";
// Every host reports its groups behind a router alert (RFC 2710 3, RFC 3810 5), and nobody here asked.
constexpr auto k_group_report =
    "(ip6[6] == 0 and ip6[40] == 58 and ip6[41] == 0 and "
    "(ip6[48] == 130 or ip6[48] == 131 or ip6[48] == 132 or ip6[48] == 143))";

}  // namespace

// In pcap-filter(7) "and" binds no tighter than "or": hence the parentheses.
std::string filter_expression(const PacketSocketOptions& options) {
  std::vector<std::string> terms;
  for (const auto port : options.udp_ports)
    terms.push_back(fmt::format("udp port {}", static_cast<unsigned>(port)));
  if (options.neighbor_discovery)
    terms.push_back(fmt::format("(icmp6 and (ip6[40] == {} or ip6[40] == {}))", ndp::k_router_advertisement,
                                ndp::k_neighbor_solicitation));
  terms.emplace_back(k_fragments);
  terms.push_back(fmt::format("(ip6 and {} and not {})", k_extended, k_group_report));
  return fmt::format("{}", fmt::join(terms, " or "));
}

bool concerns(const PacketSocketOptions& options, const Datagram& datagram) {
  if (datagram.protocol == Protocol::icmpv6)
    return options.neighbor_discovery && !datagram.payload.empty() &&
           (datagram.payload.front() == ndp::k_router_advertisement ||
            datagram.payload.front() == ndp::k_neighbor_solicitation);
  return std::any_of(options.udp_ports.begin(), options.udp_ports.end(), [&](Port port) {
    return port == datagram.source.port || port == datagram.destination.port;
  });
}

}  // namespace provtool
