// provtool validate: what the phone will make of configuration files.
#pragma once

#include "app/run.hpp"

namespace provtool {

// The command; returns the exit code. As text the findings are written file by file, as they come.
int validate(Run& run);

}  // namespace provtool
