// The phone's second step: what the files that a provisioning URL leads to come to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/discover.hpp"
#include "app/provisions.hpp"
#include "app/run.hpp"

namespace provtool {

// A provisioning URL to go on with.
struct Lead {
  std::string contender{};  // the DHCP server that gives it, when several contend
  std::string url;
  std::vector<std::string> candidates;  // what the phone would fetch, in order; none: it cannot
  std::vector<IpAddress> name_servers{};
  std::optional<SourceId> source{};
};

// What a discovery leads to: the winner's URL; each contender's; or, where it is undetermined, what the best
// source gives that was found.
std::vector<Lead> leads_of(const Discovery& discovery, const DiscoverySection& section);

// Loads all of them side by side, and says in the report what came and what the phone makes of it. `terms`
// name who asks, from where and with which addresses.
void load(Run& run, const Provisions& provisions, const LoadTerms& terms, const Identity& identity,
          const std::vector<Lead>& leads);

}  // namespace provtool
