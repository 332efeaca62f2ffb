// All sources of a discovery together: what they saw, and what a phone would make of it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "discovery/source.hpp"

namespace provtool {

using Sources = std::vector<std::unique_ptr<Source>>;

// From the phone's highest priority to its lowest. They look at the situation as long as they live; together
// they fill each row of the source table once.
Sources make_sources(const Situation& situation);

// The sockets of all: one packet socket hears what may be seen as frames. Who asks by a UDP socket has one of
// its own.
SocketNeeds joined_needs(const Sources& sources);
// Of those that ask now.
std::vector<Machine*> machines_of(const Sources& sources);

// Which addresses a phone would have here.
ModeJudgement judge_mode(const Sources& sources, const Situation& situation);

// The decision by what they saw so far; without an ending the run goes on.
Decision decide(const Sources& sources, const Situation& situation, const std::optional<Ending>& ending);

// What they ignored together, and why.
// What they found, and what of their questions was lost.
std::vector<Finding> findings_of(const Sources& sources, const Decision& decision, const Ending& ending);

Ignored ignored_by(const Sources& sources);

// Who answered; each DHCP server with what would be decided if it alone had. Where several of a kind answered
// and that differs, `decision` says so in its reason.
Observations observe(const Sources& sources, const Situation& situation, const Ending& ending,
                     Decision& decision);

}  // namespace provtool
