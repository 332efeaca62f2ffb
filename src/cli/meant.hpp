// Sentences about words that mean nothing where they stand: what was most likely meant, or what there is.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/option_table.hpp"

namespace provtool {

// A word of the command line for a sentence: masked, cut, in quotes.
std::string in_quotes(std::string_view word);

struct Noun {
  std::string_view one;
  std::string_view several;
};
// "unknown mode "ipv5" (did you mean ipv4?); the modes are …"
std::string unknown_word(const Noun& what, std::string_view word, const std::vector<std::string_view>& known);
std::string unknown_source(std::span<const std::string> words, const std::vector<std::string_view>& known);

// Whether a word is a URL and no path of a file.
bool names_a_protocol(std::string_view word);

// `words`: from the one that means nothing to the end.
std::string unknown_command(const CommandLine& line, std::span<const std::string> words);
std::string wrong_word(const CommandLine& line, const CommandRow& command,
                       std::span<const std::string> words);

// `argument`: as typed, with its dashes and perhaps a value.
std::string unknown_option(const CommandLine& line, std::string_view argument);
bool is_typographic_dash(std::string_view text);  // its first character
std::string typographic_dash(const CommandLine& line, std::string_view argument);

}  // namespace provtool
