// How long a source is waited for when nothing else is said.
#pragma once

#include "base/time.hpp"

namespace provtool {

// dnsmasq pings an address for 3 s before it offers it, ISC dhcpd for 1 s: a shorter window invents "no
// server".
inline constexpr Duration k_dhcp_window = std::chrono::seconds(5);
inline constexpr Duration k_redirect_window = std::chrono::seconds(5);
// Copper negotiates for one to three seconds (IEEE 802.3 28), and an adapter that was just plugged in longer.
inline constexpr Duration k_link_wait = std::chrono::seconds(5);

// Silence in less than this proves nothing. DHCPv4: dnsmasq's ping, and its answer. Routers: RFC 4861 6.2.6
// lets an advertisement wait 3 s after the last one, and half a second besides; whether a DHCPv6 client sends
// a SOLICIT depends on it.
inline constexpr Duration k_dhcp4_patience = std::chrono::milliseconds(3500);
inline constexpr Duration k_router_patience = std::chrono::milliseconds(3500);

// Once someone answered: how long after asking another one may still answer.
inline constexpr Duration k_dhcp4_settle = std::chrono::milliseconds(3500);
inline constexpr Duration k_dhcp6_settle = std::chrono::seconds(1);
inline constexpr Duration k_pnp_settle = std::chrono::seconds(1);
// And at least that long after the first answer.
inline constexpr Duration k_least_settle = std::chrono::seconds(1);

}  // namespace provtool
