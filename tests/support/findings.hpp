// What tests ask of findings.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "findings/catalogue.hpp"
#include "support/says.hpp"

namespace provtool::testing {

using Ids = std::vector<std::string>;

inline Ids ids_of(const std::vector<Finding>& findings) {
  Ids ids;
  for (const auto& finding : findings) ids.emplace_back(finding.id);
  return ids;
}

// The one with this id.
inline const Finding& only(const std::vector<Finding>& findings, std::string_view id) {
  const auto is_it = [&](const Finding& finding) { return finding.id == id; };
  REQUIRE(std::count_if(findings.begin(), findings.end(), is_it) == 1);
  return *std::find_if(findings.begin(), findings.end(), is_it);
}

inline bool says(const Finding& finding, std::string_view words) {
  return says(finding.message, words);
}

}  // namespace provtool::testing
