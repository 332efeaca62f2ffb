// Statistics of a capture that were found are written and found as the same again, whatever stands before
// them.
#include "fuzz/require.hpp"
#include "wire/pcapng.hpp"

using namespace provtool;

namespace {

// The input as a frame, and the same in two parts.
std::vector<Datagram> datagrams_of(ByteView frame) {
  const auto half = frame.first(frame.size() / 2);
  Datagram whole;
  whole.frame.assign(frame.begin(), frame.end());
  Datagram in_parts;
  in_parts.direction = Direction::sent;
  in_parts.parts = {{Instant{}, Bytes(half.begin(), half.end())}, {Instant{}, whole.frame}};
  return {whole, in_parts};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView input(data, size);
  const auto once = find_capture_statistics(input);
  if (!once) return 0;
  const auto again = find_capture_statistics(to_pcapng(datagrams_of(input), "eth0", {}, *once, "provtool"));
  require(again.has_value());
  require(again->start == once->start && again->end == once->end && again->received == once->received);
  return 0;
}
