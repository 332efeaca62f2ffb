#include "discovery/name_servers.hpp"

#include <algorithm>

#include "base/bytes.hpp"

namespace provtool {

namespace {

constexpr std::uint16_t k_dhcp4_dns = 6;
constexpr std::uint16_t k_dhcp6_dns = 23;

template <typename Address>
std::vector<IpAddress> addresses_in(ByteView bytes) {
  constexpr auto k_size = sizeof(Address::bytes);
  std::vector<IpAddress> addresses;
  for (; bytes.size() >= k_size; bytes = bytes.subspan(k_size))
    if (const auto address = Address::from(bytes.first(k_size)); address && *address != Address{})
      addresses.push_back(IpAddress{*address});
  return addresses;
}

}  // namespace

std::vector<IpAddress> name_servers_of(const SeenDhcpServer& server) {
  const auto code = server.family == 6 ? k_dhcp6_dns : k_dhcp4_dns;
  for (const auto& option : server.options) {
    const auto bytes = option.code == code ? parse_hex(option.hex) : std::nullopt;
    if (bytes)
      return server.family == 6 ? addresses_in<Ipv6Address>(*bytes) : addresses_in<Ipv4Address>(*bytes);
  }
  return {};
}

std::vector<IpAddress> name_servers_of(const std::vector<SeenDhcpServer>& servers,
                                       const std::string& winner) {
  const auto won = std::find_if(servers.begin(), servers.end(),
                                [&](const SeenDhcpServer& server) { return server.server == winner; });
  if (won != servers.end()) return name_servers_of(*won);
  for (const auto& server : servers)
    if (auto found = name_servers_of(server); !found.empty()) return found;
  return {};
}

}  // namespace provtool
