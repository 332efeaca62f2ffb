// Kea Administrator Reference Manual, 8.2.8 to 8.2.12 and 9.2.12; the test system.explain runs these lines.
// Options 66 and 159 have definitions of Kea's own, which cannot be replaced; that of 159 is for port sets
// (RFC 7618).
#pragma once

#include <array>

#include "explain/setting.hpp"

namespace provtool {

inline constexpr std::array k_kea_lines{
    ServerLines{Setting::url_option, "in /etc/kea/kea-dhcp4.conf, in \"Dhcp4\"",
                "\"option-data\": [ { \"code\": 66, \"data\": \"@URL@\" } ]", "66"},
    ServerLines{Setting::url_option,
                "in /etc/kea/kea-dhcp4.conf: its own definition of option 159 allows no text; use option 160",
                "", "159"},
    ServerLines{
        Setting::url_option, "in /etc/kea/kea-dhcp4.conf, in \"Dhcp4\"",
        "\"option-def\": [ { \"code\": @OPTION@, \"name\": \"provisioning\", \"type\": \"string\" } ],\n"
        "\"option-data\": [ { \"code\": @OPTION@, \"data\": \"@URL@\" } ]"},
    ServerLines{Setting::no_option,
                "in /etc/kea/kea-dhcp4.conf remove from every \"option-data\" the entry with",
                "\"code\": @OPTION@"},
    ServerLines{Setting::lease_time, "in /etc/kea/kea-dhcp4.conf, in \"Dhcp4\" or in the subnet",
                "\"valid-lifetime\": 43200"},
    ServerLines{Setting::router, "in /etc/kea/kea-dhcp4.conf, in the subnet",
                "\"option-data\": [ { \"name\": \"routers\", \"data\": \"@ROUTER@\" } ]"},
    ServerLines{Setting::name_server, "in /etc/kea/kea-dhcp4.conf, in \"Dhcp4\" or in the subnet",
                "\"option-data\": [ { \"name\": \"domain-name-servers\", \"data\": \"@NAME_SERVER@\" } ]"},
    ServerLines{Setting::reservation, "in /etc/kea/kea-dhcp4.conf, in the subnet",
                "\"reservations\": [ { \"hw-address\": \"@MAC_COLONS@\", \"hostname\": \"phone-@MAC@\" } ]"},
    ServerLines{Setting::no_server, "in a shell", "systemctl disable --now kea-dhcp4-server"},
    ServerLines{Setting::url_option6, "in /etc/kea/kea-dhcp6.conf, in \"Dhcp6\"",
                "\"option-def\": [ { \"code\": 1, \"name\": \"provisioning\", \"space\": "
                "\"vendor-@ENTERPRISE@\", \"type\": \"string\" } ],\n"
                "\"option-data\": [ { \"name\": \"vendor-opts\", \"data\": \"@ENTERPRISE@\" },\n"
                "  { \"name\": \"provisioning\", \"space\": \"vendor-@ENTERPRISE@\", \"data\": \"@URL@\", "
                "\"always-send\": true } ]"},
    ServerLines{
        Setting::router_flags,
        "which sends no router advertisements: in /etc/radvd.conf, for the interface towards the phones",
        "AdvOtherConfigFlag on;"},
};

}  // namespace provtool
