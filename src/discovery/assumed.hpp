// What the command line says, or else what is assumed of the phone and how long it is waited for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "device/identity.hpp"
#include "device/redirection.hpp"
#include "discovery/pnp/reader.hpp"
#include "discovery/settings.hpp"
#include "discovery/waits.hpp"

namespace provtool {

inline std::string model(const WhoOptions& who) {
  return who.model.value_or(std::string(k_default_model));
}
inline std::string vendor_class(const WhoOptions& who) {
  return who.vendor_class.value_or(std::string(k_default_vendor_class));
}
inline std::uint32_t enterprise(const WhoOptions& who) {
  return who.enterprise.value_or(k_default_enterprise);
}
inline std::string_view redirect_template(const WhatOptions& what) {
  return what.redirect_url ? std::string_view(*what.redirect_url) : k_redirect_url.text;
}

inline Duration pnp_window(const TimeOptions& times) {
  return times.pnp.value_or(k_pnp_window);
}
inline Duration dhcp_window(const TimeOptions& times) {
  return times.dhcp.value_or(k_dhcp_window);
}
inline Duration redirect_window(const TimeOptions& times) {
  return times.redirect.value_or(k_redirect_window);
}

}  // namespace provtool
