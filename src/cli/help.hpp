// The help, made from the option table.
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

}  // namespace provtool
