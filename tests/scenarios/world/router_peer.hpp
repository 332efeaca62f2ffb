// A router out of a scenario file.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>

#include "scenarios/world/peer.hpp"

namespace provtool::testing {

// The router's entry in the scenario; README.md in this folder lists its keys.
std::unique_ptr<Peer> make_router_peer(const nlohmann::json& router);

}  // namespace provtool::testing
