// The completions of the three shells, made from the option table.
#pragma once

#include <string>

#include "cli/option_table.hpp"

namespace provtool {

std::string bash_completion(const CommandLine& line);
std::string zsh_completion(const CommandLine& line);
std::string fish_completion(const CommandLine& line);

}  // namespace provtool
