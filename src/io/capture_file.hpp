// Captures read back: the datagrams of both directions, as a run saw them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/datagram.hpp"
#include "base/trouble.hpp"
#include "wire/reassembly.hpp"

namespace provtool {

struct Capture {
  // In the order of the file; instants count from 1970. What `own` sent is sent, all else received.
  std::vector<Datagram> datagrams;
  std::vector<std::string> left_aside;  // frames that contain no datagram, and why
  std::vector<LostPacket> lost;         // in fragments, and not put together
  Instant begins{};
  Instant ends{};       // when the capture ended: as its statistics say, else with its last frame
  bool silent = false;  // its statistics say that nobody spoke
  std::optional<std::string> doubt{};  // why silence says nothing, as its statistics say
};

// A pcap or pcapng file of Ethernet frames. `own` is the MAC of the interface that asked. The trouble says
// what cannot be read and why; a file that breaks off in the middle is read up to there.
Expected<Capture> read_capture(const std::string& path, const MacAddress& own);

}  // namespace provtool
