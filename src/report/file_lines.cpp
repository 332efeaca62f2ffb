#include "report/file_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace provtool {

namespace {

std::string shown(const std::string& text, Secrets secrets) {
  return disclosed(text, secrets);
}

// The caret stands below the column; what is before it keeps its width.
std::string excerpt_lines(const std::string& line, std::size_t column) {
  std::string indent;
  for (const char c : line.substr(0, column - 1)) indent += c == '\t' ? '\t' : ' ';
  std::string text;
  for (const char c : line) text += c == '\t' ? ' ' : c;
  const auto cleaned = clean(text).text;
  if (cleaned != text) return "";  // with something that has no width, the caret would point elsewhere
  std::replace(indent.begin(), indent.end(), '\t', ' ');
  return fmt::format("  {}\n  {}^\n", text, indent);
}

}  // namespace

std::string to_lines(const ConfigFile& file, Severity least, Secrets secrets) {
  std::string lines;
  for (const auto& finding : file.findings) {
    if (finding.severity < least) continue;
    const auto line = finding.place.line.value_or(1);
    const auto column = finding.place.column.value_or(1);
    lines += fmt::format("{}:{}:{}: {}: {} [{}]\n", shown(file.name, secrets), line, column,
                         to_text(finding.severity), shown(finding.message, secrets), finding.id);
    if (const auto excerpt = file.excerpts.find(line); excerpt != file.excerpts.end())
      lines += excerpt_lines(excerpt->second, column);
  }
  if (file.more_findings > 0)
    lines +=
        fmt::format("{}: and {}\n", shown(file.name, secrets), counted(file.more_findings, "more finding"));
  return lines;
}

}  // namespace provtool
