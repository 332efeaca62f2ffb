// Kea's manual, "Standard and custom DHCPv4 options"; the test system.explain runs these lines.
#pragma once

#include <array>

#include "explain/setting.hpp"

namespace provtool {

inline constexpr std::array k_kea_lines{
    ServerLines{
        Setting::url_option, "/etc/kea/kea-dhcp4.conf, in \"Dhcp4\"",
        "\"option-def\": [ { \"code\": @OPTION@, \"name\": \"provisioning\", \"type\": \"string\" } ],\n"
        "\"option-data\": [ { \"code\": @OPTION@, \"data\": \"@URL@\" } ]"},
    ServerLines{Setting::no_option,
                "/etc/kea/kea-dhcp4.conf: remove it from \"option-data\", also of subnets", ""},
};

}  // namespace provtool
