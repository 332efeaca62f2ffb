// A network interface of this host, and the addresses that it has.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/address.hpp"
#include "base/words.hpp"

namespace provtool {

enum class InterfaceKind : std::uint8_t { wired, wireless, virtual_, loopback, not_ethernet };
constexpr auto words(InterfaceKind) {
  return std::to_array<Word<InterfaceKind>>({{InterfaceKind::wired, "wired"},
                                             {InterfaceKind::wireless, "wireless"},
                                             {InterfaceKind::virtual_, "virtual"},
                                             {InterfaceKind::loopback, "loopback"},
                                             {InterfaceKind::not_ethernet, "not Ethernet"}});
}

struct Interface {
  std::string name;
  int index = 0;
  MacAddress mac{};
  InterfaceKind kind = InterfaceKind::wired;
  bool up = false;
  bool carrier = false;
  std::vector<InterfaceAddress> addresses;
  std::uint64_t received_packets = 0;  // as counted by the kernel; may wrap
};

// What is known of the link at one moment.
struct LinkState {
  bool present = true;  // the interface is there
  bool up = true;
  bool carrier = true;

  [[nodiscard]] bool works() const { return present && up && carrier; }
};

std::optional<Ipv4Address> find_ipv4(
    const Interface& interface);  // not 169.254/16: that is not a configured address
std::optional<Ipv6Address> find_routable_ipv6(const Interface& interface);
// Of all of them, 169.254/16 included.
std::vector<Ipv4Address> ipv4_addresses(const std::vector<Interface>& interfaces);
// One that is in use: the interface's own for certain.
std::optional<Ipv6Address> find_link_local_ipv6(const Interface& interface);

}  // namespace provtool
