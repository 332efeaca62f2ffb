// The help, made from the option table.
#pragma once

#include <optional>
#include <string>

#include "cli/option_table.hpp"

namespace provtool {

// `width`: columns of the terminal.
std::string help_text(const CommandLine& line, std::optional<std::size_t> width);
std::string help_text(const CommandLine& line, const CommandRow& command, std::optional<std::size_t> width);

}  // namespace provtool
