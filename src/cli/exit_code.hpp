// What scripts rely on.
#pragma once

#include <array>
#include <string_view>

namespace provtool {

enum class ExitCode : int {
  done = 0,
  findings = 1,
  usage = 2,
  could_not = 3,
  interrupted = 130,
};

struct ExitCodeRow {
  ExitCode code;
  std::string_view meaning;
};

// The first of 130, 2, 3, 1, 0 that applies.
inline constexpr std::array k_exit_codes{
    ExitCodeRow{ExitCode::done, "done; no finding at or above --fail-on (default: error)"},
    ExitCodeRow{ExitCode::findings, "done; at least one finding at or above --fail-on"},
    ExitCodeRow{ExitCode::usage, "usage error: the command line is wrong"},
    ExitCodeRow{ExitCode::could_not,
                "could not do it: no such interface, no privilege, a file that could not be read or written; "
                "or the outcome is undetermined"},
    ExitCodeRow{ExitCode::interrupted, "interrupted; the report so far was still written"},
};

// --format nagios: the exit codes of a monitoring plugin take their place (Monitoring Plugins Development
// Guidelines, "Plugin Return Codes").
enum class PluginState : int { ok = 0, warning = 1, critical = 2, unknown = 3 };

struct PluginStateRow {
  PluginState state;
  std::string_view word;
  std::string_view meaning;
};

inline constexpr std::array k_plugin_states{
    PluginStateRow{PluginState::ok, "OK", "no warning, and no finding at or above --fail-on"},
    PluginStateRow{PluginState::warning, "WARNING", "warnings, or errors that --fail-on lets pass"},
    PluginStateRow{PluginState::critical, "CRITICAL", "at least one finding at or above --fail-on"},
    PluginStateRow{
        PluginState::unknown, "UNKNOWN",
        "the outcome is undetermined, it could not be done, it was interrupted, or the command line "
        "is wrong"},
};

constexpr PluginState plugin_state(ExitCode code, bool warns) {
  if (code == ExitCode::findings) return PluginState::critical;
  if (code != ExitCode::done) return PluginState::unknown;
  return warns ? PluginState::warning : PluginState::ok;
}

}  // namespace provtool
