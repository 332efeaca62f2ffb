// As which phone a discovery asks.
#pragma once

#include <functional>

#include "device/identity.hpp"
#include "discovery/settings.hpp"

namespace provtool {

// `own`: the interface's MAC, for when none was given.
Identity who_asks(const WhoOptions& who, const MacAddress& own, const std::function<std::uint32_t()>& random);

}  // namespace provtool
