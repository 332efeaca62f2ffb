// What the command line expects of a decision.
#pragma once

#include <vector>

#include "discovery/decision.hpp"
#include "discovery/settings.hpp"

namespace provtool {

// decision.expectation for each of --expect-source and --expect-url that the decision does not meet; one that
// is undetermined breaks none.
std::vector<Finding> unmet_expectations(const Decision& decision, const ExpectOptions& expected);

}  // namespace provtool
