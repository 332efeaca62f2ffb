#include "cli/formats.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "cli/meant.hpp"

namespace provtool {

namespace {

struct FormatRow {
  std::string_view word;
  Format format;
  std::string_view only_command;  // empty: every command writes it
  std::string_view ending;        // of a file whose name chooses it; empty: none does
};

constexpr std::array k_formats{
    FormatRow{"text", Format::text, "", ""},
    FormatRow{"json", Format::json, "", ".json"},
    FormatRow{"sarif", Format::sarif, "validate", ".sarif"},
    FormatRow{"junit", Format::junit, "validate", ""},
};

bool writes(std::string_view command, const FormatRow& row) {
  return row.only_command.empty() || row.only_command == command;
}

std::string listed(const std::vector<std::string_view>& words) {
  return provtool::listed(std::vector<std::string>(words.begin(), words.end()));
}

}  // namespace

std::string_view word_for(Format format) {
  const auto row = std::find_if(k_formats.begin(), k_formats.end(),
                                [format](const FormatRow& candidate) { return candidate.format == format; });
  return row->word;
}

std::vector<std::string_view> format_words() {
  std::vector<std::string_view> words;
  for (const auto& row : k_formats) words.push_back(row.word);
  return words;
}

std::vector<std::string_view> format_words(std::string_view command) {
  std::vector<std::string_view> words;
  for (const auto& row : k_formats)
    if (writes(command, row)) words.push_back(row.word);
  return words;
}

std::optional<std::string> take_format(Options& options, std::string_view value) {
  const auto row = std::find_if(k_formats.begin(), k_formats.end(),
                                [value](const FormatRow& candidate) { return candidate.word == value; });
  const auto words = format_words(options.command);
  if (row == k_formats.end()) return unknown_word({"format", "formats"}, value, words);
  if (!writes(options.command, *row))
    return fmt::format("{} is written by {} only; the formats of {} are {}", value, row->only_command,
                       options.command, listed(words));
  options.output.format = row->format;
  options.output.names_format = true;
  return std::nullopt;
}

void choose_format_by_name(Options& options) {
  auto& output = options.output;
  if (output.names_format || output.only || !output.file) return;
  for (const auto& row : k_formats)
    if (!row.ending.empty() && output.file->ends_with(row.ending) && writes(options.command, row))
      output.format = row.format;
}

}  // namespace provtool
