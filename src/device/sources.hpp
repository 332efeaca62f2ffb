// Where a phone may look for its provisioning URL: the rows of every report.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/words.hpp"

namespace provtool {

enum class SourceId : std::uint8_t { manual, pnp, dhcp160, dhcp159, dhcp66, dhcp6, redirect };

// What a phone has here: judged from its addresses, not from a setting (guide).
enum class AddressMode : std::uint8_t { ipv4, ipv6, dual, none };
constexpr auto words(AddressMode) {
  return std::to_array<Word<AddressMode>>({{AddressMode::ipv4, "ipv4"},
                                           {AddressMode::ipv6, "ipv6"},
                                           {AddressMode::dual, "dual"},
                                           {AddressMode::none, "none"}});
}

// Over which addresses a source is asked.
enum class Family : std::uint8_t { none, ipv4, ipv6 };

struct SourceKind {
  SourceId id;
  std::string_view name;   // on the command line and in JSON: "dhcp160"
  std::string_view title;  // for people: "DHCP option 160"
  std::optional<std::uint8_t> dhcp_option;
  Family family;
};

// All seven.
std::span<const SourceKind> all_sources();
const SourceKind& kind_of(SourceId id);
const SourceKind* find_source(std::string_view name);

// Those that are an option of DHCPv4.
std::vector<SourceId> dhcp4_sources();

}  // namespace provtool
