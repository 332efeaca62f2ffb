#include "config/placed_findings.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace provtool {

void PlacedFindings::add(Finding finding, std::size_t at, std::string_view path) {
  m_has_error = m_has_error || finding.severity == Severity::error;
  if (is_full()) {
    ++m_not_kept;
    return;
  }
  const auto [line, column] = m_text.position_of(at);
  finding.place.file = m_file;
  finding.place.line = line;
  finding.place.column = column;
  if (!path.empty()) finding.place.parameter = path;
  m_findings.push_back(std::move(finding));
}

void PlacedFindings::take_over(PlacedFindings& other) {
  m_has_error = m_has_error || other.m_has_error;
  m_not_kept += other.m_not_kept;
  for (auto& finding : std::exchange(other.m_findings, {})) {
    if (is_full())
      ++m_not_kept;
    else
      m_findings.push_back(std::move(finding));
  }
}

std::vector<Finding> PlacedFindings::take() {
  std::stable_sort(m_findings.begin(), m_findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
  });
  return std::exchange(m_findings, {});
}

}  // namespace provtool
