// Who asks: the phone as the network sees it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/address.hpp"
#include "base/words.hpp"
#include "device/kx_utg.hpp"

namespace provtool {

enum class MacFrom : std::uint8_t { option, interface, random };
constexpr auto words(MacFrom) {
  return std::to_array<Word<MacFrom>>(
      {{MacFrom::option, "option"}, {MacFrom::interface, "interface"}, {MacFrom::random, "random"}});
}

struct Identity {
  std::string model{k_kx_utg.model.value};
  std::optional<std::string> firmware{};
  MacAddress mac{};
  MacFrom mac_from = MacFrom::option;
  const Phone* phone = &k_kx_utg;  // what it is like

  // Only a MAC that was given is the phone's: {MAC} is expanded with no other one.
  [[nodiscard]] bool mac_is_phones() const { return mac_from == MacFrom::option; }
};

}  // namespace provtool
