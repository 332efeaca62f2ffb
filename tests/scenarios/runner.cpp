// Runs the whole program in virtual worlds.
//   scenario_runner FILE [--width N] [--replay CAPTURE] [ARGUMENT…]
//       one scenario, its output as the program's own
//   scenario_runner
//       many: a JSON object a line from standard input, {"scenario": {…}, "arguments": […], "width": N,
//       "replay": "CAPTURE"}, and one a line to standard output, {"exit_code": N, "output": "…",
//       "diagnostics": "…"}; or {"report": "JSON"}, a report to read back and to decide again, and
//       {"differences": […]}
// The arguments are added to those of the scenario. With a replay nobody is asked: the capture that an
// earlier run of the scenario wrote is read back.
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "app/app.hpp"
#include "app/discover.hpp"
#include "scenarios/decided_again.hpp"
#include "scenarios/virtual_world.hpp"

namespace {

using namespace provtool;
using Json = nlohmann::json;

struct Ran {
  int exit_code = 0;
  std::string output;
  std::string diagnostics;
};

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

// `request` as it stands on a line of standard input.
Ran execute(const Json& request) {
  const auto& scenario = request.at("scenario");
  auto arguments = scenario.at("arguments").get<std::vector<std::string>>();
  for (const auto& argument : request.value("arguments", Json::array())) arguments.push_back(argument);
  std::optional<std::size_t> width;
  if (request.contains("width")) width = request["width"].get<std::size_t>();
  testing::VirtualWorld world(scenario);
  testing::MemoryConsole console(width);
  const int exit_code = request.contains("replay") ? replay(request["replay"], arguments, world, console)
                                                   : run(arguments, world, console);
  return {exit_code, console.result(), console.diagnostics()};
}

Json answer(const Json& request) {
  if (request.contains("report"))
    return {{"differences", testing::differences_when_decided_again(request["report"].get<std::string>())}};
  const auto ran = execute(request);
  return {{"exit_code", ran.exit_code}, {"output", ran.output}, {"diagnostics", ran.diagnostics}};
}

int run_lines() {
  for (std::string line; std::getline(std::cin, line);)
    std::cout << answer(Json::parse(line)).dump() << std::endl;
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return run_lines();
  std::ifstream file(argv[1]);
  Json request{{"scenario", Json::parse(file)}, {"arguments", Json::array()}};
  for (int i = 2; i < argc; ++i) {
    if (std::string(argv[i]) == "--width" && i + 1 < argc)
      request["width"] = std::stoul(argv[++i]);
    else if (std::string(argv[i]) == "--replay" && i + 1 < argc)
      request["replay"] = argv[++i];
    else
      request["arguments"].push_back(argv[i]);
  }
  const auto ran = execute(request);
  std::cout << ran.output;
  std::cerr << ran.diagnostics;
  return ran.exit_code;
}
