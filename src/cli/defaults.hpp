// What is taken for an option that is not given, read where it is used, as the help says it: the only place
// of the command line that knows facts of the phone.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "cli/formats.hpp"
#include "cli/option_values.hpp"
#include "device/kx_utg.hpp"
#include "discovery/waits.hpp"

namespace provtool::defaults {

inline std::string phone() {
  return std::string(k_kx_utg.name);
}

inline std::string seconds(Duration duration) {
  return fmt::format("{:g}", to_milliseconds(duration) / 1000);
}

inline std::string model() {
  return std::string(k_kx_utg.model.value);
}
inline std::vector<std::string_view> models() {
  const auto models = k_kx_utg.models.value;
  return {models.begin(), models.end()};
}
inline std::string firmware() {
  return fmt::format("{} in what the phone says of itself", k_kx_utg.firmware.value);
}
inline std::string vendor_class() {
  return std::string(k_kx_utg.dhcp.vendor_class.value);
}
inline std::string user_agent() {
  return std::string(k_kx_utg.user_agent.usual.value);
}
inline std::string enterprise() {
  return fmt::format("{}, {}; assumed", k_kx_utg.dhcp.enterprise.value, k_kx_utg.dhcp.enterprise_name);
}

inline std::string dhcp_exchange() {
  return word_for(k_exchange_words, WhatOptions{}.dhcp_exchange);
}

inline std::string pnp_window() {
  return fmt::format("{}, like the phone", seconds(k_kx_utg.pnp.window.value));
}
// Without quotes and with spaces: help and man page break lines at these.
inline std::string pnp_event() {
  const auto& pnp = k_kx_utg.pnp;
  std::string event(pnp.event_package.value);
  for (const auto& [name, value] : pnp.event_parameters.value) event += fmt::format("; {}={}", name, value);
  return event;
}
inline std::string link_wait() {
  return seconds(k_link_wait);
}
inline std::string dhcp_window() {
  return seconds(k_dhcp_window);
}
inline std::string redirect_window() {
  return seconds(k_redirect_window);
}
inline std::string settle() {
  static_assert(k_dhcp6_settle == k_pnp_settle);
  return fmt::format("{} for DHCPv4, {} for DHCPv6 and SIP PnP", seconds(k_dhcp4_settle),
                     seconds(k_dhcp6_settle));
}

inline std::string fail_on() {
  return word_for(k_severity_words, ExpectOptions{}.fail_on);
}
inline std::string format() {
  return std::string(word_for(OutputOptions{}.format));
}
inline std::string color() {
  return fmt::format("{}; NO_COLOR is honoured", word_for(k_color_words, OutputOptions{}.color));
}

}  // namespace provtool::defaults
