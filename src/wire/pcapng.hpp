// Capture files as Wireshark opens them (pcapng, draft-ietf-opsawg-pcapng). libpcap 1.10 reads this format
// only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/datagram.hpp"

namespace provtool {

// When a capture began and ended, and how many frames the interface received meanwhile, not counting what a
// switch says by itself: silence at its end is as much of an observation as a packet is, unless there is a
// reason why not.
struct CaptureStatistics {
  WallTime start{};
  WallTime end{};
  std::optional<std::uint64_t> received{};  // nothing when it is not known
  std::string doubt{};                      // why silence says nothing; empty when it does
};

// One Ethernet interface and one enhanced packet block for each datagram, in the order given, then its
// statistics. Frames that were not seen as such (UDP sockets) are made from what is known. `epoch` is the
// wall time of the monotonic clock's zero.
Bytes to_pcapng(const std::vector<Datagram>& datagrams, const std::string& interface, WallTime epoch,
                const CaptureStatistics& statistics, const std::string& application);

// The statistics of a file as to_pcapng() writes it (big-endian, microseconds), which libpcap does not hand
// over; nothing in any other kind of file.
std::optional<CaptureStatistics> find_capture_statistics(ByteView file);

}  // namespace provtool
