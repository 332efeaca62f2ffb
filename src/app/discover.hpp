// provtool discover: which source wins here, and why the others do not.
#pragma once

#include "cli/options.hpp"
#include "io/console.hpp"
#include "io/world.hpp"

namespace provtool {

int discover(const Options& options, World& world, Console& console);

}  // namespace provtool
