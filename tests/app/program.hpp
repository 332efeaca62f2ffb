// The whole program behind its command line, in a world that a test decides.
#pragma once

#include <string>
#include <vector>

#include "app/app.hpp"
#include "support/fake_console.hpp"
#include "support/fake_world.hpp"

namespace provtool::testing {

struct Program {
  FakeWorld world{Instant{std::chrono::seconds(1000)}};
  FakeConsole console;
  Signals signals;
  KernelFiles files{signals};

  int run(const std::vector<std::string>& arguments) {
    return provtool::run(arguments, world, console, files);
  }
};

}  // namespace provtool::testing
