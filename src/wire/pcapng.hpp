// Capture files as Wireshark opens them (pcapng, draft-ietf-opsawg-pcapng). libpcap 1.10 reads this format
// only.
#pragma once

#include <string>
#include <vector>

#include "base/datagram.hpp"

namespace provtool {

// One Ethernet interface and one enhanced packet block for each datagram, in the order given. Frames that
// were not seen as such (UDP sockets) are made from what is known. `epoch` is the wall time of the monotonic
// clock's zero.
Bytes to_pcapng(const std::vector<Datagram>& datagrams, const std::string& interface, WallTime epoch,
                const std::string& application);

}  // namespace provtool
