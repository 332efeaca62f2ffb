#include "discovery/expectations.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"

namespace provtool {

std::vector<Finding> unmet_expectations(const Decision& decision, const ExpectOptions& expected) {
  std::vector<Finding> findings;
  if (decision.outcome == Outcome::undetermined) return findings;
  const bool contested = decision.outcome == Outcome::contested;
  const auto winner = contested         ? "which one does depends on the DHCP server"
                      : decision.winner ? fmt::format("{} does", kind_of(*decision.winner).title)
                                        : "no source does";
  if (expected.source && decision.winner != expected.source)
    findings.push_back(
        make_finding("decision.expectation",
                     fmt::format("{} was expected to win, but {}", kind_of(*expected.source).title, winner)));
  const auto& urls = decision.resolved;
  if (expected.url && decision.url != *expected.url &&
      std::find(urls.begin(), urls.end(), *expected.url) == urls.end())
    findings.push_back(make_finding("decision.expectation",
                                    fmt::format("the URL {} was expected; it is {}", foreign(*expected.url),
                                                contested              ? "not the same from each DHCP server"
                                                : decision.url.empty() ? "none"
                                                                       : foreign(decision.url))));
  return findings;
}

}  // namespace provtool
