#include "config/placed_findings.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/text.hpp"

namespace provtool {

namespace {

// An element's name may have a megabyte, and a thousand findings may name it.
constexpr std::size_t k_longest_message = 9'000;  // a value that is looked at, in both its spellings
constexpr std::size_t k_longest_path = 400;

}  // namespace

void PlacedFindings::add(Finding finding, std::size_t at, std::string_view path) {
  m_has_error = m_has_error || finding.severity == Severity::error;
  if (is_full()) {
    ++m_not_kept;
    return;
  }
  const auto [line, column] = m_text.position_of(at);
  if (finding.message.size() > k_longest_message)
    finding.message = shortened(finding.message, k_longest_message);
  finding.place.file = m_file;
  finding.place.line = line;
  finding.place.column = column;
  if (!path.empty()) finding.place.parameter = shortened(path, k_longest_path);
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

bool PlacedFindings::has(std::string_view id) const {
  return std::any_of(m_findings.begin(), m_findings.end(),
                     [&](const Finding& finding) { return finding.id == id; });
}

std::vector<Finding> PlacedFindings::take() {
  std::stable_sort(m_findings.begin(), m_findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
  });
  return std::exchange(m_findings, {});
}

}  // namespace provtool
