// What is to be said of the outcome as a whole: of the decision, of who was not heard, of what was expected.
#pragma once

#include <vector>

#include "discovery/decision.hpp"
#include "discovery/excuse.hpp"
#include "discovery/source.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

// Causes before consequences. Where nobody answered DHCPv4 on a live link where a phone uses it, that is said
// first: it is another finding, and calls for other advice, than a server that answered without a URL.
std::vector<Finding> findings_of_outcome(const Decision& decision, AddressMode mode, const Ending& ending,
                                         const Situation& situation);

}  // namespace provtool
