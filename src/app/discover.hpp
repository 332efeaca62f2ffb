// provtool discover: which source wins here, and why the others do not.
#pragma once

#include "cli/options.hpp"
#include "io/capture_file.hpp"
#include "io/console.hpp"
#include "io/world.hpp"

namespace provtool {

int discover(const Options& options, World& world, Console& console);

// The same from a capture that a run wrote, or that holds a phone's own questions: the same readers, evidence
// and decision; nothing is sent. The redirection server is asked over TCP, which no capture of ours holds.
int discover_from(const Capture& capture, const Options& options, World& world, Console& console);

}  // namespace provtool
