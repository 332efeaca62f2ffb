// What a datagram is, in a few words: for lists of packets.
#pragma once

#include <string>

#include "base/datagram.hpp"

namespace provtool {

// "DHCPDISCOVER for 00:80:f0:12:34:56", "SIP SUBSCRIBE", "UDP datagram".
std::string summary_of(const Datagram& datagram);

// Where it comes from and where it goes: MAC, address and, where there is one, port.
std::string sender_of(const Datagram& datagram);
std::string receiver_of(const Datagram& datagram);

// One line without its end: when, which way, what it is, from where to where, how long. `since`: the
// beginning.
std::string trace_of(const Datagram& datagram, Instant since);

}  // namespace provtool
