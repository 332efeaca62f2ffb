// RouterOS, https://help.mikrotik.com/docs/spaces/ROS/pages/24805500/DHCP: s'…' is text, 0x… are bytes, and
// both may stand behind each other. A text that looks like an address becomes four bytes without the s.
#pragma once

#include <array>

#include "explain/setting.hpp"

namespace provtool {

inline constexpr std::array k_mikrotik_lines{
    ServerLines{
        Setting::url_option, "terminal",
        "/ip dhcp-server option add name=provisioning@OPTION@ code=@OPTION@ value=\"s'@URL@'\"\n"
        "/ip dhcp-server network set [find address~\"^@NETWORK@/\"] dhcp-option=provisioning@OPTION@"},
    ServerLines{Setting::no_option,
                "terminal; networks, servers and leases that name it must let it go first",
                "/ip dhcp-server network set [find] dhcp-option=\"\"\n"
                "/ip dhcp-server option remove [find code=@OPTION@]"},
    ServerLines{Setting::lease_time, "terminal", "/ip dhcp-server set [find] lease-time=12h"},
    ServerLines{Setting::router, "terminal",
                "/ip dhcp-server network set [find address~\"^@NETWORK@/\"] gateway=@ROUTER@"},
    ServerLines{Setting::name_server, "terminal",
                "/ip dhcp-server network set [find address~\"^@NETWORK@/\"] dns-server=@NAME_SERVER@"},
    ServerLines{Setting::reservation, "terminal",
                "/ip dhcp-server lease add mac-address=@MAC_COLONS@ address=@ADDRESS@"},
    ServerLines{Setting::no_server, "terminal; \"print\" tells the names",
                "/ip dhcp-server print\n"
                "/ip dhcp-server disable NAME"},
    ServerLines{Setting::url_option6, "terminal; the number of bytes stands in front of the URL",
                "/ipv6 dhcp-server option add name=provisioning code=17 "
                "value=\"0x@ENTERPRISE_HEX@0001@URL_SIZE_HEX@'@URL@'\"\n"
                "/ipv6 dhcp-server set [find] dhcp-option=provisioning"},
    ServerLines{Setting::router_flags, "terminal", "/ipv6 nd set [find] other-configuration=yes"},
};

}  // namespace provtool
