// Windows Server, the PowerShell module DhcpServer: Set-DhcpServerv4OptionValue and its neighbours in
// https://learn.microsoft.com/powershell/module/dhcpserver. Option 66 has a definition of its own (Boot
// Server Host Name).
#pragma once

#include <array>

#include "explain/setting.hpp"

namespace provtool {

inline constexpr std::array k_windows_lines{
    ServerLines{Setting::url_option, "PowerShell",
                "Set-DhcpServerv4OptionValue -ScopeId @NETWORK@ -OptionId 66 -Value '@URL@'", "66"},
    ServerLines{
        Setting::url_option, "PowerShell; the first line only when the option is not defined yet",
        "Add-DhcpServerv4OptionDefinition -OptionId @OPTION@ -Name Provisioning@OPTION@ -Type String\n"
        "Set-DhcpServerv4OptionValue -ScopeId @NETWORK@ -OptionId @OPTION@ -Value '@URL@'"},
    ServerLines{Setting::no_option, "PowerShell; the second line when it is set for the whole server",
                "Remove-DhcpServerv4OptionValue -ScopeId @NETWORK@ -OptionId @OPTION@\n"
                "Remove-DhcpServerv4OptionValue -OptionId @OPTION@"},
    ServerLines{Setting::lease_time, "PowerShell",
                "Set-DhcpServerv4Scope -ScopeId @NETWORK@ -LeaseDuration 8.00:00:00"},
    ServerLines{Setting::router, "PowerShell",
                "Set-DhcpServerv4OptionValue -ScopeId @NETWORK@ -Router @ROUTER@"},
    ServerLines{Setting::name_server, "PowerShell",
                "Set-DhcpServerv4OptionValue -ScopeId @NETWORK@ -DnsServer @NAME_SERVER@"},
    ServerLines{Setting::reservation, "PowerShell, where a filter allows known addresses only",
                "Add-DhcpServerv4Filter -List Allow -MacAddress @MAC_DASHES@"},
    ServerLines{Setting::no_server, "PowerShell", "Set-DhcpServerv4Scope -ScopeId @NETWORK@ -State InActive"},
    ServerLines{Setting::url_option6, "PowerShell; the data is the vendor class that the phone sends",
                "Add-DhcpServerv6Class -Name Panasonic -Type Vendor -VendorId @ENTERPRISE@ -Data Panasonic\n"
                "Add-DhcpServerv6OptionDefinition -VendorClass Panasonic -OptionId 1 -Name Provisioning "
                "-Type String\n"
                "Set-DhcpServerv6OptionValue -VendorClass Panasonic -OptionId 1 -Value '@URL@'"},
    ServerLines{Setting::router_flags,
                "PowerShell, when this server is the router; with the name of its interface",
                "Set-NetIPInterface -InterfaceAlias Ethernet -AddressFamily IPv6 -Advertising Enabled "
                "-OtherStatefulConfiguration Enabled"},
};

}  // namespace provtool
