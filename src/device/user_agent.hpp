// What the phone calls itself in SIP and HTTP.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "device/identity.hpp"

namespace provtool {

// `text`, or the usual one, with its macros expanded. The MAC that asks is in it, whoever owns it, and a
// firmware version always.
std::string user_agent(const Identity& identity, const std::optional<std::string>& text);

}  // namespace provtool
