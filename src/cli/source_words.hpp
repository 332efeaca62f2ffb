// The words that name sources on the command line.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "device/sources.hpp"

namespace provtool {

std::vector<std::string_view> source_names();  // "manual", "dhcp160", …
// With "dhcp", the DHCPv4 options together.
std::vector<std::string_view> source_words();
// The sources a word stands for; empty when it is unknown.
std::vector<SourceId> sources_named(std::string_view word);

// The word of source_words() that another name for a source stands for: "dhcp66" for "66", "option-66" and
// "DHCP66"; empty when it stands for none.
std::string_view meant_source(std::string_view word);
// The same of the first of these words; "option 66" may be two.
std::string_view meant_source(std::span<const std::string> words);

}  // namespace provtool
