#include "explain/setting.hpp"

#include <algorithm>

#include "explain/servers/cisco_ios.hpp"
#include "explain/servers/dnsmasq.hpp"
#include "explain/servers/fortigate.hpp"
#include "explain/servers/isc_dhcpd.hpp"
#include "explain/servers/kea.hpp"
#include "explain/servers/mikrotik.hpp"
#include "explain/servers/opnsense.hpp"
#include "explain/servers/windows.hpp"

namespace provtool {

namespace {

constexpr std::array k_servers{
    ServerKind{"dnsmasq", k_dnsmasq_lines},     ServerKind{"Kea", k_kea_lines},
    ServerKind{"ISC dhcpd", k_isc_dhcpd_lines}, ServerKind{"Windows Server", k_windows_lines},
    ServerKind{"MikroTik", k_mikrotik_lines},   ServerKind{"FortiGate", k_fortigate_lines},
    ServerKind{"Cisco IOS", k_cisco_ios_lines}, ServerKind{"OPNsense", k_opnsense_lines},
};

}  // namespace

std::string_view title_of(Setting setting) {
  const auto kind = std::find_if(k_settings.begin(), k_settings.end(),
                                 [setting](const SettingKind& row) { return row.setting == setting; });
  return kind == k_settings.end() ? "" : kind->title;
}

std::span<const ServerKind> all_servers() {
  return k_servers;
}

const ServerLines* find_lines(const ServerKind& server, Setting setting, std::string_view option) {
  const auto row = std::find_if(server.table.begin(), server.table.end(), [&](const ServerLines& lines) {
    return lines.setting == setting && (lines.option.empty() || lines.option == option);
  });
  return row == server.table.end() ? nullptr : &*row;
}

}  // namespace provtool
