#include "app/app.hpp"

#include <fmt/format.h>

#include <utility>

#include "app/check.hpp"
#include "app/complete.hpp"
#include "app/deliver.hpp"
#include "app/discover.hpp"
#include "app/explain.hpp"
#include "app/validate.hpp"
#include "base/text.hpp"
#include "cli/formats.hpp"
#include "cli/help.hpp"
#include "cli/option_table.hpp"
#include "cli/version.hpp"
#include "discovery/without_root.hpp"
#include "io/libraries.hpp"
#include "report/json_library.hpp"

namespace provtool {

namespace {

// On a terminal only: who reads it from a pipe wants one line.
std::string fitted(const std::string& text, const std::optional<TerminalSize>& terminal) {
  if (!terminal || terminal->columns == 0) return text;
  std::string lines;
  for (const auto line : split(std::string_view(text).substr(0, text.size() - 1), '\n'))
    lines +=
        columns(line) > terminal->columns ? wrapped(line, 2, terminal->columns) : fmt::format("{}\n", line);
  return lines;
}

int print(const Message& message, Console& console) {
  if (message.code != ExitCode::usage)
    return write_result(console, message.text, static_cast<int>(message.code));
  console.write_diagnostic(fitted(message.text, console.diagnostics_terminal()));
  return static_cast<int>(message.code);
}

std::string version() {
  auto libraries = io_libraries();
  libraries.push_back(json_library());
  libraries.push_back(text_library());
  return version_text(std::move(libraries));
}

int run_command(const Options& options, const std::optional<Finding>& capped, World& world, Console& console,
                Files& files) {
  auto run = begin(options, world, console, files);
  if (capped) run.report.findings.push_back(*capped);
  if (options.output.capture_all && !world.is_called_by_root()) {
    run.report.findings.push_back(root_only("--capture-all"));
    return finish(run);
  }
  if (options.command == "validate") return validate(run);
  if (options.command == "explain") return explain(run);
  if (options.command == "fetch") return fetch(run);
  return options.command == "check" ? check(run) : discover(run);
}

// A plugin has no code for this: 2 would be an alarm, and 130 is none.
int unless_nagios(bool nagios, ExitCode none, int code) {
  return nagios && code == static_cast<int>(none) ? static_cast<int>(PluginState::unknown) : code;
}

}  // namespace

int run(std::span<const std::string> arguments, World& world, Console& console, Files& files) {
  if (asks_for_completion(arguments)) return complete(arguments, world, console);
  const auto parsed = parse_options(command_line(), arguments, console.width());
  if (const auto* message = std::get_if<Message>(&parsed))
    return unless_nagios(asks_for_nagios(arguments), ExitCode::usage, print(*message, console));
  if (std::holds_alternative<AskedForVersion>(parsed)) return print({version()}, console);
  auto options = std::get<Options>(parsed);
  const auto capped = world.is_called_by_root() ? std::nullopt : cap_windows(options.how_long);
  const int code = run_command(options, capped, world, console, files);
  return unless_nagios(options.output.format == Format::nagios, ExitCode::interrupted, code);
}

}  // namespace provtool
