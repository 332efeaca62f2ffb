#include "report/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "report/boot_summary.hpp"
#include "report/discovery_summary.hpp"
#include "report/source_names.hpp"

namespace provtool {

namespace {

bool decides_nothing(const Report& report) {
  return report.discovery && report.discovery->decision.outcome == Outcome::undetermined;
}

// The end came before the files, or before some of them: --timeout, Ctrl-C.
bool is_broken_off(const Report& report) {
  if (std::any_of(report.boots.begin(), report.boots.end(),
                  [](const auto& boot) { return boot.outcome == BootOutcome::unknown; }))
    return true;
  const bool loads = report.command == "check" || report.command == "fetch";
  if (!loads || !report.discovery || !report.boots.empty()) return false;
  const auto& decision = report.discovery->decision;
  return decision.outcome == Outcome::won && decision.usable;
}

bool is_asked_about(const Report& report, const Finding& finding) {
  return std::any_of(report.open.begin(), report.open.end(), [&finding](const OpenQuestion& question) {
    return question.finding == finding.id && (question.url.empty() || question.url == finding.place.url);
  });
}

bool fails_by_itself(const Report& report) {
  return std::any_of(report.findings.begin(), report.findings.end(), [&report](const Finding& finding) {
    return finding.severity == Severity::error && !is_asked_about(report, finding);
  });
}

}  // namespace

bool is_undetermined(const Report& report) {
  if (decides_nothing(report)) return true;
  return (!report.open.empty() || is_broken_off(report)) && !fails_by_itself(report);
}

std::string to_settle_of(const Report& report) {
  if (!is_undetermined(report)) return "";
  if (decides_nothing(report)) return report.discovery->decision.to_settle;
  return report.open.empty() ? "Run it again, and let it come to its end." : report.open.front().to_settle;
}

bool is_prevented(const Report& report) {
  if (report.counts && report.counts->not_read > 0) return true;
  return std::any_of(report.findings.begin(), report.findings.end(), [](const Finding& finding) {
    const auto* kind = find_finding_kind(finding.id);
    return finding.severity == Severity::error && kind != nullptr && kind->prevents;
  });
}

bool reaches(const Report& report, Severity severity) {
  if (const auto& counts = report.counts) {
    const auto at_least = severity == Severity::error     ? counts->errors
                          : severity == Severity::warning ? counts->errors + counts->warnings
                                                          : counts->errors + counts->warnings + counts->infos;
    if (at_least > 0 || counts->invalid > 0) return true;
  }
  return std::any_of(report.findings.begin(), report.findings.end(),
                     [severity](const Finding& finding) { return finding.severity >= severity; });
}

namespace {

// "3 files: 1 invalid; 2 errors, 1 warning"
std::string summary_of(const FileCounts& counts) {
  std::vector<std::string> states;
  if (counts.not_read > 0) states.push_back(fmt::format("{} not read", counts.not_read));
  if (counts.invalid > 0) states.push_back(fmt::format("{} invalid", counts.invalid));
  const auto files = counts.files + counts.not_read;
  if (states.empty()) states.emplace_back(files == 1 ? "valid" : "all valid");
  return fmt::format("{}: {}; {}, {}", counted(files, "file"), fmt::join(states, ", "),
                     counted(counts.errors, "error"), counted(counts.warnings, "warning"));
}

// A message may begin with the name of a host or an interface, which has no capital letter.
std::string as_a_sentence(const std::string& message) {
  constexpr std::array<std::string_view, 9> k_words{"there ", "the ", "no ",      "cannot ", "this ",
                                                    "a ",     "it ",  "several ", "nothing "};
  const bool is_ours = std::any_of(k_words.begin(), k_words.end(),
                                   [&message](std::string_view word) { return message.starts_with(word); });
  const auto text = is_ours ? to_upper(message.substr(0, 1)) + message.substr(1) : message;
  return text.ends_with('.') ? text : fmt::format("{}.", text);
}

// Of a discovery that found what to load, and was to load it.
std::string broken_off(SourceId winner) {
  return fmt::format("{} wins; the files behind it were not loaded.", opening(name_of(winner)));
}

}  // namespace

std::string summary_of(const Report& report) {
  if (report.counts && report.counts->files + report.counts->not_read > 0) return summary_of(*report.counts);
  if (const auto boot = boot_summary(report); !boot.empty()) return not_as_expected(report) + boot;
  if (report.discovery && report.discovery->decision.winner && is_broken_off(report))
    return not_as_expected(report) + broken_off(*report.discovery->decision.winner);
  if (report.discovery) return discovery_summary(report);
  if (report.plan) return "Nothing was sent.";
  const auto error = std::find_if(report.findings.begin(), report.findings.end(),
                                  [](const Finding& finding) { return finding.severity == Severity::error; });
  return error == report.findings.end() ? "Nothing was done." : as_a_sentence(error->message);
}

// The summary of files counts its findings.
std::string failed_by(const Report& report, Severity least) {
  if (report.counts || reaches(report, Severity::error)) return "";
  const auto worst = std::max_element(
      report.findings.begin(), report.findings.end(),
      [](const Finding& one, const Finding& other) { return one.severity < other.severity; });
  if (worst == report.findings.end() || worst->severity < least) return "";
  return fmt::format("Not accepted (--fail-on {}): {}. ", to_text(least), worst->message);
}

}  // namespace provtool
