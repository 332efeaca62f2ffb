// The completions of the three shells, made from the option table.
#pragma once

#include <string>

namespace provtool {

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

}  // namespace provtool
