// The program without its process: arguments in, exit code out, everything else through three doors.
#pragma once

#include <span>
#include <string>

#include "io/console.hpp"
#include "io/files.hpp"
#include "io/world.hpp"

namespace provtool {

int run(std::span<const std::string> arguments, World& world, Console& console, Files& files);

}  // namespace provtool
