#include "device/sources.hpp"

#include <algorithm>
#include <array>

namespace provtool {

namespace {

constexpr std::array k_sources{
    SourceKind{SourceId::manual, "manual", "manual", std::nullopt, Family::none},
    SourceKind{SourceId::pnp, "pnp", "SIP PnP", std::nullopt, Family::ipv4},
    SourceKind{SourceId::dhcp160, "dhcp160", "DHCP option 160", 160, Family::ipv4},
    SourceKind{SourceId::dhcp159, "dhcp159", "DHCP option 159", 159, Family::ipv4},
    SourceKind{SourceId::dhcp66, "dhcp66", "DHCP option 66", 66, Family::ipv4},
    SourceKind{SourceId::dhcp6, "dhcp6", "DHCPv6 sub-option 1", std::nullopt, Family::ipv6},
    SourceKind{SourceId::redirect, "redirect", "redirection server", std::nullopt, Family::ipv4},
};

constexpr bool rows_follow_ids() {
  for (std::size_t i = 0; i < k_sources.size(); ++i)
    if (static_cast<std::size_t>(k_sources[i].id) != i) return false;
  return true;
}
static_assert(rows_follow_ids(), "kind_of() indexes the table by id");

}  // namespace

std::span<const SourceKind> all_sources() {
  return k_sources;
}

const SourceKind& kind_of(SourceId id) {
  return k_sources.at(static_cast<std::size_t>(id));
}

const SourceKind* find_source(std::string_view name) {
  const auto row = std::find_if(k_sources.begin(), k_sources.end(),
                                [name](const auto& kind) { return kind.name == name; });
  return row == k_sources.end() ? nullptr : &*row;
}

std::vector<SourceId> dhcp4_sources() {
  std::vector<SourceId> sources;
  for (const auto& kind : k_sources)
    if (kind.dhcp_option) sources.push_back(kind.id);
  return sources;
}

}  // namespace provtool
