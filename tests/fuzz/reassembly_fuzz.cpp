// Frames one after the other, whatever they contain: nothing is kept beyond the bounds, and a datagram that
// was put together is understood again in one piece.
//   | length (1) | milliseconds since the frame before (1) | frame | length …
#include "fuzz/require.hpp"
#include "wire/reassembly.hpp"

using namespace provtool;

namespace {

void check_lost(const std::vector<LostPacket>& lost) {
  std::size_t bytes = 0;
  for (const auto& packet : lost) {
    require(!to_text(packet.why).empty());
    for (const auto& part : packet.known.parts) bytes += part.frame.size();
  }
  require(lost.size() <= 64 && bytes <= 256 << 10);
}

void check_whole(const Datagram& datagram) {
  require(datagram.parts.empty() != datagram.frame.empty());
  require(datagram.parts.size() <= 128);
  if (datagram.payload.size() > 1400) return;
  const auto again = parse_frame(serialize_frame(datagram), Checksums::verify);
  require(again.has_value() && again->source == datagram.source && again->protocol == datagram.protocol);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Reassembly all;
  Reassembly some([](const Datagram& datagram) { return datagram.destination.port == Port{68}; });
  Instant now{};
  ByteReader reader(ByteView(data, size));
  while (const auto length = reader.u8()) {
    now = now + std::chrono::milliseconds(reader.u8().value_or(0));
    const auto frame = reader.take(std::min<std::size_t>(*length, reader.left()));
    const auto taken = all.take(*frame, Checksums::not_filled_in, now);
    require(!taken.datagram || taken.fault.empty());
    if (taken.datagram) check_whole(*taken.datagram);
    const auto wanted = some.take(*frame, Checksums::verify, now);
    if (wanted.datagram) require(wanted.datagram->destination.port == Port{68});
  }
  check_lost(all.lost());
  check_lost(some.lost());
  return 0;
}
