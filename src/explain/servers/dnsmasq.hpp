// dnsmasq(8); the test system.explain runs these lines.
#pragma once

#include <array>

#include "explain/setting.hpp"

namespace provtool {

inline constexpr std::array k_dnsmasq_lines{
    ServerLines{Setting::url_option, "in /etc/dnsmasq.conf, in place of other lines for this option",
                "dhcp-option=@OPTION@,@URL@"},
    ServerLines{Setting::no_option, "in /etc/dnsmasq.conf remove lines that begin like this",
                "dhcp-option=@OPTION@,"},
    ServerLines{Setting::lease_time, "in /etc/dnsmasq.conf, behind the addresses of the range",
                "dhcp-range=@FIRST@,@LAST@,@MASK@,12h"},
    ServerLines{Setting::router, "in /etc/dnsmasq.conf, in place of other lines for this option",
                "dhcp-option=3,@ROUTER@"},
    ServerLines{Setting::name_server, "in /etc/dnsmasq.conf, in place of other lines for this option",
                "dhcp-option=6,@NAME_SERVER@"},
    ServerLines{Setting::reservation, "in /etc/dnsmasq.conf", "dhcp-host=@MAC_COLONS@,set:phones"},
    ServerLines{Setting::no_server, "in /etc/dnsmasq.conf remove lines that begin like this", "dhcp-range="},
    ServerLines{Setting::url_option6, "in /etc/dnsmasq.conf",
                "dhcp-option=vi-encap:@ENTERPRISE@,option6:1,@URL@"},
    ServerLines{Setting::router_flags, "in /etc/dnsmasq.conf, with the interface towards the phones",
                "enable-ra\n"
                "dhcp-range=::,constructor:eth0,ra-stateless"},
};

}  // namespace provtool
