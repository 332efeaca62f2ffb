// What is to be set on a DHCP server or a router, and how that is written on those that people have.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace provtool {

enum class Setting : std::uint8_t {
  none,
  url_option,    // option @OPTION@ as text, with @URL@
  no_option,     // option @OPTION@ is not sent
  lease_time,    // option 51
  router,        // option 3
  name_server,   // option 6
  reservation,   // @MAC@ gets an address
  no_server,     // this one answers no more
  url_option6,   // DHCPv6 option 17, enterprise @ENTERPRISE@, sub-option 1, with @URL@
  router_flags,  // router advertisements tell hosts to ask DHCPv6
};

// The words above the lines of a setting.
struct SettingKind {
  Setting setting;
  std::string_view title;  // with marks
};
inline constexpr std::array k_settings{
    SettingKind{Setting::url_option, "Send option @OPTION@ as text"},
    SettingKind{Setting::no_option, "Stop sending option @OPTION@"},
    SettingKind{Setting::lease_time, "Set a lease time"},
    SettingKind{Setting::router, "Send the router (option 3)"},
    SettingKind{Setting::name_server, "Send the DNS server (option 6)"},
    SettingKind{Setting::reservation, "Register the phone's MAC address"},
    SettingKind{Setting::no_server, "Stop serving addresses there"},
    SettingKind{Setting::url_option6, "Send DHCPv6 option 17 with sub-option 1"},
    SettingKind{Setting::router_flags, "Tell hosts to ask DHCPv6 (flag O)"},
};
std::string_view title_of(Setting setting);

// How one server is told a setting: where, and in which lines; both with marks (explain/values.hpp).
struct ServerLines {
  Setting setting;
  std::string_view where;  // "in /etc/dnsmasq.conf", or a page of menus; where it is impossible, what helps
  std::string_view lines;  // without the last line end; empty where nothing is to be written
  std::string_view option{};  // only for this option; empty: for every one that no row before it is for
};

struct ServerKind {
  std::string_view name;  // "ISC dhcpd"
  std::span<const ServerLines> table;
};
std::span<const ServerKind> all_servers();
// For this option, when the setting is about one. Null where the setting is none of this server.
const ServerLines* find_lines(const ServerKind& server, Setting setting, std::string_view option);

}  // namespace provtool
