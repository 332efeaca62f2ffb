// Who asks: the phone as the network sees it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/address.hpp"
#include "base/words.hpp"

namespace provtool {

enum class MacFrom : std::uint8_t { option, interface, random };
constexpr auto words(MacFrom) {
  return std::to_array<Word<MacFrom>>(
      {{MacFrom::option, "option"}, {MacFrom::interface, "interface"}, {MacFrom::random, "random"}});
}

inline constexpr std::string_view k_phone_name = "Panasonic KX-UTG";

// "with or without the B" is unknown for {MODEL}, so the model is an option (assumption).
inline constexpr std::string_view k_default_model = "KX-UTG200B";
inline constexpr std::array<std::string_view, 4> k_models{"KX-UTG200", "KX-UTG200B", "KX-UTG300",
                                                          "KX-UTG300B"};
// Provisioning servers match it; unknown for the UTG (sibling).
inline constexpr std::string_view k_default_vendor_class = "Panasonic";
// Of the DHCPv6 vendor option: IANA's number of Matsushita, Panasonic's former name; the guide prints none
// (assumption).
inline constexpr std::uint32_t k_default_enterprise = 258;
inline constexpr std::string_view k_default_enterprise_name = "Matsushita";

struct Identity {
  std::string model{k_default_model};
  std::optional<std::string> firmware;
  MacAddress mac{};
  MacFrom mac_from = MacFrom::option;

  // Only a MAC that was given is the phone's: {MAC} is expanded with no other one.
  [[nodiscard]] bool mac_is_phones() const { return mac_from == MacFrom::option; }
};

}  // namespace provtool
