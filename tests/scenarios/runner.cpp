// Runs the whole program in a scenario's virtual world: scenario_runner FILE [--width N] [--replay CAPTURE]
// [ARGUMENT…]. The arguments are added to those of the scenario. With --replay nobody is asked: the capture
// that an earlier run of the scenario wrote is read back.
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "app/app.hpp"
#include "app/discover.hpp"
#include "scenarios/virtual_world.hpp"

namespace {

using namespace provtool;

int replay(const std::string& path, const std::vector<std::string>& arguments, World& world,
           Console& console) {
  const auto options = std::get<Options>(parse_options(arguments, std::nullopt));
  const auto capture = read_capture(path, world.interfaces().front().mac);
  if (!capture) {
    console.write_diagnostic(capture.error().message + "\n");
    return 3;
  }
  return discover_from(*capture, options, world, console);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  std::ifstream file(argv[1]);
  const auto scenario = nlohmann::json::parse(file);
  auto arguments = scenario.at("arguments").get<std::vector<std::string>>();
  std::optional<std::size_t> width;
  std::optional<std::string> capture;
  for (int i = 2; i < argc; ++i) {
    if (std::string(argv[i]) == "--width" && i + 1 < argc)
      width = std::stoul(argv[++i]);
    else if (std::string(argv[i]) == "--replay" && i + 1 < argc)
      capture = argv[++i];
    else
      arguments.emplace_back(argv[i]);
  }
  testing::VirtualWorld world(scenario);
  testing::MemoryConsole console(width);
  const int exit_code =
      capture ? replay(*capture, arguments, world, console) : run(arguments, world, console);
  std::cout << console.result();
  std::cerr << console.diagnostics();
  return exit_code;
}
