// Runs the whole program in a scenario's virtual world: scenario_runner FILE [--width N] [ARGUMENT…].
// The arguments are added to those of the scenario.
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "app/app.hpp"
#include "scenarios/virtual_world.hpp"

int main(int argc, char** argv) {
  using namespace provtool;
  if (argc < 2) return 2;
  std::ifstream file(argv[1]);
  const auto scenario = nlohmann::json::parse(file);
  auto arguments = scenario.at("arguments").get<std::vector<std::string>>();
  std::optional<std::size_t> width;
  for (int i = 2; i < argc; ++i) {
    if (std::string(argv[i]) == "--width" && i + 1 < argc)
      width = std::stoul(argv[++i]);
    else
      arguments.emplace_back(argv[i]);
  }
  testing::VirtualWorld world(scenario);
  testing::MemoryConsole console(width);
  const int exit_code = run(arguments, world, console);
  std::cout << console.result();
  std::cerr << console.diagnostics();
  return exit_code;
}
