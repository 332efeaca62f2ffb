// --dry-run: the same machines in a world where nothing is sent and nobody answers.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/machine.hpp"
#include "io/driver.hpp"
#include "report/report.hpp"

namespace provtool {

// Runs the machines to their end in virtual time and lists every packet they would send.
std::vector<PlannedPacket> rehearse(std::span<Machine* const> machines, Instant start);

}  // namespace provtool
