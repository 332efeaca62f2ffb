// What is less for a caller who is not root: the file capability lets everybody ask, and not listen.
#pragma once

#include <optional>

#include "discovery/settings.hpp"

namespace provtool {

inline constexpr Duration k_longest_window = std::chrono::minutes(1);

// Shortens what is longer; host.window-capped names it.
std::optional<Finding> cap_windows(TimeOptions& how_long);

// Of an option that is for root alone: host.root-only.
Finding root_only(std::string_view option);

}  // namespace provtool
