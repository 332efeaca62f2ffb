// --dry-run: the same machines in a world where nothing is sent and nobody answers.
#pragma once

#include <span>

#include "base/machine.hpp"
#include "io/driver.hpp"

namespace provtool {

// Runs the machines to their end in virtual time; the journal contains every packet they would send, and
// when.
Journal rehearse(std::span<Machine* const> machines, Instant start);

}  // namespace provtool
