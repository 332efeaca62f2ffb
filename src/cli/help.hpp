// Help and man page, made from the option table.
#pragma once

#include <optional>
#include <string>

#include "cli/option_table.hpp"

namespace provtool {

// `width`: columns of the terminal.
std::string help_text(const CommandLine& line, std::optional<std::size_t> width);
std::string help_text(const CommandLine& line, const CommandRow& command, std::optional<std::size_t> width);
std::string version_text();

// The generated parts of man/provtool.1.in: @SYNOPSIS@, @COMMANDS@, @OPTIONS@, @SOURCES@, @EXIT_CODES@,
// @FINDINGS@, @MACROS@ and @VERSION@.
std::string man_page(const CommandLine& line, const std::string& page_template);

}  // namespace provtool
