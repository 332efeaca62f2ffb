// Waits until the interface to ask on has a link: a cable that was just plugged in, or an adapter that wakes
// up, needs a second or three.
#pragma once

#include <vector>

#include "app/run.hpp"

namespace provtool {

// The interfaces as they are then, or when --wait-link is over, or the run is interrupted.
std::vector<Interface> interfaces_with_link(Run& run);

}  // namespace provtool
