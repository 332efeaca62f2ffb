// What the administrator should have entered, where a value shows it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "device/identity.hpp"

namespace provtool {

// The value itself when the phone can use it, or the URL, name or address that it is when quotes, spaces and
// the like are taken away, or when it is read as one of the ways in which people type such a value. Nothing
// where it does not show.
std::optional<std::string> meant_url(std::string_view value, const Identity& identity);

}  // namespace provtool
