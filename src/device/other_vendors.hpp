// What a value says to other vendors' phones, and not to this one (field notes: foreign-macros).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "device/phone.hpp"

namespace provtool {

// A macro in another vendor's spelling.
struct ForeignMacro {
  std::string text;          // as it stands in the value: "$mac"
  std::string_view meaning;  // "is a macro of Cisco phones"
  std::string instead;       // "this phone keeps it as it is: its own is {mac}"
};

// In the order of their places; each kind of word once.
std::vector<ForeignMacro> foreign_macros(std::string_view value);

// "its own is {mac}" for `{Mac}`, a word of this phone's spelling; empty when it has no such macro.
std::string own_macro(std::string_view word_in_braces);

// Whose devices expect raw addresses in sub-option 1 of DHCPv6 option 17, or of option 125, under an
// enterprise number: "Cisco phones"; empty when none are known.
std::string_view raw_addresses_meant_for(std::uint32_t enterprise);

}  // namespace provtool
