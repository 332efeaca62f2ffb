// provtool check and fetch: what the phone comes up with, and why.
#pragma once

#include "app/run.hpp"

namespace provtool {

// The commands; each returns the exit code.
int check(Run& run);
int fetch(Run& run);

}  // namespace provtool
