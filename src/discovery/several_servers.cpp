#include "discovery/several_servers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace provtool {

std::optional<Finding> several_servers(FindingId id, std::string_view protocol,
                                       const std::vector<ServerValues>& servers, const Tally& seen) {
  if (servers.size() < 2) return std::nullopt;
  std::vector<std::string> names;
  for (const auto& server : servers) names.push_back(server.name);
  const bool agree = std::all_of(servers.begin(), servers.end(), [&](const ServerValues& server) {
    return server.values == servers.front().values;
  });
  const bool all_kept = seen.count() <= servers.size();
  auto finding = make_finding(
      id, fmt::format("{} {} servers answered{}: {}; {} provisioning values {}",
                      all_kept ? std::to_string(servers.size()) : seen.text(), protocol,
                      all_kept ? "" : fmt::format(", of which {} are shown", servers.size()),
                      listed_some(names), all_kept ? "their" : "the shown", agree ? "agree" : "differ"));
  if (agree && all_kept) finding.severity = Severity::info;
  return finding;
}

}  // namespace provtool
