// provtool discover: which source wins here, and why the others do not.
#pragma once

#include <functional>
#include <optional>

#include "app/run.hpp"
#include "discovery/sources.hpp"
#include "io/capture_file.hpp"

namespace provtool {

// What a discovery came to: what the phone's second step goes on with.
struct Discovery {
  Identity identity;
  Interface interface;
  Ending ending;
  ModeJudgement mode;
  Decision decision;
};

// device.mac-not-phone, unless the MAC is the phone's; `owner` is whose it is instead.
void say_whose_mac(Report& report, const Identity& identity, std::string_view owner);

// What else a command needs of files, before anything is sent. False: it cannot go on, and the report says
// why.
using Preparation = std::function<bool(NoRights)>;

// Asks, decides, and says all of it in the run's report; the command that called ends the run. Nothing when
// it could not or was not to ask: the report says why.
std::optional<Discovery> run_discovery(Run& run, const Preparation& prepare = {});

// The same from a capture that a run wrote, or that contains a phone's own questions: the same readers,
// evidence and decision; nothing is sent.
std::optional<Discovery> read_discovery(Run& run, const Capture& capture);

// The command; returns the exit code.
int discover(Run& run);

}  // namespace provtool
