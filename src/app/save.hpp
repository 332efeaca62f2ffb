// --save: what was downloaded, kept under names made from its role only.
#pragma once

#include <string>
#include <vector>

#include "app/run.hpp"
#include "provisioning/download.hpp"

namespace provtool {

// Whether the folder is there, or can be made, and nothing in it would be overwritten unasked; else the
// report says what stands in the way.
bool can_save(Run& run, NoRights proof);

// Fills in where each was saved. `contender`: which of several servers it is from, counted from 1; 0 when
// nobody contends.
void save(Run& run, NoRights proof, std::vector<Download>& downloads, std::size_t contender);

}  // namespace provtool
