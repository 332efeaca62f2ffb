#include "discovery/without_root.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"

namespace provtool {

std::optional<Finding> cap_windows(TimeOptions& how_long) {
  const std::pair<const char*, std::optional<Duration>&> windows[] = {
      {"--timeout", how_long.whole},
      {"--pnp-timeout", how_long.pnp},
      {"--dhcp-timeout", how_long.dhcp},
      {"--redirect-timeout", how_long.redirect},
      {"--settle", how_long.settle}};
  std::vector<std::string> capped;
  for (const auto& [option, window] : windows) {
    if (!window || *window <= k_longest_window) continue;
    capped.emplace_back(option);
    window = k_longest_window;
  }
  if (capped.empty()) return std::nullopt;
  return make_finding("host.window-capped", fmt::format("{} shortened to {}, because root did not call",
                                                        listed(capped), to_seconds_text(k_longest_window)));
}

Finding root_only(std::string_view option) {
  return make_finding("host.root-only", fmt::format("{} is for root alone", option));
}

}  // namespace provtool
