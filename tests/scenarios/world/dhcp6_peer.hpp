// DHCPv6 servers out of a scenario file.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "scenarios/world/peer.hpp"

namespace provtool::testing {

// The server's entry in the scenario, which may stand for several alike; README.md in this folder lists its
// keys.
std::vector<std::unique_ptr<Peer>> make_dhcp6_peers(const nlohmann::json& server);

}  // namespace provtool::testing
