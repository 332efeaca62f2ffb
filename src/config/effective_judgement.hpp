// What is wrong with the files of a phone together.
#pragma once

#include <span>
#include <vector>

#include "config/effective.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

// Values that do not count or contradict each other, what the next boot will do differently, and whether a
// line can register. `values` are what the files were merged into.
std::vector<Finding> judge_effective(std::span<const ConfigFile> files,
                                     std::span<const EffectiveValue> values);

}  // namespace provtool
