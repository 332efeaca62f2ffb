#include "report/boot_summary.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "report/source_names.hpp"

namespace provtool {

namespace {

// Beyond this a sentence is none any more.
constexpr std::size_t k_most_contenders = 4;

// "; option 66 will not be tried": what has another URL than the winner's.
std::string others_of(const DiscoverySection& discovery) {
  const auto others = not_tried(discovery);
  return others.empty() ? "" : fmt::format("; {} will not be tried", named(others));
}

bool is_configured(BootOutcome outcome) {
  return outcome == BootOutcome::configured || outcome == BootOutcome::partly;
}

// Files that load may be wrong all the same, and then the first word is not OK.
std::string but_wrong(const Report& report, const BootSection& boot) {
  if (boot.outcome != BootOutcome::configured) return "";
  const auto errors =
      std::count_if(report.findings.begin(), report.findings.end(), [](const Finding& finding) {
        return finding.severity == Severity::error && finding.id.starts_with("config.");
      });
  if (errors == 0) return "";
  return fmt::format("; but its files have {}", counted(static_cast<std::size_t>(errors), "error"));
}

// "DHCP option 160 wins, and the phone comes up with …"
std::string wins(SourceId winner, const BootSection& boot) {
  return fmt::format("{} wins{} and {}", name_of(winner), is_configured(boot.outcome) ? "," : "",
                     boot.sentence);
}

std::string of_winner(const Report& report, const BootSection& boot) {
  const auto& discovery = *report.discovery;
  return fmt::format("{}{}{}.", opening(wins(*discovery.decision.winner, boot)),
                     is_configured(boot.outcome) ? "" : others_of(discovery), but_wrong(report, boot));
}

// What each DHCP server would give.
std::string of_contenders(const Report& report) {
  const auto& contenders = report.discovery->decision.contenders;
  std::vector<std::string> parts;
  for (const auto& contender : contenders) {
    if (parts.size() == k_most_contenders) break;
    const auto boot = std::find_if(
        report.boots.begin(), report.boots.end(),
        [&contender](const BootSection& section) { return section.contender == contender.server; });
    parts.push_back(fmt::format("with {}: {}", foreign(contender.server),
                                boot == report.boots.end() ? "nothing to load" : boot->sentence));
  }
  if (contenders.size() > parts.size())
    parts.push_back(fmt::format("and {} more", contenders.size() - parts.size()));
  return fmt::format("{} {}.", it_depends(contenders), opening(fmt::format("{}", fmt::join(parts, "; "))));
}

// Of a discovery that decides nothing the best source that gave something.
std::string of_best(const DiscoverySection& discovery, const BootSection& boot) {
  const auto best =
      std::find_if(discovery.sources.begin(), discovery.sources.end(), [&boot](const SourceSection& source) {
        return source.status == Status::found && source.url == boot.url;
      });
  const auto known = best == discovery.sources.end()
                         ? fmt::format("with {} {}", foreign(boot.url), boot.sentence)
                         : fmt::format("if {} wins, {}", name_of(best->source), boot.sentence);
  return fmt::format("What the phone will do could not be determined: {} {}.", discovery.decision.reason,
                     opening(known));
}

// Nothing is loaded from a value that is not a usable URL.
std::string of_unusable(const Report& report) {
  const bool loads = report.command == "check" || report.command == "fetch";
  if (!loads || !report.discovery || !report.discovery->decision.winner || report.discovery->decision.usable)
    return "";
  return fmt::format(
      "{} wins with a value that is not a usable URL: the phone loads nothing, and keeps its saved "
      "configuration if it has one{}.",
      opening(name_of(*report.discovery->decision.winner)), others_of(*report.discovery));
}

}  // namespace

std::string boot_summary(const Report& report) {
  if (report.boots.empty()) return of_unusable(report);
  const auto& boot = report.boots.front();
  if (!report.discovery)
    return fmt::format("{}: {}{}.", foreign(boot.url), boot.sentence, but_wrong(report, boot));
  const auto& discovery = *report.discovery;
  switch (discovery.decision.outcome) {
    case Outcome::won:
      return of_winner(report, boot);
    case Outcome::contested:
      return of_contenders(report);
    case Outcome::undetermined:
      return of_best(discovery, boot);
    case Outcome::none:
      break;
  }
  return "";
}

}  // namespace provtool
