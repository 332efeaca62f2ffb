// Which frames a run is to hear: the kernel's filter, which passes them, and what is then left of them. What
// passes the second has passed the first.
#pragma once

#include <string>

#include "base/datagram.hpp"
#include "io/world.hpp"

namespace provtool {

// In the language of pcap-filter(7). Passes, beside what is meant, what only the parser can tell from it:
// later fragments, which have no ports, and IPv6 extension headers, behind which libpcap does not look.
std::string filter_expression(const PacketSocketOptions& options);

// Whether a datagram is one of those meant.
bool concerns(const PacketSocketOptions& options, const Datagram& datagram);

}  // namespace provtool
