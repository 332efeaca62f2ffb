#include "scenarios/world/decided_again.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/disclosure.hpp"
#include "report/json.hpp"

namespace provtool::testing {

namespace {

std::string words_of(const Conclusion& conclusion) {
  return fmt::format("{} {} {} {} {}", to_text(conclusion.outcome),
                     conclusion.winner ? kind_of(*conclusion.winner).name : "nobody", conclusion.usable,
                     conclusion.url, listed(conclusion.resolved));
}

std::string words_of(const std::vector<SourceId>& order) {
  std::vector<std::string> names;
  for (const auto source : order) names.emplace_back(kind_of(source).name);
  return listed(names);
}

Decision decided_again(const Report& report) {
  std::vector<SourceEvidence> evidence;
  for (const auto& section : report.discovery->sources) evidence.push_back(to_evidence(section));
  auto decision = decide(std::move(evidence), report.interface->mode, k_kx_utg);
  const auto& contenders = report.discovery->decision.contenders;
  if (!contenders.empty()) contest(decision, contenders);
  return decision;
}

}  // namespace

std::vector<std::string> differences_when_decided_again(std::string_view json) {
  const auto report = from_json(json);
  if (!report) return {"cannot be read back: " + report.error().message};
  std::vector<std::string> differences;
  const auto compare = [&differences](std::string_view what, const std::string& was, const std::string& is) {
    if (was != is) differences.push_back(fmt::format("{} was {} and is {}", what, was, is));
  };
  auto again_shown = *report;
  disclose(again_shown, Secrets::show);
  if (to_json(again_shown) != json) differences.emplace_back("written again it is another text");
  if (!report->discovery) return differences;
  const auto again = decided_again(*report);
  compare("the decision", words_of(report->discovery->decision), words_of(again));
  compare("the order", words_of(report->discovery->order), words_of(again.order));
  for (const auto& section : report->discovery->sources) {
    const auto ranked =
        std::find_if(again.sources.begin(), again.sources.end(),
                     [&section](const auto& entry) { return entry.evidence.source == section.source; });
    compare(kind_of(section.source).name,
            fmt::format("{} {}", to_text(section.status), to_text(section.standing)),
            fmt::format("{} {}", to_text(ranked->status), to_text(ranked->standing)));
  }
  return differences;
}

}  // namespace provtool::testing
