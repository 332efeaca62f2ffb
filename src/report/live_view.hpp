// What a discovery shows while it runs.
#pragma once

#include <string>

#include "base/time.hpp"
#include "report/page.hpp"

namespace provtool {

// How far a discovery is, and how long each source is waited for.
struct Waiting {
  Duration elapsed{};
  Duration pnp{};
  Duration dhcp{};
  Duration redirect{};
  Duration settle{};  // for another DHCP server, once one has answered
  std::optional<AddressMode> mode{};
  std::string command = "discover";
};

// What would win so far, who is still waited for and why, how long of how long; then the table. Without
// privilege what to do about it, so that nobody waits in vain. Expects a disclosed section.
Page to_live_view(const DiscoverySection& discovery, const Waiting& waiting);

}  // namespace provtool
