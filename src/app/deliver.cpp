#include "app/deliver.hpp"

#include <fmt/format.h>

#include "app/printed_value.hpp"
#include "base/foreign.hpp"
#include "report/disclosure.hpp"
#include "report/json.hpp"
#include "report/junit.hpp"
#include "report/nagios.hpp"
#include "report/openmetrics.hpp"
#include "report/sarif.hpp"
#include "report/text.hpp"
#include "report/verdict.hpp"

namespace provtool {

namespace {

ExitCode exit_code_of(const Report& report, const Options& options, bool interrupted) {
  if (interrupted) return ExitCode::interrupted;
  if (is_undetermined(report) || is_prevented(report)) return ExitCode::could_not;
  return options.expect.fail_on && reaches(report, *options.expect.fail_on) ? ExitCode::findings
                                                                            : ExitCode::done;
}

VerdictStatus status_of(const Report& report, ExitCode code) {
  const bool did_not_look = !report.discovery && report.boots.empty() &&
                            (code == ExitCode::could_not || code == ExitCode::interrupted);
  if (is_undetermined(report) || did_not_look) return VerdictStatus::undetermined;
  if (reaches(report, Severity::error)) return VerdictStatus::failed;
  return reaches(report, Severity::warning) ? VerdictStatus::warning : VerdictStatus::ok;
}

// What the process ends with.
int told_code(ExitCode code, const Report& report, const Options& options) {
  if (options.output.format != Format::nagios) return static_cast<int>(code);
  return static_cast<int>(plugin_state(code, reaches(report, Severity::warning)));
}

// "WARNING": the code was told before.
std::string_view plugin_word(int code) {
  return k_plugin_states.at(static_cast<std::size_t>(code)).word;
}

void complain(Console& console, const std::string& what) {
  console.write_diagnostic("provtool: " + disclosed(what, Secrets::mask) + "\n");
}

Report disclosed(const Run& run) {
  auto report = run.report;
  disclose(report, run.options.output.secrets);
  return report;
}

std::string text_of(const Run& run) {
  const auto report = disclosed(run);
  if (run.options.output.only) return printed_value(report, *run.options.output.only);
  switch (run.options.output.format) {
    case Format::json:
      return run.options.load.watch ? to_json_line(report) : to_json(report);
    case Format::ndjson:
      return to_json_line(report);
    case Format::sarif:
      return to_sarif(report);
    case Format::junit:
      return to_junit(report, run.options.expect.fail_on);
    case Format::nagios:
      return to_nagios(report, plugin_word(report.verdict.exit_code));
    case Format::openmetrics:
      return to_openmetrics(report);
    case Format::markdown:  // of explain, which makes no report
    case Format::text:
      break;
  }
  return run.lines + to_text(report, style_for(run));
}

// Rendered once more when a signal came meanwhile, because its exit code stands in the report.
std::string document(Run& run) {
  auto text = text_of(run);
  if (run.end == RunEnd::interrupted || !run.world.is_interrupted()) return text;
  run.end = RunEnd::interrupted;
  judge(run.report, run.options, true);
  return text_of(run);
}

// "the report (FAILS, exit 1)": whoever reads it in a file has seen no first line.
std::string what_was_written(const Run& run) {
  const auto& verdict = run.report.verdict;
  if (run.options.output.only) return "one value";
  return fmt::format("the report ({}, exit {})", first_word(verdict.status), verdict.exit_code);
}

// Where the shell sends it to a file, a person who waits sees nothing of it. A script may want both streams
// in one file, and is not told.
int print(Run& run, const std::string& text) {
  const int code = write_result(run.console, text, run.report.verdict.exit_code);
  const auto file = run.console.diagnostics_terminal() ? run.console.result_file() : std::nullopt;
  if (file && code == run.report.verdict.exit_code) said_written(run, *file, what_was_written(run));
  return code;
}

// To a file; when that fails the report is not lost: it goes to standard output, and says why.
int deliver(Run& run, const Expected<NoRights>& no_rights) {
  const auto text = document(run);
  if (!goes_to_file(run.options)) return print(run, text);
  const auto& output = run.options.output;
  const auto written = no_rights.and_then([&](NoRights proof) {
    return run.files.write(proof, *output.file, text, output.force, Access::by_umask);
  });
  if (written) {
    said_written(run, *output.file, what_was_written(run));
    return run.report.verdict.exit_code;
  }
  complain(run.console, written.error().message);
  not_written(run, written.error());
  judge(run.report, run.options, run.end == RunEnd::interrupted);
  const auto instead = document(run);
  return write_result(run.console, instead, run.report.verdict.exit_code);
}

}  // namespace

TextStyle style_for(const Run& run) {
  const auto& output = run.options.output;
  TextStyle style;
  const bool terminal = run.console.result_is_terminal() && !goes_to_file(run.options);
  style.color = output.color == ColorChoice::always ||
                (output.color == ColorChoice::automatic && terminal && !run.console.color_unwanted());
  style.utf8 = !terminal || run.console.speaks_utf8();
  style.width = terminal ? run.console.width() : std::nullopt;
  style.verbose = output.verbose;
  style.quiet = output.quiet;
  style.least = run.options.expect.fail_on;
  return style;
}

bool goes_to_file(const Options& options) {
  return options.output.file && *options.output.file != "-";
}

bool may_overwrite(const Run& run, const std::string& path) {
  return run.options.output.force || run.own.contains(path);
}

bool keep_file(Run& run, NoRights proof, const std::string& path, std::string_view content) {
  const auto written = run.files.write(proof, path, content, may_overwrite(run, path), Access::owner_only);
  if (!written) {
    not_written(run, written.error());
    return false;
  }
  run.written.insert(path);
  return true;
}

void said_written(Run& run, const std::string& path, const std::string& what) {
  if (run.own.contains(path)) return;
  complain(run.console, fmt::format("{} was written: {}", foreign(path), what));
}

int write_result(Console& console, std::string_view text, int code) {
  const auto written = console.write_result(text);
  if (written) return code;
  const auto& [why, kind] = written.error();
  if (!why.empty()) complain(console, "standard output: " + why);
  const bool interrupted =
      kind == Trouble::Kind::interrupted || code == static_cast<int>(ExitCode::interrupted);
  return static_cast<int>(interrupted ? ExitCode::interrupted : ExitCode::could_not);
}

void not_written(Run& run, const Trouble& trouble) {
  if (trouble.kind == Trouble::Kind::interrupted) run.end = RunEnd::interrupted;
  say_once(run.report.findings, make_finding("host.not-written", trouble.message));
}

Expected<NoRights> drop_rights(Run& run) {
  auto dropped = run.world.drop_rights();
  if (!dropped) say_once(run.report.findings, make_finding("host.rights-kept", dropped.error().message));
  return dropped;
}

bool check_files(Run& run, NoRights proof) {
  bool good = true;
  const auto& output = run.options.output;
  for (const auto& path : {goes_to_file(run.options) ? output.file : std::nullopt, output.capture,
                           run.options.files.effective}) {
    if (!path) continue;
    const auto checked = run.files.check_writable(proof, *path, may_overwrite(run, *path));
    if (checked) continue;
    not_written(run, checked.error());
    good = false;
  }
  return good;
}

void judge(Report& report, const Options& options, bool interrupted) {
  const ExitCode code = exit_code_of(report, options, interrupted);
  report.verdict.exit_code = told_code(code, report, options);
  report.verdict.status = status_of(report, code);
  report.verdict.to_settle = to_settle_of(report);
  report.verdict.summary = (interrupted && report.counts ? "interrupted; " : "") +
                           (code == ExitCode::findings ? failed_by(report, *options.expect.fail_on) : "") +
                           summary_of(report);
}

int finish(Run& run) {
  run.report.duration = run.world.now() - run.start;
  const auto no_rights = drop_rights(run);
  judge(run.report, run.options, run.end == RunEnd::interrupted);
  const int code = deliver(run, no_rights);
  return run.world.is_interrupted() ? static_cast<int>(ExitCode::interrupted) : code;
}

}  // namespace provtool
