// The server that answers first is not the only one: what a run that does not wait for the others may say.
#pragma once

#include <optional>
#include <vector>

#include "discovery/decision.hpp"
#include "discovery/excuse.hpp"
#include "discovery/settings.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

// --first: from when on the winner stands, should nothing more come; nothing while nobody wins. Behind the
// answer of a DHCP server a moment is left for a quick second one. `begun`: when the questions went out.
std::optional<Instant> certain_from(const Decision& decision, Instant begun);

// Servers that were not waited for may differ: said of what rests on the first answers of DHCP servers.
std::vector<Finding> first_only(const Decision& decision, const Ending& ending, const Settings& settings);

}  // namespace provtool
