// The tables of findings, one per prefix, joined.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "findings/config.hpp"
#include "findings/decision.hpp"
#include "findings/device.hpp"
#include "findings/dhcp4.hpp"
#include "findings/dhcp6.hpp"
#include "findings/download.hpp"
#include "findings/host.hpp"
#include "findings/kind.hpp"
#include "findings/pnp.hpp"
#include "findings/redirect.hpp"
#include "findings/url.hpp"

namespace provtool {

struct FindingTable {
  std::string_view prefix;  // of every id in it, before the full stop
  std::span<const FindingKind> kinds;
};
inline constexpr std::array k_finding_tables{
    FindingTable{"decision", k_decision_findings}, FindingTable{"url", k_url_findings},
    FindingTable{"pnp", k_pnp_findings},           FindingTable{"dhcp4", k_dhcp4_findings},
    FindingTable{"dhcp6", k_dhcp6_findings},       FindingTable{"redirect", k_redirect_findings},
    FindingTable{"device", k_device_findings},     FindingTable{"host", k_host_findings},
    FindingTable{"config", k_config_findings},     FindingTable{"download", k_download_findings},
};

constexpr std::size_t number_of_finding_kinds() {
  std::size_t number = 0;
  for (const auto& table : k_finding_tables) number += table.kinds.size();
  return number;
}
constexpr auto joined_finding_tables() {
  std::array<FindingKind, number_of_finding_kinds()> all{};
  auto end = all.begin();
  for (const auto& table : k_finding_tables) end = std::copy(table.kinds.begin(), table.kinds.end(), end);
  return all;
}
inline constexpr auto k_finding_catalogue = joined_finding_tables();

// Behind the last one when there is none. An index, because g++ 12 takes no comparison of pointers for
// constant when it looks for undefined behaviour.
constexpr std::size_t index_of_finding_kind(std::string_view id) {
  std::size_t index = 0;
  while (index < k_finding_catalogue.size() && k_finding_catalogue[index].id != id) ++index;
  return index;
}

constexpr const FindingKind* find_finding_kind(std::string_view id) {
  const auto index = index_of_finding_kind(id);
  return index < k_finding_catalogue.size() ? &k_finding_catalogue[index] : nullptr;
}

}  // namespace provtool
