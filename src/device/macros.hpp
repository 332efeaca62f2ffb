// The macros of a phone's URLs, as "{MODEL}".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "device/identity.hpp"

namespace provtool {

struct Expansion {
  std::string text;                          // macros without a known value stay in place
  std::vector<std::string> unknown;          // words in braces that are not macros, or an unclosed brace
  std::vector<std::string_view> unexpanded;  // macros whose value is not known
};

Expansion expand_macros(std::string_view text, const Identity& identity);
// With the MAC that asks, whoever owns it, and the firmware that is given or assumed: what the phone says of
// itself. Public SIP PnP responders do not answer an Event without a version.
Expansion expand_as_asked(std::string_view text, Identity identity);

}  // namespace provtool
