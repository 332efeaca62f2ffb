// A finished report becomes a verdict, a text and an exit code.
#pragma once

#include "cli/options.hpp"
#include "io/console.hpp"
#include "report/report.hpp"

namespace provtool {

// Reports which files cannot be written, before a run that takes seconds.
std::vector<Finding> check_files(const Options& options);

// Judges the report: exit codes by the first of 130, 3, 1, 0 that applies.
void judge(Report& report, const Options& options, bool interrupted);

// Renders the report and writes it where it belongs; returns the exit code.
int deliver(Report report, const Options& options, Console& console);

}  // namespace provtool
