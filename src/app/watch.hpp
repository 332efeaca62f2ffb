// --watch: the same again and again, and what changed between.
#pragma once

#include <functional>

#include "app/run.hpp"

namespace provtool {

// Prints the first report whole, then only what changed, until Ctrl-C; as JSON every report, one a line.
// Returns the exit code. `once` does what the command does, into the report of the run that it is given.
int watch(Run& first, const std::function<void(Run&)>& once);

}  // namespace provtool
