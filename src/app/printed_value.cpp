#include "app/printed_value.hpp"

namespace provtool {

namespace {

std::string winner_of(const Report& report) {
  if (!report.discovery || !report.discovery->decision.winner) return "";
  return std::string(kind_of(*report.discovery->decision.winner).name);
}

// What the phone would fetch first.
std::string url_of(const Report& report) {
  if (report.discovery) {
    const auto& decision = report.discovery->decision;
    return decision.usable && !decision.resolved.empty() ? decision.resolved.front() : "";
  }
  if (report.downloads.empty()) return "";
  const auto& first = report.downloads.front();
  return first.attempts.empty() ? first.url : first.attempts.front().url;
}

std::string value_of(const Report& report, Printed what) {
  switch (what) {
    case Printed::winner:
      return winner_of(report);
    case Printed::url:
      return url_of(report);
    case Printed::verdict:
      return std::string(to_text(report.verdict.status));
    case Printed::summary:
      return report.verdict.summary;
    case Printed::exit_code:
      break;
  }
  return std::to_string(report.verdict.exit_code);
}

}  // namespace

std::string printed_value(const Report& report, Printed what) {
  auto value = value_of(report, what);
  return value.empty() ? "" : value + "\n";
}

}  // namespace provtool
