#include "cli/formats.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "cli/meant.hpp"
#include "cli/option_table.hpp"

namespace provtool {

namespace {

struct FormatRow {
  std::string_view word;
  Format format;
  CommandSet commands;      // that write it
  std::string_view ending;  // of a file whose name chooses it; empty: none does
};

constexpr CommandSet k_network = k_discover | k_fetch | k_check;
constexpr CommandSet k_all = k_network | k_validate;

constexpr std::array k_formats{
    FormatRow{"text", Format::text, k_all | k_explain, ""},
    FormatRow{"json", Format::json, k_all, ".json"},
    FormatRow{"ndjson", Format::ndjson, k_all, ".ndjson"},
    FormatRow{"sarif", Format::sarif, k_all, ".sarif"},
    FormatRow{"junit", Format::junit, k_all, ""},
    FormatRow{"nagios", Format::nagios, k_network, ""},
    FormatRow{"openmetrics", Format::openmetrics, k_network, ".prom"},
    FormatRow{"markdown", Format::markdown, k_explain, ".md"},
};

bool writes(std::string_view command, const FormatRow& row) {
  const auto* known = command_line().find(command);
  return known != nullptr && (row.commands & known->bit) != 0;
}

// Who writes it: "discover, fetch and check".
std::string writers(const FormatRow& row) {
  std::vector<std::string> names;
  for (const auto& command : command_line().commands)
    if ((row.commands & command.bit) != 0) names.emplace_back(command.name);
  return provtool::listed(names);
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
    return fmt::format("{} is written by {} only; the formats of {} are {}", value, writers(*row),
                       options.command, listed(words));
  options.output.format = row->format;
  options.output.names_format = true;
  return std::nullopt;
}

bool asks_for_nagios(std::span<const std::string> arguments) {
  const auto nagios = word_for(Format::nagios);
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    if (arguments[i] == fmt::format("--format={}", nagios)) return true;
    if (arguments[i] == "--format" && i + 1 < arguments.size() && arguments[i + 1] == nagios) return true;
  }
  return false;
}

void choose_format_by_name(Options& options) {
  auto& output = options.output;
  if (output.names_format || output.only || !output.file) return;
  for (const auto& row : k_formats)
    if (!row.ending.empty() && output.file->ends_with(row.ending) && writes(options.command, row))
      output.format = row.format;
}

}  // namespace provtool
