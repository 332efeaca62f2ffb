// A frame that was understood is written and understood as the same datagram again.
#include "fuzz/require.hpp"
#include "wire/frame.hpp"

using namespace provtool;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView frame(data, size);
  // Both, because the fuzzer does not guess checksums.
  if (const auto strict = parse_frame(frame, Checksums::verify))
    require(parse_frame(frame, Checksums::not_filled_in).has_value());
  const auto once = parse_frame(frame, Checksums::not_filled_in);
  if (!once) return 0;
  const auto again = parse_frame(serialize_frame(*once), Checksums::verify);
  require(again.has_value());
  require(again->source_mac == once->source_mac && again->destination_mac == once->destination_mac);
  require(again->source == once->source && again->destination == once->destination);
  require(again->vlan == once->vlan && again->protocol == once->protocol);
  require(again->hop_limit == once->hop_limit);
  require(serialize_frame(*again) == serialize_frame(*once));  // payload and, filled in, its checksum
  return 0;
}
