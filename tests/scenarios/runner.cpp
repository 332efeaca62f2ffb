// Runs the whole program in virtual worlds.
//   scenario_runner FILE [--width N] [ARGUMENT…]   one scenario, with its output as the program's own
//   scenario_runner                                a JSON object a line from standard input, {"scenario":
//   {…},
//                                                  "arguments": […], "width": N}, and one a line to standard
//                                                  output: {"exit_code": N, "output": "…", "diagnostics":
//                                                  "…"}
// The arguments are added to those of the scenario.
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "app/app.hpp"
#include "scenarios/virtual_world.hpp"

namespace {

using namespace provtool;
using Json = nlohmann::json;

struct Ran {
  int exit_code = 0;
  testing::MemoryConsole console;
};

Ran execute(const Json& scenario, const std::vector<std::string>& more_arguments,
            std::optional<std::size_t> width) {
  auto arguments = scenario.at("arguments").get<std::vector<std::string>>();
  arguments.insert(arguments.end(), more_arguments.begin(), more_arguments.end());
  testing::VirtualWorld world(scenario);
  Ran ran{0, testing::MemoryConsole(width)};
  ran.exit_code = run(arguments, world, ran.console);
  return ran;
}

int run_lines() {
  for (std::string line; std::getline(std::cin, line);) {
    const auto request = Json::parse(line);
    std::optional<std::size_t> width;
    if (request.contains("width")) width = request["width"].get<std::size_t>();
    const auto ran =
        execute(request.at("scenario"), request.value("arguments", std::vector<std::string>{}), width);
    const Json answer{{"exit_code", ran.exit_code},
                      {"output", ran.console.result()},
                      {"diagnostics", ran.console.diagnostics()}};
    std::cout << answer.dump() << std::endl;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return run_lines();
  std::optional<std::size_t> width;
  std::vector<std::string> arguments;
  for (int i = 2; i < argc; ++i) {
    if (std::string(argv[i]) == "--width" && i + 1 < argc)
      width = std::stoul(argv[++i]);
    else
      arguments.emplace_back(argv[i]);
  }
  std::ifstream file(argv[1]);
  const auto ran = execute(Json::parse(file), arguments, width);
  std::cout << ran.console.result();
  std::cerr << ran.console.diagnostics();
  return ran.exit_code;
}
