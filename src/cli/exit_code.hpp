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

}  // namespace provtool
