#include <string>
#include <vector>

#include "app/app.hpp"
#include "io/capable_copy.hpp"
#include "io/files.hpp"
#include "io/kernel_world.hpp"
#include "io/output.hpp"

int main(int argc, char** argv) {
  provtool::become_capable_copy(argv);
  provtool::guard_standard_streams();
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  const auto signals = provtool::Signals::heard();
  provtool::KernelWorld world(signals);
  provtool::KernelConsole console(signals);
  provtool::KernelFiles files(signals);
  return provtool::run(arguments, world, console, files);
}
