#include "discovery/several_servers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace provtool {

std::optional<Finding> several_servers(FindingId id, std::string_view protocol,
                                       const std::vector<ServerValues>& servers) {
  if (servers.size() < 2) return std::nullopt;
  std::vector<std::string> names;
  for (const auto& server : servers) names.push_back(server.name);
  const bool agree = std::all_of(servers.begin(), servers.end(), [&](const ServerValues& server) {
    return server.values == servers.front().values;
  });
  auto finding = make_finding(
      id, fmt::format("{} {} servers answered: {}; {}", servers.size(), protocol, listed_some(names),
                      agree ? "their provisioning values agree" : "their provisioning values differ"));
  if (agree) finding.severity = Severity::info;
  return finding;
}

}  // namespace provtool
