// What URLs answer, out of a scenario file.
#pragma once

#include <nlohmann/json.hpp>

#include "base/transfer.hpp"

namespace provtool::testing {

// `web`: the scenario's entries by URL; README.md in this folder lists their keys. The result's `elapsed`
// says when it comes.
Fetched fetch_from(const nlohmann::json& web, const Request& request);

}  // namespace provtool::testing
