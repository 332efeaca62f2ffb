#include "base/interface.hpp"

namespace provtool {

std::optional<Ipv4Address> find_ipv4(const Interface& interface) {
  for (const auto& entry : interface.addresses)
    if (const auto* v4 = entry.address.v4(); v4 != nullptr && !v4->is_link_local()) return *v4;
  return std::nullopt;
}

std::optional<Ipv6Address> find_routable_ipv6(const Interface& interface) {
  for (const auto& entry : interface.addresses)
    if (const auto* v6 = entry.address.v6(); v6 != nullptr && v6->is_routable()) return *v6;
  return std::nullopt;
}

std::optional<Ipv6Address> find_link_local_ipv6(const Interface& interface) {
  for (const auto& entry : interface.addresses)
    if (const auto* v6 = entry.address.v6(); v6 != nullptr && v6->is_link_local() && entry.in_use) return *v6;
  return std::nullopt;
}

std::vector<Ipv4Address> ipv4_addresses(const std::vector<Interface>& interfaces) {
  std::vector<Ipv4Address> addresses;
  for (const auto& interface : interfaces)
    for (const auto& entry : interface.addresses)
      if (const auto* v4 = entry.address.v4()) addresses.push_back(*v4);
  return addresses;
}

}  // namespace provtool
