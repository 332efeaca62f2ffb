#include "device/sources.hpp"

#include <algorithm>

namespace provtool {

namespace {

// Order: Administrator Guide 2.1; flags: deployed template, Device/System/Prov. IPv6 only: neither PnP nor
// the redirection server exist for the phone (guide).
constexpr std::array k_sources{
    SourceKind{SourceId::manual, "manual", "manual", std::nullopt, "", false, false},
    SourceKind{SourceId::pnp, "pnp", "SIP PnP", std::nullopt, "SIPPNP_ENABLE", true, false},
    SourceKind{SourceId::dhcp160, "dhcp160", "DHCP option 160", 160, "OPTION160_ENABLE", true, false},
    SourceKind{SourceId::dhcp159, "dhcp159", "DHCP option 159", 159, "OPTION159_ENABLE", true, false},
    SourceKind{SourceId::dhcp66, "dhcp66", "DHCP option 66", 66, "OPTION66_ENABLE", true, false},
    SourceKind{SourceId::dhcp6, "dhcp6", "DHCPv6 sub-option 1", std::nullopt, "", false, true},
    SourceKind{SourceId::redirect, "redirect", "redirection server", std::nullopt, "", true, false},
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

bool exists_in(SourceId id, AddressMode mode) {
  const SourceKind& kind = kind_of(id);
  return !(mode == AddressMode::ipv6 && kind.ipv4_only) && !(mode == AddressMode::ipv4 && kind.ipv6_only);
}

std::vector<SourceId> priority_order(AddressMode mode) {
  std::vector<SourceId> order;
  for (const auto& kind : k_sources)
    if (exists_in(kind.id, mode)) order.push_back(kind.id);
  return order;
}

}  // namespace provtool
