// What many files come to, within bounds.
#pragma once

#include "report/report.hpp"

namespace provtool {

// A report lists no more findings of files than that; how many are left out stands in its counts.
inline constexpr std::size_t k_most_findings = 100'000;

// Says by a finding that a file has more than are kept of it.
void say_what_is_missing(ConfigFile& file);

// Adds the file to the counts of the report.
void count(Report& report, const ConfigFile& file);
void count(Report& report, const std::vector<Finding>& findings);

// Adds the file and what was found in it to what the report lists.
void list(Report& report, const ConfigFile& file);
void list(Report& report, const std::vector<Finding>& findings);
// Says by a finding that not all were listed.
void say_what_is_not_listed(Report& report);

}  // namespace provtool
