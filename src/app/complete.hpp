// `provtool --complete AT WORD…`: what the scripts in completions/ ask when Tab is pressed. Not for people.
#pragma once

#include <span>
#include <string>

#include "io/console.hpp"
#include "io/world.hpp"

namespace provtool {

bool asks_for_completion(std::span<const std::string> arguments);
int complete(std::span<const std::string> arguments, World& world, Console& console);

}  // namespace provtool
