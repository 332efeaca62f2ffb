// A router advertisement that was understood is written and understood as the same again.
#include <algorithm>

#include "base/text.hpp"
#include "fuzz/require.hpp"
#include "wire/fault_list.hpp"
#include "wire/ndp.hpp"

using namespace provtool;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Who looks for an address is told it, and where routers are asked.
  if (const auto target = ndp::solicited_neighbor(ByteView(data, size))) {
    const auto told = ndp::serialize(ndp::NeighborAdvertisement{*target, {}});
    require(std::search(told.begin(), told.end(), target->bytes.begin(), target->bytes.end()) != told.end());
  }
  require(!ndp::parse_router_advertisement(ndp::serialize(ndp::RouterSolicitation{})));
  const auto once = ndp::parse_router_advertisement(ByteView(data, size));
  if (!once) return 0;
  require(once->faults.size() <= k_most_faults);
  for (const auto& fault : once->faults) require(fault.offset < size && is_utf8(fault.what));
  const auto written = ndp::serialize(*once);
  const auto again = ndp::parse_router_advertisement(written);
  require(again.has_value() && again->faults.empty() && ndp::serialize(*again) == written);
  require(again->source_mac == once->source_mac && again->managed == once->managed);
  require(again->lifetime_seconds == once->lifetime_seconds);
  require(again->prefixes.size() == once->prefixes.size());
  for (const auto& prefix : once->prefixes) require(prefix.length <= 128 && !prefix.text().empty());
  return 0;
}
