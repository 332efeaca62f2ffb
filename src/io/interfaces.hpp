// The network interfaces of this host, as the kernel reports them.
#pragma once

#include <cstdint>
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

// Interfaces of the network namespace this process is in. What tells a physical interface from a virtual one
// is that its driver names a bus (ETHTOOL_GDRVINFO), which needs no /sys.
std::vector<Interface> read_interfaces();

}  // namespace provtool
