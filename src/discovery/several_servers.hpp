// Several DHCP servers on one link: what a phone gets then depends on which one it follows, and that is
// unknown.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "discovery/keep_best.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

struct ServerValues {
  std::string name;    // address and MAC
  std::string values;  // its provisioning values, so that equal texts mean equal values
};

// The one that the phone is taken to follow: the first whose answer is well-formed, else the first. What it
// does with several is unknown. Null when none counts for the phone.
template <class Server>
const Server* find_followed(const std::vector<Server>& servers) {
  const Server* first = nullptr;
  for (const auto& server : servers) {
    if (!server.counts()) continue;
    if (first == nullptr) first = &server;
    if (server.answer->message.faults.empty()) return &server;
  }
  return first;
}

// A finding when there are two or more; harmless when their values agree. `protocol`: "DHCP", "DHCPv6".
// `seen`: all that answered, also those that are not kept.
std::optional<Finding> several_servers(FindingId id, std::string_view protocol,
                                       const std::vector<ServerValues>& servers, const Tally& seen = {});

}  // namespace provtool
