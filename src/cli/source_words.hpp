// The words that name sources on the command line.
#pragma once

#include <string_view>
#include <vector>

#include "device/sources.hpp"

namespace provtool {

// "manual", "dhcp" (the three IPv4 options together), …
std::vector<std::string_view> source_words();
// The sources a word stands for; empty when it is unknown.
std::vector<SourceId> sources_named(std::string_view word);

}  // namespace provtool
