#include "device/user_agent.hpp"

#include "device/macros.hpp"

namespace provtool {

namespace {

constexpr std::string_view k_without_firmware = "Panasonic_{MODEL} ({mac})";

}  // namespace

std::string user_agent(const Identity& identity, const std::optional<std::string>& text) {
  Identity asking = identity;
  asking.mac_from = MacFrom::option;
  const auto usual = identity.firmware ? k_user_agent : k_without_firmware;
  return expand_macros(text ? std::string_view(*text) : usual, asking).text;
}

}  // namespace provtool
