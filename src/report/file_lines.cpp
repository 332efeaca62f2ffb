#include "report/file_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_indent = 2;
constexpr std::string_view k_more = "…";

std::string where(const Place& place) {
  if (!place.file) return "provtool";
  if (!place.line) return *place.file;
  return fmt::format("{}:{}:{}", *place.file, *place.line, place.column.value_or(1));
}

std::size_t bytes_of_characters(std::string_view text, std::size_t count) {
  std::size_t bytes = 0;
  for (; count > 0 && bytes < text.size(); --count)
    bytes += std::max<std::size_t>(first_code_point(text.substr(bytes)).length, 1);
  return std::min(bytes, text.size());
}

// The line with a caret below the column, both cut to `room` columns around it.
std::string with_caret(std::string_view line, std::size_t column, std::size_t room) {
  auto before = std::string(line.substr(0, bytes_of_characters(line, column - 1)));
  auto rest = std::string(line.substr(before.size()));
  if (columns(before) + 1 > room / 2 && columns(line) > room) {
    const auto kept = room / 2;
    std::string_view left = before;
    while (columns(left) + 1 > kept && !left.empty()) left.remove_prefix(bytes_of_characters(left, 1));
    before = std::string(k_more) + std::string(left);
  }
  if (columns(before) + columns(rest) > room && room > columns(before) + 1)
    rest = std::string(first_columns(rest, room - columns(before) - 1)) + std::string(k_more);
  const std::string indent(k_indent, ' ');
  return indent + before + rest + '\n' + indent + std::string(columns(before), ' ') + "^\n";
}

std::string excerpt_lines(const Excerpt& excerpt, const TextStyle& style) {
  auto text = excerpt.text;
  std::replace(text.begin(), text.end(), '\t', ' ');
  if (clean(text).text != text)
    return "";  // with something that has no width, the caret would point elsewhere
  constexpr auto k_no_end = std::string_view::npos;
  const auto width = style.width.value_or(k_no_end);
  const auto room = width > k_indent ? width - k_indent : 1;
  return with_caret(text, excerpt.column, room);
}

}  // namespace

std::string to_line(const Finding& finding, bool color) {
  return fmt::format("{}: {}: {} [{}]\n", where(finding.place), in_color(finding.severity, color),
                     finding.message, finding.id);
}

std::string to_lines(const ConfigFile& file, const LineStyle& style) {
  std::string lines;
  for (auto finding : file.findings) {
    if (!style.least || finding.severity < *style.least) continue;
    disclose(finding, style.secrets);
    lines += to_line(finding, style.text.color);
    const std::pair place(finding.place.line.value_or(0), finding.place.column.value_or(1));
    if (const auto excerpt = file.excerpts.find(place); excerpt != file.excerpts.end())
      lines += excerpt_lines(excerpt->second, style.text);
    if (style.text.verbose && finding.severity != Severity::info && !finding.hint.empty())
      lines += fmt::format("  {}\n", finding.hint);
  }
  return lines;
}

}  // namespace provtool
