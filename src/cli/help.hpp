// Help and man page, made from the option table.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/option_table.hpp"

namespace provtool {

// Broken into lines at its spaces; all but the first are indented.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);

// `width`: columns of the terminal.
// What a bare `provtool` says: a few lines.
std::string first_words(const CommandLine& line, std::optional<std::size_t> width);
std::string help_text(const CommandLine& line, std::optional<std::size_t> width);
std::string help_text(const CommandLine& line, const CommandRow& command, std::optional<std::size_t> width);

// The generated parts of man/provtool.1.in: @SYNOPSIS@, @COMMANDS@, @OPTIONS@, @SOURCES@, @EXIT_CODES@,
// @FINDINGS@, @MACROS@ and @VERSION@.
std::string man_page(const CommandLine& line, const std::string& page_template);

}  // namespace provtool
