#include <string>
#include <vector>

#include "app/app.hpp"
#include "io/files.hpp"
#include "io/kernel_world.hpp"
#include "io/output.hpp"

int main(int argc, char** argv) {
  provtool::guard_standard_streams();
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  provtool::KernelWorld world;
  provtool::KernelConsole console;
  provtool::KernelFiles files;
  return provtool::run(arguments, world, console, files);
}
