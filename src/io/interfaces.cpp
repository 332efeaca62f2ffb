#include "io/interfaces.hpp"

#include <ifaddrs.h>
#include <linux/ethtool.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/sockios.h>
#include <linux/wireless.h>
#include <net/if_arp.h>
#include <netinet/in.h>
#include <netpacket/packet.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cctype>
#include <cstring>
#include <fstream>
#include <memory>
#include <string_view>

namespace provtool {

namespace {

// A socket for the ioctls that ask about interfaces.
class Query {
 public:
  Query() : m_fd(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {}
  ~Query() {
    if (m_fd >= 0) close(m_fd);
  }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  [[nodiscard]] bool has_bus(const std::string& name) const {
    ethtool_drvinfo info{};
    info.cmd = ETHTOOL_GDRVINFO;
    ifreq request = request_for(name);
    request.ifr_data = reinterpret_cast<char*>(&info);
    if (ioctl(m_fd, SIOCETHTOOL, &request) != 0) return false;
    const std::string_view bus(info.bus_info, strnlen(info.bus_info, sizeof info.bus_info));
    return std::any_of(bus.begin(), bus.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  }

  [[nodiscard]] bool is_wireless(const std::string& name) const {
    iwreq request{};
    name.copy(request.ifr_name, IFNAMSIZ - 1);
    if (ioctl(m_fd, SIOCGIWNAME, &request) == 0) return true;
    return access(("/sys/class/net/" + name + "/phy80211").c_str(), F_OK) == 0;
  }

 private:
  static ifreq request_for(const std::string& name) {
    ifreq request{};
    name.copy(request.ifr_name, IFNAMSIZ - 1);
    return request;
  }

  int m_fd;
};

int prefix_length(const sockaddr* mask) {
  if (mask == nullptr) return 0;
  int length = 0;
  if (mask->sa_family == AF_INET)
    return std::popcount(reinterpret_cast<const sockaddr_in*>(mask)->sin_addr.s_addr);
  for (const auto byte : reinterpret_cast<const sockaddr_in6*>(mask)->sin6_addr.s6_addr)
    length += std::popcount(byte);
  return length;
}

InterfaceAddress address_of(const ifaddrs& entry) {
  InterfaceAddress address;
  if (entry.ifa_addr->sa_family == AF_INET) {
    Ipv4Address v4;
    std::memcpy(v4.bytes.data(), &reinterpret_cast<const sockaddr_in*>(entry.ifa_addr)->sin_addr,
                v4.bytes.size());
    address.address.value = v4;
  } else {
    Ipv6Address v6;
    std::memcpy(v6.bytes.data(), &reinterpret_cast<const sockaddr_in6*>(entry.ifa_addr)->sin6_addr,
                v6.bytes.size());
    address.address.value = v6;
  }
  address.prefix_length = prefix_length(entry.ifa_netmask);
  return address;
}

// Lines of /proc/net/if_inet6: address, index, prefix length, scope, flags (hex each) and name. Without the
// file there is no IPv6, or no telling.
void mark_unsure_addresses(std::vector<Interface>& interfaces) {
  std::ifstream file("/proc/net/if_inet6");
  std::string hex;
  std::string name;
  unsigned index = 0;
  unsigned length = 0;
  unsigned scope = 0;
  unsigned flags = 0;
  while (file >> hex >> std::hex >> index >> length >> scope >> flags >> name) {
    const auto address = Ipv6Address::from(parse_hex(hex).value_or(Bytes{}));
    if (!address || (flags & (IFA_F_TENTATIVE | IFA_F_DADFAILED)) == 0) continue;
    for (auto& interface : interfaces)
      for (auto& entry : interface.addresses)
        if (interface.name == name && entry.address == IpAddress{*address}) entry.in_use = false;
  }
}

InterfaceKind kind_of(const Query& query, const ifaddrs& entry, const sockaddr_ll& link) {
  if ((entry.ifa_flags & IFF_LOOPBACK) != 0) return InterfaceKind::loopback;
  if (link.sll_hatype != ARPHRD_ETHER) return InterfaceKind::not_ethernet;
  if (query.is_wireless(entry.ifa_name)) return InterfaceKind::wireless;
  return query.has_bus(entry.ifa_name) ? InterfaceKind::wired : InterfaceKind::virtual_;
}

Interface interface_of(const Query& query, const ifaddrs& entry) {
  const auto& link = *reinterpret_cast<const sockaddr_ll*>(entry.ifa_addr);
  Interface interface;
  interface.name = entry.ifa_name;
  interface.index = link.sll_ifindex;
  if (link.sll_halen == interface.mac.bytes.size())
    std::memcpy(interface.mac.bytes.data(), link.sll_addr, interface.mac.bytes.size());
  interface.kind = kind_of(query, entry, link);
  interface.up = (entry.ifa_flags & IFF_UP) != 0;
  interface.carrier = (entry.ifa_flags & IFF_RUNNING) != 0;
  if (entry.ifa_data != nullptr)
    interface.received_packets = static_cast<const rtnl_link_stats*>(entry.ifa_data)->rx_packets;
  return interface;
}

}  // namespace

std::vector<Interface> read_interfaces() {
  ifaddrs* first = nullptr;
  if (getifaddrs(&first) != 0) return {};
  const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> list(first, &freeifaddrs);
  const Query query;
  std::vector<Interface> interfaces;
  for (const auto* entry = first; entry != nullptr; entry = entry->ifa_next)
    if (entry->ifa_addr != nullptr && entry->ifa_addr->sa_family == AF_PACKET)
      interfaces.push_back(interface_of(query, *entry));
  for (const auto* entry = first; entry != nullptr; entry = entry->ifa_next) {
    if (entry->ifa_addr == nullptr ||
        (entry->ifa_addr->sa_family != AF_INET && entry->ifa_addr->sa_family != AF_INET6))
      continue;
    const auto owner = std::find_if(interfaces.begin(), interfaces.end(), [&](const Interface& interface) {
      return interface.name == entry->ifa_name;
    });
    if (owner != interfaces.end()) owner->addresses.push_back(address_of(*entry));
  }
  mark_unsure_addresses(interfaces);
  return interfaces;
}

}  // namespace provtool
