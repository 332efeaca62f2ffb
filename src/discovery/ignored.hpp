// Why datagrams were ignored, and how often: nothing is dropped in silence, and a flood costs no memory.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "findings/catalogue.hpp"

namespace provtool {

using Ignored = std::map<std::string, std::size_t>;

// Counts one more datagram ignored for `reason`: "with another xid". Beyond a bounded number the rest count
// together.
void note_ignored(Ignored& ignored, const std::string& reason);

// The same for a reason that contains what others chose, a port or a word: "to port 1068". Fewer of these are
// kept apart, so that a flood of them leaves the others their places.
void note_ignored_as_told(Ignored& ignored, const std::string& reason);

// How many were ignored.
std::size_t total(const Ignored& ignored);

// Counts of two places together.
Ignored merged(Ignored ignored, const Ignored& more);

// The reasons that were counted more often since `before`.
std::vector<std::string> added_since(const Ignored& before, const Ignored& now);

// One finding for all of them, counted as `noun`: "3 packets ignored: …"; nothing when there are none.
std::optional<Finding> judge_ignored(FindingId id, std::string_view noun, const Ignored& ignored);

}  // namespace provtool
