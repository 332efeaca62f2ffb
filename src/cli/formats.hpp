// The formats of a report, and which commands write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.hpp"

namespace provtool {

std::string_view word_for(Format format);  // "json"
// "text", "json", …, of all commands or of one.
std::vector<std::string_view> format_words();
std::vector<std::string_view> format_words(std::string_view command);

// For the command that the options name; returns what is wrong with it, or nothing.
std::optional<std::string> take_format(Options& options, std::string_view value);

// Where none was given: that of the file's name, which people believe.
void choose_format_by_name(Options& options);

}  // namespace provtool
