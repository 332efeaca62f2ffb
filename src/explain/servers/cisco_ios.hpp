// Cisco IOS and IOS XE, IP Addressing: DHCP Configuration Guide and IPv6 Command Reference (vendor-specific,
// suboption, ipv6 nd other-config-flag). The name of the pool is the administrator's: show run | section dhcp
// pool.
#pragma once

#include <array>

#include "explain/setting.hpp"

namespace provtool {

inline constexpr std::array k_cisco_ios_lines{
    ServerLines{Setting::url_option, "configuration mode, with the name of the pool",
                "ip dhcp pool PHONES\n"
                " option @OPTION@ ascii @URL@"},
    ServerLines{Setting::no_option, "configuration mode, with the name of the pool",
                "ip dhcp pool PHONES\n"
                " no option @OPTION@"},
    ServerLines{Setting::lease_time, "configuration mode, with the name of the pool",
                "ip dhcp pool PHONES\n"
                " lease 1"},
    ServerLines{Setting::router, "configuration mode, with the name of the pool",
                "ip dhcp pool PHONES\n"
                " default-router @ROUTER@"},
    ServerLines{Setting::name_server, "configuration mode, with the name of the pool",
                "ip dhcp pool PHONES\n"
                " dns-server @NAME_SERVER@"},
    ServerLines{Setting::reservation, "configuration mode; 01 in front of the address says Ethernet",
                "ip dhcp pool PHONE-@MAC@\n"
                " host @ADDRESS@ @MASK@\n"
                " client-identifier @MAC_CLIENT_ID@"},
    ServerLines{Setting::no_server, "configuration mode", "no service dhcp"},
    ServerLines{Setting::url_option6, "configuration mode, with the name of the pool",
                "ipv6 dhcp pool PHONES6\n"
                " vendor-specific @ENTERPRISE@\n"
                "  suboption 1 ascii \"@URL@\""},
    ServerLines{Setting::router_flags, "configuration mode, with the interface towards the phones",
                "interface GigabitEthernet0/1\n"
                " ipv6 nd other-config-flag"},
};

}  // namespace provtool
