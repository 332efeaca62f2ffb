// What is loaded just now, in one line for whoever waits.
#pragma once

#include <span>
#include <string>

#include "base/foreign.hpp"
#include "base/transfer.hpp"

namespace provtool {

// "Loading Config.cfg, 120 kB of 1000 kB, 3.2 s; 2 more": of the one that has waited longest. At most `width`
// columns, fit to be shown; empty when nothing is under way.
std::string progress_line(std::span<const FetchProgress> under_way, std::size_t width, Secrets secrets);

}  // namespace provtool
