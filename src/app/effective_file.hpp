// --effective: what the files come to together, written as one device file.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/run.hpp"
#include "config/effective.hpp"
#include "config/file.hpp"

namespace provtool {

// Refused, and said so, when a file contributes nothing as it is, or when secrets would be written that
// nobody asked to be shown.
void write_effective(Run& run, NoRights proof, const std::string& path, std::span<const ConfigFile> files,
                     const std::vector<EffectiveValue>& values);
// Says that it is not written.
void refuse_effective(Run& run, const std::string& path, std::string_view why);

}  // namespace provtool
