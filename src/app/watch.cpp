#include "app/watch.hpp"

#include <fmt/format.h>

#include "app/deliver.hpp"
#include "base/time.hpp"
#include "cli/formats.hpp"
#include "report/changes.hpp"
#include "report/disclosure.hpp"
#include "report/verdict.hpp"

namespace provtool {

namespace {

// False when a signal ended it.
bool pause(Run& run, Duration how_long) {
  const Instant until = run.world.now() + how_long;
  while (run.world.now() < until)
    if (run.world.wait(until).interrupted) return false;
  return !run.world.is_interrupted();
}

// One line for each change, with the time; nothing when nothing changed. As JSON the whole report in one
// line, changed or not: who collects them counts on one for each time.
int print_changes(Run& run, const Report& before) {
  judge(run.report, run.options, false);
  if (is_json(run.options.output.format)) {
    run.report.changes = changes(before, run.report);
    const int code = finish(run);
    return code == run.report.verdict.exit_code ? 0 : code;
  }
  std::string lines;
  for (const auto& change : changes(before, run.report))
    lines += fmt::format("{}  {}\n", to_rfc3339(*run.report.started),
                         disclosed(change, run.options.output.secrets));
  return lines.empty() ? 0 : write_result(run.console, lines, 0);
}

}  // namespace

int watch(Run& first, const std::function<void(Run&)>& once) {
  const auto given = first.report.findings;  // of the command line
  once(first);
  const int code = finish(first);
  const bool is_out = code == first.report.verdict.exit_code;
  if (first.end == RunEnd::interrupted || is_prevented(first.report) || !is_out) return code;
  auto before = std::move(first.report);
  auto own = std::move(first.written);
  while (pause(first, *first.options.load.watch)) {
    auto run = begin(first.options, first.world, first.console, first.files);
    run.report.findings = given;
    run.own = own;
    once(run);
    if (run.end == RunEnd::interrupted || first.world.is_interrupted()) break;
    if (const int failed = print_changes(run, before); failed != 0) return failed;
    before = std::move(run.report);
    own.merge(run.written);
  }
  return static_cast<int>(ExitCode::interrupted);
}

}  // namespace provtool
