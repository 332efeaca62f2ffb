#include "discovery/expectations.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"

namespace provtool {

std::vector<Finding> unmet_expectations(const Decision& decision, const ExpectOptions& expected) {
  std::vector<Finding> findings;
  if (decision.outcome == Outcome::undetermined) return findings;
  const auto winner = decision.winner ? std::string(kind_of(*decision.winner).title) : "no source";
  if (expected.source && decision.winner != expected.source)
    findings.push_back(make_finding(
        "decision.expectation",
        fmt::format("{} was expected to win, but {} does", kind_of(*expected.source).title, winner)));
  const auto& urls = decision.resolved;
  if (expected.url && decision.url != *expected.url &&
      std::find(urls.begin(), urls.end(), *expected.url) == urls.end())
    findings.push_back(make_finding("decision.expectation",
                                    fmt::format("the URL {} was expected; it is {}", foreign(*expected.url),
                                                decision.url.empty() ? "none" : foreign(decision.url))));
  return findings;
}

}  // namespace provtool
