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

// Those that the phone may follow: when some of those expected (--expect-server) answered, they alone; what
// counts for the phone in any case.
template <class Server>
std::vector<const Server*> those_that_contend(const std::vector<Server>& servers,
                                              const std::vector<std::string>& expected) {
  std::vector<const Server*> all;
  std::vector<const Server*> known;
  for (const auto& server : servers) {
    if (!server.counts()) continue;
    all.push_back(&server);
    if (server.is_among(expected)) known.push_back(&server);
  }
  return known.empty() ? all : known;
}

// The one whose values are shown: the first whose answer is well-formed, else the first. What the phone does
// with several is unknown. Null when none counts for the phone.
template <class Server>
const Server* find_followed(const std::vector<Server>& servers,
                            const std::vector<std::string>& expected = {}) {
  const Server* first = nullptr;
  for (const auto* each : those_that_contend(servers, expected)) {
    const auto& server = *each;
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
