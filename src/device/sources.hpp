// Where the phone looks for its provisioning URL, and in which order.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/words.hpp"

namespace provtool {

// How sure we are of a fact about the phone.
enum class Confidence : std::uint8_t {
  guide,       // printed in the Administrator Guide
  sample,      // seen in a deployed KX-UTG file
  sibling,     // another Panasonic SIP phone
  assumption,  // inferred
};
constexpr auto words(Confidence) {
  return std::to_array<Word<Confidence>>({{Confidence::guide, "guide"},
                                          {Confidence::sample, "sample"},
                                          {Confidence::sibling, "sibling"},
                                          {Confidence::assumption, "assumption"}});
}

enum class SourceId : std::uint8_t { manual, pnp, dhcp160, dhcp159, dhcp66, dhcp6, redirect };

// What a phone has here: judged from its addresses, not from a setting (guide).
enum class AddressMode : std::uint8_t { ipv4, ipv6, dual, none };
constexpr auto words(AddressMode) {
  return std::to_array<Word<AddressMode>>({{AddressMode::ipv4, "ipv4"},
                                           {AddressMode::ipv6, "ipv6"},
                                           {AddressMode::dual, "dual"},
                                           {AddressMode::none, "none"}});
}

struct SourceKind {
  SourceId id;
  std::string_view name;   // on the command line and in JSON: "dhcp160"
  std::string_view title;  // for people: "DHCP option 160"
  std::optional<std::uint8_t> dhcp_option;
  std::string_view enable_flag;  // the phone's parameter that switches it off; empty when none is known
  bool ipv4_only;
  bool ipv6_only;
};

// All seven, from highest to lowest priority of a phone with both kinds of addresses.
std::span<const SourceKind> all_sources();
const SourceKind& kind_of(SourceId id);
const SourceKind* find_source(std::string_view name);

// The guide's priority order. With no address at all it is the dual-stack order, because nothing is ruled
// out.
std::vector<SourceId> priority_order(AddressMode mode);
bool exists_in(SourceId id, AddressMode mode);

}  // namespace provtool
