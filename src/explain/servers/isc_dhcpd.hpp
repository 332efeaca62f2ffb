// dhcpd.conf(5) and dhcp-options(5); the test system.explain runs these lines.
#pragma once

#include <array>

#include "explain/setting.hpp"

namespace provtool {

inline constexpr std::array k_isc_dhcpd_lines{
    ServerLines{Setting::url_option,
                "in /etc/dhcp/dhcpd.conf, before the subnets, in place of other lines for this option",
                "option tftp-server-name \"@URL@\";", "66"},
    ServerLines{Setting::url_option,
                "in /etc/dhcp/dhcpd.conf, before the subnets, in place of other lines for this option",
                "option provisioning code @OPTION@ = text;\n"
                "option provisioning \"@URL@\";"},
    ServerLines{Setting::no_option, "in /etc/dhcp/dhcpd.conf remove the lines that begin like this",
                "option tftp-server-name", "66"},
    ServerLines{Setting::no_option,
                "in /etc/dhcp/dhcpd.conf remove the lines with the name that this one defines",
                "option NAME code @OPTION@ ="},
    ServerLines{Setting::lease_time, "in /etc/dhcp/dhcpd.conf",
                "default-lease-time 43200;\n"
                "max-lease-time 86400;"},
    ServerLines{Setting::router, "in /etc/dhcp/dhcpd.conf, in the subnet", "option routers @ROUTER@;"},
    ServerLines{Setting::name_server, "in /etc/dhcp/dhcpd.conf", "option domain-name-servers @NAME_SERVER@;"},
    ServerLines{Setting::reservation, "in /etc/dhcp/dhcpd.conf",
                "host phone-@MAC@ { hardware ethernet @MAC_COLONS@; }"},
    ServerLines{Setting::no_server, "in a shell", "systemctl disable --now isc-dhcp-server"},
    ServerLines{Setting::url_option6, "in /etc/dhcp/dhcpd6.conf, before the subnets",
                "option space panasonic code width 2 length width 2;\n"
                "option panasonic.provisioning code 1 = text;\n"
                "option vsio.panasonic code @ENTERPRISE@ = encapsulate panasonic;\n"
                "option panasonic.provisioning \"@URL@\";"},
    ServerLines{
        Setting::router_flags,
        "which sends no router advertisements: in /etc/radvd.conf, for the interface towards the phones",
        "AdvOtherConfigFlag on;"},
};

}  // namespace provtool
