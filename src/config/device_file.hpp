// The effective configuration as one file.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "config/effective.hpp"

namespace provtool {

// A device file with the same values, which has no finding of its own: attributes that are not valid are left
// out.
std::string to_device_file(std::span<const EffectiveValue> values, std::string_view root);

}  // namespace provtool
