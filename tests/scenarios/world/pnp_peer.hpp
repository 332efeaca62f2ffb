// A SIP PnP responder out of a scenario file.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>

#include "scenarios/world/peer.hpp"

namespace provtool::testing {

// The responder's entry in the scenario; README.md in this folder lists its keys.
std::unique_ptr<Peer> make_pnp_peer(const nlohmann::json& responder);

}  // namespace provtool::testing
