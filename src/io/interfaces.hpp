// The network interfaces of this host, as the kernel reports them.
#pragma once

#include <vector>

#include "base/interface.hpp"

namespace provtool {

// Interfaces of the network namespace this process is in. What tells a physical interface from a virtual one
// is that its driver names a bus (ETHTOOL_GDRVINFO), which needs no /sys.
std::vector<Interface> read_interfaces();

}  // namespace provtool
