#include "report/file_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace provtool {

namespace {

std::string shown(const std::string& text, Secrets secrets) {
  return disclosed(text, secrets);
}

// The caret stands below the column.
std::string excerpt_lines(const Excerpt& excerpt) {
  std::size_t at = 0;
  for (std::size_t i = 1; i < excerpt.column; ++i)
    at += std::max<std::size_t>(first_code_point(std::string_view(excerpt.text).substr(at)).length, 1);
  const auto before = columns(std::string_view(excerpt.text).substr(0, at));
  return fmt::format("  {}\n  {}^\n", excerpt.text, std::string(before, ' '));
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
    if (const auto excerpt = file.excerpts.find({line, column}); excerpt != file.excerpts.end())
      lines += excerpt_lines(excerpt->second);
  }
  if (file.more_findings > 0)
    lines +=
        fmt::format("{}: and {}\n", shown(file.name, secrets), counted(file.more_findings, "more finding"));
  return lines;
}

}  // namespace provtool
