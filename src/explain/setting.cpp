#include "explain/setting.hpp"

#include <algorithm>

#include "explain/servers/dnsmasq.hpp"
#include "explain/servers/isc_dhcpd.hpp"
#include "explain/servers/kea.hpp"

namespace provtool {

namespace {

constexpr std::array k_servers{
    ServerKind{"dnsmasq", k_dnsmasq_lines},
    ServerKind{"Kea", k_kea_lines},
    ServerKind{"ISC dhcpd", k_isc_dhcpd_lines},
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

const ServerLines* find_lines(const ServerKind& server, Setting setting) {
  const auto row = std::find_if(server.table.begin(), server.table.end(),
                                [setting](const ServerLines& lines) { return lines.setting == setting; });
  return row == server.table.end() ? nullptr : &*row;
}

}  // namespace provtool
