#include "app/deliver.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "report/disclosure.hpp"
#include "report/json.hpp"
#include "report/text.hpp"

namespace provtool {

namespace {

// Findings that mean: it could not be done.
bool prevents(const Finding& finding) {
  const auto* kind = find_finding_kind(finding.id);
  return finding.severity == Severity::error && kind != nullptr && kind->prevents;
}

bool has(const std::vector<Finding>& findings, Severity severity) {
  return std::any_of(findings.begin(), findings.end(),
                     [severity](const Finding& finding) { return finding.severity >= severity; });
}

ExitCode exit_code_of(const Report& report, const Options& options, bool interrupted) {
  if (interrupted) return ExitCode::interrupted;
  const bool undetermined = report.discovery && report.discovery->decision.outcome == Outcome::undetermined;
  if (undetermined || std::any_of(report.findings.begin(), report.findings.end(), prevents))
    return ExitCode::could_not;
  return options.expect.fail_on && has(report.findings, *options.expect.fail_on) ? ExitCode::findings
                                                                                 : ExitCode::done;
}

VerdictStatus status_of(const Report& report, ExitCode code) {
  const bool undetermined = report.discovery && report.discovery->decision.outcome == Outcome::undetermined;
  const bool did_not_look =
      !report.discovery && (code == ExitCode::could_not || code == ExitCode::interrupted);
  if (undetermined || did_not_look) return VerdictStatus::undetermined;
  if (has(report.findings, Severity::error)) return VerdictStatus::failed;
  return has(report.findings, Severity::warning) ? VerdictStatus::warning : VerdictStatus::ok;
}

std::string summary_of(const Report& report) {
  if (report.discovery) {
    const auto& decision = report.discovery->decision;
    if (decision.outcome == Outcome::none) return "No source gives this phone a provisioning URL.";
    if (decision.outcome == Outcome::undetermined)
      return "What the phone will do could not be determined: " + decision.reason;
    const auto& title = kind_of(*decision.winner).title;
    if (!decision.usable) return fmt::format("{} wins with a value that is not a usable URL.", title);
    return fmt::format("{} wins: the phone loads {}", title, foreign(decision.resolved.front()));
  }
  if (report.plan) return "Nothing was sent.";
  const auto error = std::find_if(report.findings.begin(), report.findings.end(),
                                  [](const Finding& finding) { return finding.severity == Severity::error; });
  return error == report.findings.end() ? "Nothing was done." : error->message;
}

TextStyle style_for(const Options& options, const Console& console) {
  TextStyle style;
  const bool terminal = console.result_is_terminal() && !options.output.file;
  style.color = options.output.color == ColorChoice::always ||
                (options.output.color == ColorChoice::automatic && terminal && !console.color_unwanted());
  style.symbols = terminal && console.speaks_utf8();
  style.width = terminal ? console.width() : std::nullopt;
  style.verbose = options.output.verbose;
  style.quiet = options.output.quiet;
  return style;
}

bool goes_to_file(const Options& options) {
  return options.output.file && *options.output.file != "-";
}

std::string render(const Report& report, const Options& options, const Console& console) {
  return options.output.format == Format::json ? to_json(report)
                                               : to_text(report, style_for(options, console));
}

void complain(Console& console, const std::string& what) {
  console.write_diagnostic("provtool: " + disclosed(what, Secrets::mask) + "\n");
}

int write_to_console(const Report& report, const Options& options, Console& console) {
  const auto written = console.write_result(render(report, options, console));
  if (written) return report.verdict.exit_code;
  const auto& [why, kind] = written.error();
  if (!why.empty()) complain(console, "standard output: " + why);
  const bool interrupted = kind == Trouble::Kind::interrupted ||
                           report.verdict.exit_code == static_cast<int>(ExitCode::interrupted);
  return static_cast<int>(interrupted ? ExitCode::interrupted : ExitCode::could_not);
}

Report disclosed(const Run& run) {
  auto report = run.report;
  disclose(report, run.options.output.secrets);
  return report;
}

// To a file; when that fails the report is not lost: it goes to standard output, and says why.
int deliver(Run& run) {
  auto report = disclosed(run);
  if (!goes_to_file(run.options)) return write_to_console(report, run.options, run.console);
  const auto& output = run.options.output;
  const auto written =
      run.files.write(*output.file, render(report, run.options, run.console), output.force, Access::by_umask);
  if (written) return report.verdict.exit_code;
  complain(run.console, written.error().message);
  not_written(run, written.error());
  judge(run.report, run.options, run.end == RunEnd::interrupted);
  return write_to_console(disclosed(run), run.options, run.console);
}

}  // namespace

void not_written(Run& run, const Trouble& trouble) {
  if (trouble.kind == Trouble::Kind::interrupted) run.end = RunEnd::interrupted;
  auto& all = run.report.findings;
  const bool known = std::any_of(all.begin(), all.end(),
                                 [&](const Finding& said) { return said.message == trouble.message; });
  if (!known) all.push_back(make_finding("host.not-written", trouble.message));
}

bool check_files(Run& run) {
  bool good = true;
  const auto& output = run.options.output;
  for (const auto& path : {goes_to_file(run.options) ? output.file : std::nullopt, output.capture}) {
    if (!path) continue;
    const auto checked = run.files.check_writable(*path, output.force);
    if (checked) continue;
    not_written(run, checked.error());
    good = false;
  }
  return good;
}

void judge(Report& report, const Options& options, bool interrupted) {
  const ExitCode code = exit_code_of(report, options, interrupted);
  report.verdict.exit_code = static_cast<int>(code);
  report.verdict.status = status_of(report, code);
  report.verdict.summary = summary_of(report);
}

int finish(Run& run) {
  run.report.duration = run.world.now() - run.start;
  judge(run.report, run.options, run.end == RunEnd::interrupted);
  return deliver(run);
}

}  // namespace provtool
