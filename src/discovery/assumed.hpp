// What the command line says, or else what is assumed of the phone and how long it is waited for.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "device/identity.hpp"
#include "discovery/settings.hpp"
#include "discovery/waits.hpp"

namespace provtool {

inline std::string model(const WhoOptions& who, const Phone& phone) {
  return who.model.value_or(std::string(phone.model.value));
}
inline std::string vendor_class(const WhoOptions& who, const Phone& phone) {
  return who.vendor_class.value_or(std::string(phone.dhcp.vendor_class.value));
}
inline std::uint32_t enterprise(const WhoOptions& who, const Phone& phone) {
  return who.enterprise.value_or(phone.dhcp.enterprise.value);
}
inline std::string_view redirect_template(const WhatOptions& what, const Phone& phone) {
  return what.redirect_url ? std::string_view(*what.redirect_url) : phone.url.redirection.value;
}

// Once, whichever of the sources say it to the network.
inline void assume_firmware(const Identity& identity, std::vector<std::string>& assumptions) {
  auto text = fmt::format("the phone calls itself firmware {}", identity.phone->firmware.value);
  if (!identity.firmware && std::find(assumptions.begin(), assumptions.end(), text) == assumptions.end())
    assumptions.push_back(std::move(text));
}

inline Duration pnp_window(const TimeOptions& times, const Phone& phone) {
  return times.pnp.value_or(phone.pnp.window.value);
}
inline Duration link_wait(const TimeOptions& times) {
  return times.link.value_or(k_link_wait);
}
inline Duration dhcp_window(const TimeOptions& times) {
  return times.dhcp.value_or(k_dhcp_window);
}
inline Duration redirect_window(const TimeOptions& times) {
  return times.redirect.value_or(k_redirect_window);
}

}  // namespace provtool
