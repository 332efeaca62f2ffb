// What every command has while it runs.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "base/machine.hpp"
#include "cli/options.hpp"
#include "io/console.hpp"
#include "io/files.hpp"
#include "io/journal.hpp"
#include "io/world.hpp"
#include "report/report.hpp"

namespace provtool {

struct Run {
  const Options& options;
  World& world;
  Console& console;
  Files& files;
  Instant start{};
  Instant asking{};                   // when the questions began: behind --wait-link
  std::optional<Instant> deadline{};  // --timeout
  RunEnd end = RunEnd::finished;
  std::set<std::string> own{};      // files that an earlier round of --watch wrote
  std::set<std::string> written{};  // files that this one wrote
  Journal journal{};
  std::string lines{};  // of text that stands before the report
  Report report{};
};

// Begins now.
Run begin(const Options& options, World& world, Console& console, Files& files);

}  // namespace provtool
