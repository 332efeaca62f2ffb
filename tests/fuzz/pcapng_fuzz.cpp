// Statistics of a capture that were found are written and found as the same again.
#include "fuzz/require.hpp"
#include "wire/pcapng.hpp"

using namespace provtool;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto once = find_capture_statistics(ByteView(data, size));
  if (!once) return 0;
  const auto again = find_capture_statistics(to_pcapng({}, "eth0", {}, *once, "provtool"));
  require(again.has_value());
  require(again->start == once->start && again->end == once->end && again->received == once->received);
  return 0;
}
