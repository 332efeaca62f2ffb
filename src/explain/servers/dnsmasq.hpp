// dnsmasq(8); the test system.explain runs these lines.
#pragma once

#include <array>

#include "explain/setting.hpp"

namespace provtool {

inline constexpr std::array k_dnsmasq_lines{
    ServerLines{Setting::url_option, "/etc/dnsmasq.conf, instead of other lines for this option",
                "dhcp-option=@OPTION@,@URL@", "dhcp-option=@OPTION@,"},
    ServerLines{Setting::no_option, "/etc/dnsmasq.conf: remove the line", "", "dhcp-option=@OPTION@,"},
};

}  // namespace provtool
