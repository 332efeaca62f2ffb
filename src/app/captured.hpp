// What a run heard at two doors, as one: the packet socket below the host's firewall and the UDP socket above
// it.
#pragma once

#include <vector>

#include "io/driver.hpp"

namespace provtool {

// Every datagram once: the copies that the UDP socket got of what was seen as a frame are left out.
std::vector<Datagram> heard_once(const Journal& journal);

// Parts of a packet came that the packet socket does not put together, and the UDP socket got no whole.
bool lost_fragments(const Journal& journal);

}  // namespace provtool
