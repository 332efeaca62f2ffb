// OPNsense, https://docs.opnsense.org/manual/dnsmasq.html and dhcp.html: Dnsmasq is the default since 25.7; a
// file beside its own takes what the pages have no field for. ISC DHCP (Services: ISC DHCPv4) has the same
// under Additional Options.
#pragma once

#include <array>

#include "explain/setting.hpp"

namespace provtool {

inline constexpr std::array k_opnsense_lines{
    ServerLines{Setting::url_option, "Services: Dnsmasq DNS & DHCP: DHCP options: add",
                "Type    Set\n"
                "Option  @OPTION@\n"
                "Value   @URL@"},
    ServerLines{Setting::no_option, "Services: Dnsmasq DNS & DHCP: DHCP options: delete the row with",
                "Option  @OPTION@"},
    ServerLines{Setting::lease_time, "Services: Dnsmasq DNS & DHCP: DHCP ranges: edit", "Lease time  43200"},
    ServerLines{Setting::router, "Services: Dnsmasq DNS & DHCP: DHCP options: add",
                "Type    Set\n"
                "Option  3\n"
                "Value   @ROUTER@"},
    ServerLines{Setting::name_server, "Services: Dnsmasq DNS & DHCP: DHCP options: add",
                "Type    Set\n"
                "Option  6\n"
                "Value   @NAME_SERVER@"},
    ServerLines{Setting::reservation, "Services: Dnsmasq DNS & DHCP: Hosts: add",
                "IP addresses      @ADDRESS@\n"
                "Hardware address  @MAC_COLONS@"},
    ServerLines{Setting::no_server, "Services: Dnsmasq DNS & DHCP: General: DHCP: choose the interface in",
                "Interface [no dhcp]"},
    ServerLines{Setting::url_option6, "a file of its own, /usr/local/etc/dnsmasq.conf.d/provisioning.conf",
                "dhcp-option=vi-encap:@ENTERPRISE@,option6:1,@URL@"},
    ServerLines{Setting::router_flags, "Services: Router Advertisements: the interface towards the phones",
                "Router Advertisements  Stateless"},
};

}  // namespace provtool
