// dhcpd.conf(5) and dhcp-options(5); the test system.explain runs these lines.
#pragma once

#include <array>

#include "explain/setting.hpp"

namespace provtool {

inline constexpr std::array k_isc_dhcpd_lines{
    ServerLines{Setting::url_option, "/etc/dhcp/dhcpd.conf, before the subnets",
                "option provisioning code @OPTION@ = text;\noption provisioning \"@URL@\";"},
    ServerLines{Setting::no_option, "/etc/dhcp/dhcpd.conf: remove the line, also in subnets and hosts", ""},
};

}  // namespace provtool
