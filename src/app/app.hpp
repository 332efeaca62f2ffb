// The program without its process: arguments in, exit code out, everything else through two doors.
#pragma once

#include <span>
#include <string>

#include "io/console.hpp"
#include "io/world.hpp"

namespace provtool {

int run(std::span<const std::string> arguments, World& world, Console& console);

}  // namespace provtool
