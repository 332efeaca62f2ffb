// Which addresses a phone would have on this link, and how that is known.
#pragma once

#include <optional>
#include <string>

#include "device/sources.hpp"

namespace provtool {

struct ModeEvidence {
  std::string interface;
  std::optional<std::string> ipv4_address{};       // configured here, not 169.254/16
  std::optional<std::string> ipv6_address{};       // configured here, global or unique local
  std::optional<std::string> dhcpv4_server{};      // offered an address
  std::optional<std::string> advertised_prefix{};  // "fe80::1 advertises 2001:db8::/64"
  std::optional<std::string> dhcpv6_server{};      // answered
};

struct ModeJudgement {
  AddressMode mode = AddressMode::none;
  std::string reason;
  bool differs = false;  // from the addresses that this computer has
};

// A phone gets its addresses here itself, so what the network would give it counts (guide).
ModeJudgement judge_mode(const ModeEvidence& evidence);
// With named sources nothing else was asked: only the interface's own addresses count.
ModeJudgement mode_of_interface(const ModeEvidence& evidence);
ModeJudgement given_mode(AddressMode mode);

}  // namespace provtool
