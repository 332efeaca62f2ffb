// What the command line says, or else what is assumed of the phone and how long it is waited for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/options.hpp"
#include "device/identity.hpp"
#include "device/redirection.hpp"
#include "discovery/pnp/reader.hpp"
#include "discovery/waits.hpp"

namespace provtool {

inline std::string model(const Options& options) {
  return options.model.value_or(std::string(k_default_model));
}
inline std::string vendor_class(const Options& options) {
  return options.vendor_class.value_or(std::string(k_default_vendor_class));
}
inline std::uint32_t enterprise(const Options& options) {
  return options.enterprise.value_or(k_default_enterprise);
}
inline std::string_view redirect_template(const Options& options) {
  return options.redirect_url ? std::string_view(*options.redirect_url) : k_redirect_url.text;
}

inline Duration pnp_window(const Options& options) {
  return options.pnp_timeout.value_or(k_pnp_window);
}
inline Duration dhcp_window(const Options& options) {
  return options.dhcp_timeout.value_or(k_dhcp_window);
}
inline Duration redirect_window(const Options& options) {
  return options.redirect_timeout.value_or(k_redirect_window);
}

}  // namespace provtool
