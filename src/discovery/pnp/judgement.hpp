// What the answers of SIP PnP responders mean for the phone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "device/identity.hpp"
#include "discovery/evidence.hpp"
#include "discovery/pnp/reader.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

// The first valid NOTIFY counts (Administrator Guide); without one: unusable, empty or refused, whichever
// says most. Nothing when nobody answered at all.
std::optional<SourceEvidence> read_answers(const PnpEvidence& evidence, const Identity& identity);

// The value that one responder's NOTIFYs carry, as the phone would take it; nothing when there is none.
std::optional<Candidate> candidate_of(const PnpEvidence& evidence, const IpAddress& responder,
                                      const Identity& identity);

// A responder accepted the SUBSCRIBE and sent no NOTIFY, which may have been lost: it was asked too seldom.
bool may_have_lost_notify(const PnpEvidence& evidence);

// The pnp.* findings that the answers give rise to. Before the window is over (`complete`) a NOTIFY may still
// come, and nobody is blamed for its absence.
std::vector<Finding> judge(const PnpEvidence& evidence, bool complete);

}  // namespace provtool
