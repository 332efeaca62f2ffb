#include "app/deliver.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/fake_console.hpp"
#include "support/fake_world.hpp"
#include "support/harmless.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using testing::FakeConsole;
using enum Severity;
using testing::says;

std::string temporary_file(const std::string& name) {
  return std::filesystem::temp_directory_path() /
         ("provtool-deliver-" + std::to_string(getpid()) + "-" + name);
}

std::string content_of(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

Finding finding_of(Severity severity) {
  auto finding = make_finding("dhcp4.nak", "a finding");
  finding.severity = severity;
  return finding;
}

Report report_with(Outcome outcome, std::vector<Finding> findings = {}) {
  Report report;
  report.command = "discover";
  report.discovery.emplace();
  auto& decision = report.discovery->decision;
  decision.outcome = outcome;
  decision.reason = "Because.";
  if (outcome == Outcome::won) {
    decision.winner = SourceId::dhcp160;
    decision.usable = true;
    decision.url = "http://prov.example.com/";
    decision.resolved = {"http://prov.example.com/KX-UTG200B.cfg"};
  }
  report.findings = std::move(findings);
  return report;
}

// As a command ends that came to this report.
int deliver(Report report, const Options& options, FakeConsole& console, RunEnd end = RunEnd::finished) {
  testing::FakeWorld world{Instant{}};
  Signals signals;
  KernelFiles files{signals};
  auto run = begin(options, world, console, files);
  run.report = std::move(report);
  run.end = end;
  return finish(run);
}

// What check_files() finds.
std::vector<Finding> unwritable(const Options& options) {
  testing::FakeWorld world{Instant{}};
  FakeConsole console;
  Signals signals;
  KernelFiles files{signals};
  auto run = begin(options, world, console, files);
  const bool writable = check_files(run, testing::Harmless::no_rights());
  CHECK(writable == run.report.findings.empty());
  return run.report.findings;
}

Verdict judged(Report report, const Options& options = {}, bool interrupted = false) {
  judge(report, options, interrupted);
  return report.verdict;
}

Options failing_on(std::optional<Severity> severity) {
  Options options;
  options.expect.fail_on = severity;
  return options;
}

}  // namespace

// ---- the verdict

TEST_CASE("a winner without a fault is 0, and says what the phone loads") {
  const auto verdict = judged(report_with(Outcome::won));
  CHECK(verdict.exit_code == 0);
  CHECK(verdict.status == VerdictStatus::ok);
  CHECK(verdict.summary == "The phone will load  http://prov.example.com/KX-UTG200B.cfg");
}

TEST_CASE("an unusable winner is told as one") {
  auto report = report_with(Outcome::won, {finding_of(error)});
  report.discovery->decision.usable = false;
  report.discovery->decision.resolved.clear();
  const auto verdict = judged(report);
  CHECK(verdict.exit_code == 1);
  CHECK(verdict.status == VerdictStatus::failed);
  CHECK(says(verdict.summary, "not a usable URL"));
}

TEST_CASE("findings at or above --fail-on make 1") {
  struct Row {
    std::optional<Severity> fail_on;
    Severity worst;
    int exit_code;
  };
  for (const auto& row :
       {Row{error, error, 1}, Row{error, warning, 0}, Row{error, info, 0}, Row{warning, error, 1},
        Row{warning, warning, 1}, Row{warning, info, 0}, Row{info, info, 1}, Row{std::nullopt, error, 0}}) {
    CAPTURE(to_text(row.worst));
    const auto verdict = judged(report_with(Outcome::won, {finding_of(row.worst)}), failing_on(row.fail_on));
    CHECK(verdict.exit_code == row.exit_code);
  }
}

TEST_CASE("the verdict's status follows the findings, whatever --fail-on says") {
  CHECK(judged(report_with(Outcome::won, {finding_of(info)}), failing_on(info)).status == VerdictStatus::ok);
  CHECK(judged(report_with(Outcome::won, {finding_of(warning)})).status == VerdictStatus::warning);
  CHECK(judged(report_with(Outcome::won, {finding_of(error)}), failing_on(std::nullopt)).status ==
        VerdictStatus::failed);
}

TEST_CASE("what is a failure only by --fail-on stands before what the phone will do") {
  const auto summary = [](Severity severity, const Options& options) {
    return judged(report_with(Outcome::won, {finding_of(severity)}), options).summary;
  };
  CHECK(summary(info, failing_on(info))
            .starts_with("Not accepted (--fail-on info): a finding. The phone will"));
  CHECK(summary(warning, failing_on(warning)).starts_with("Not accepted (--fail-on warning): a finding. "));
  CHECK(summary(warning, failing_on(error)).starts_with("The phone will load"));
}

TEST_CASE("no source at all is 1") {
  const auto verdict = judged(report_with(Outcome::none, {make_finding("decision.no-source", "none")}));
  CHECK(verdict.exit_code == 1);
  CHECK(verdict.status == VerdictStatus::failed);
  CHECK(says(verdict.summary, "No source"));
  CHECK(verdict.to_settle.empty());
}

TEST_CASE("contested is an error, and nothing to settle") {
  const auto verdict = judged(report_with(Outcome::contested, {make_finding("decision.contested", "two")}));
  CHECK(verdict.exit_code == 1);
  CHECK(verdict.status == VerdictStatus::failed);
  CHECK(says(verdict.summary, "depends on which DHCP server"));
}

TEST_CASE("undetermined is 3, before any finding, whatever --fail-on says") {
  for (const auto& options : {failing_on(error), failing_on(std::nullopt)}) {
    auto report = report_with(Outcome::undetermined, {finding_of(error)});
    report.discovery->decision.to_settle = "Run as root.";
    const auto verdict = judged(report, options);
    CHECK(verdict.to_settle == "Run as root.");
    CHECK(verdict.exit_code == 3);
    CHECK(verdict.status == VerdictStatus::undetermined);
    CHECK(says(verdict.summary, "Because."));
  }
}

TEST_CASE("what could not be done is 3") {
  for (const FindingId id : {FindingId("host.no-interface"), FindingId("host.link-down"),
                             FindingId("host.no-privilege"), FindingId("host.not-written")}) {
    CAPTURE(id.text());
    Report early;
    early.findings.push_back(make_finding(id, "cannot do it"));
    CHECK(judged(early).exit_code == 3);
    CHECK(judged(early).summary == "Cannot do it.");
    CHECK(judged(early, failing_on(std::nullopt)).exit_code == 3);
  }
}

TEST_CASE("a missing privilege that nobody needed is no failure") {
  auto report = report_with(Outcome::won, {make_finding("host.no-privilege", "cannot open a packet socket")});
  report.findings[0].severity = info;
  CHECK(judged(report).exit_code == 0);
}

TEST_CASE("an interruption is 130, before anything else") {
  CHECK(judged(report_with(Outcome::won), {}, true).exit_code == 130);
  CHECK(judged(report_with(Outcome::undetermined, {finding_of(error)}), {}, true).exit_code == 130);
  CHECK(judged(Report{}, {}, true).status == VerdictStatus::undetermined);
}

TEST_CASE("a dry run is 0, and sent nothing") {
  Report report;
  report.plan.emplace();
  CHECK(judged(report).exit_code == 0);
  CHECK(says(judged(report).summary, "Nothing was sent"));
}

// ---- delivery

TEST_CASE("the report goes to standard output, and its exit code comes back") {
  FakeConsole console;
  CHECK(deliver(report_with(Outcome::won, {finding_of(error)}), {}, console) == 1);
  CHECK(says(console.result, "http://prov.example.com/KX-UTG200B.cfg\n"));
  CHECK(console.diagnostics.empty());
}

TEST_CASE("as JSON it is one document") {
  FakeConsole console;
  Options options;
  options.output.format = Format::json;
  deliver(report_with(Outcome::won), options, console);
  CHECK(console.result.starts_with("{\n \"schema\": 1,"));
  CHECK(console.result.ends_with("\n}\n"));
}

TEST_CASE("secrets are masked unless they are to be shown") {
  auto report = report_with(Outcome::won);
  report.discovery->decision.resolved = {"ftp://u:s3cret@prov.example.com/"};
  FakeConsole masked;
  deliver(report, {}, masked);
  CHECK(says(masked.result, "u:***@"));
  CHECK_FALSE(says(masked.result, "s3cret"));
  FakeConsole shown;
  Options options;
  options.output.secrets = Secrets::show;
  deliver(report, options, shown);
  CHECK(says(shown.result, "s3cret"));
}

TEST_CASE("colour and width are those of a terminal, and a pipe has neither") {
  FakeConsole terminal;
  terminal.terminal = true;
  terminal.columns = 40;
  auto report = report_with(Outcome::won);
  report.discovery->decision.resolved = {"http://prov.example.com/" + std::string(30, 'x')};
  deliver(report, {}, terminal);
  CHECK(says(terminal.result, "\x1b[32mOK"));
  CHECK_FALSE(says(terminal.result, report.discovery->decision.resolved[0]));

  FakeConsole pipe;
  report.discovery->decision.resolved[0].resize(45);
  deliver(report, {}, pipe);
  CHECK_FALSE(says(pipe.result, "\x1b"));
  CHECK(says(pipe.result, report.discovery->decision.resolved[0]));
}

TEST_CASE("who wants colour gets it, and who does not, does not") {
  const auto colored = [](ColorChoice choice, bool terminal, bool no_color) {
    FakeConsole console;
    console.terminal = terminal;
    console.no_color = no_color;
    Options options;
    options.output.color = choice;
    deliver(report_with(Outcome::won), options, console);
    return says(console.result, "\x1b[");
  };
  CHECK(colored(ColorChoice::automatic, true, false));
  CHECK_FALSE(colored(ColorChoice::automatic, true, true));
  CHECK_FALSE(colored(ColorChoice::automatic, false, false));
  CHECK(colored(ColorChoice::always, false, true));
  CHECK_FALSE(colored(ColorChoice::never, true, false));
}

TEST_CASE("a report in a file leaves standard output empty") {
  const auto path = temporary_file("report");
  FakeConsole console;
  console.terminal = true;
  Options options;
  options.output.file = path;
  CHECK(unwritable(options).empty());
  CHECK(deliver(report_with(Outcome::won), options, console) == 0);
  CHECK(console.result.empty());
  CHECK(console.diagnostics == "provtool: " + path + " was written: the report (OK, exit 0)\n");
  const auto written = content_of(path);
  std::filesystem::remove(path);
  CHECK(says(written, "load  http://prov.example.com/"));
  CHECK_FALSE(says(written, "\x1b"));
}

TEST_CASE("who sends it to a file by the shell is told, unless both streams may go there") {
  FakeConsole console;
  console.file = "/tmp/report.json";
  CHECK(deliver(report_with(Outcome::won), {}, console) == 0);
  CHECK(console.diagnostics.empty());
  console.diagnostics_size = TerminalSize{80, 24};
  CHECK(deliver(report_with(Outcome::won), {}, console) == 0);
  CHECK(console.diagnostics == "provtool: /tmp/report.json was written: the report (OK, exit 0)\n");
}

TEST_CASE("a report that cannot be written to its file goes to standard output, and says why") {
  FakeConsole console;
  Options options;
  options.output.file = "/dev/full";
  CHECK(deliver(report_with(Outcome::won), options, console) == 3);
  CHECK(says(console.diagnostics, "provtool: /dev/full: cannot write: No space left on device"));
  CHECK(says(console.result, "http://prov.example.com/"));
  CHECK(says(console.result, "FAILS    Not in order: /dev/full: cannot write"));
}

TEST_CASE("what was told before the run is not told again after it") {
  testing::FakeWorld world{Instant{}};
  FakeConsole console;
  Signals signals;
  KernelFiles files{signals};
  Options options;
  options.output.file = "/nowhere/report";
  auto run = begin(options, world, console, files);
  CHECK_FALSE(check_files(run, testing::Harmless::no_rights()));
  CHECK(finish(run) == 3);
  CHECK(run.report.findings.size() == 1);
}

TEST_CASE("after an interruption that stays 130") {
  FakeConsole console;
  Options options;
  options.output.file = "/dev/full";
  CHECK(deliver(report_with(Outcome::won), options, console, RunEnd::interrupted) == 130);
  console.trouble = Trouble{"cannot write: No space left on device"};
  CHECK(deliver(report_with(Outcome::won), {}, console, RunEnd::interrupted) == 130);
}

TEST_CASE("a signal while the report is made is in the report") {
  testing::FakeWorld world{Instant{}};
  world.is_interrupted_after(0);
  FakeConsole console;
  Signals signals;
  KernelFiles files{signals};
  Options options;
  options.output.format = Format::json;
  auto run = begin(options, world, console, files);
  run.report = report_with(Outcome::won);
  CHECK(finish(run) == 130);
  CHECK(says(console.result, "\"exit_code\": 130"));
}

TEST_CASE("a signal while the report is written is in the exit code") {
  for (const auto& file : {std::optional<std::string>(), std::optional<std::string>("/dev/null")}) {
    testing::FakeWorld world{Instant{}};
    world.is_interrupted_after(1);
    FakeConsole console;
    Signals signals;
    KernelFiles files{signals};
    Options options;
    options.output.file = file;
    auto run = begin(options, world, console, files);
    run.report = report_with(Outcome::won);
    CHECK(finish(run) == 130);
  }
}

TEST_CASE("a standard output that cannot be written is a failure, told unless its reader has gone away") {
  FakeConsole full;
  full.trouble = Trouble{"cannot write: No space left on device"};
  CHECK(deliver(report_with(Outcome::won), {}, full) == 3);
  CHECK(says(full.diagnostics, "standard output: cannot write: No space left on device"));
  FakeConsole gone;
  gone.trouble = Trouble{""};
  CHECK(deliver(report_with(Outcome::won), {}, gone) == 3);
  CHECK(gone.diagnostics.empty());
}

TEST_CASE("a dash is standard output") {
  FakeConsole console;
  Options options;
  options.output.file = "-";
  CHECK(unwritable(options).empty());
  deliver(report_with(Outcome::won), options, console);
  CHECK_FALSE(console.result.empty());
}

TEST_CASE("files that cannot be written are told before the run") {
  Options options;
  options.output.file = "/nowhere/report";
  options.output.capture = "/";
  const auto findings = unwritable(options);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].id == "host.not-written");
  CHECK(says(findings[0].message, "/nowhere"));
  CHECK(says(findings[1].message, "is a directory"));
  CHECK(unwritable({}).empty());
}

}  // namespace provtool
