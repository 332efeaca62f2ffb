// A DHCPv4 server out of a scenario file.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>

#include "scenarios/world/peer.hpp"

namespace provtool::testing {

// The server's entry in the scenario; README.md in this folder lists its keys.
std::unique_ptr<Peer> make_dhcp4_peer(const nlohmann::json& server);

}  // namespace provtool::testing
