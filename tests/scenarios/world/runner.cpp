// Runs the whole program in virtual worlds.
//   standard input    a JSON object a line, {"scenario": {…}, "arguments": […], "width": N, "replay":
//   "CAPTURE",
//                     "fault": {…}}
//   standard output   one a line, {"exit_code": N, "output": "…", "diagnostics": "…"}
//   or {"report": "JSON"}, a report to read back and to decide again, and {"differences": […]}
// The arguments are added to those of the scenario. With a replay nobody is asked: the capture that an
// earlier run of the scenario wrote is read back. With a fault one of the doors fails (world/faults.hpp).
#include <iostream>
#include <string>
#include <vector>

#include "app/app.hpp"
#include "app/deliver.hpp"
#include "app/discover.hpp"
#include "cli/option_table.hpp"
#include "scenarios/world/decided_again.hpp"
#include "scenarios/world/virtual_world.hpp"

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
  const auto options = std::get<Options>(parse_options(command_line(), arguments, std::nullopt));
  const auto capture = read_capture(path, world.interfaces().front().mac);
  if (!capture) {
    console.write_diagnostic(capture.error().message + "\n");
    return 3;
  }
  Signals signals;
  KernelFiles files{signals};
  auto run = begin(options, world, console, files);
  read_discovery(run, *capture);
  return finish(run);
}

// `request` as it stands on a line of standard input.
Ran execute(const Json& request) {
  const auto& scenario = request.at("scenario");
  auto arguments = scenario.at("arguments").get<std::vector<std::string>>();
  for (const auto& argument : request.value("arguments", Json::array())) arguments.push_back(argument);
  std::optional<std::size_t> width;
  if (request.contains("width")) width = request["width"].get<std::size_t>();
  testing::VirtualWorld sound(scenario);
  testing::Faults faults(request.value("fault", Json::object()));
  testing::FaultyWorld world(sound, faults);
  testing::MemoryConsole console(width, faults);
  Signals signals;
  KernelFiles kernel_files{signals};
  testing::FaultyFiles files(kernel_files, faults);
  const int exit_code = request.contains("replay") ? replay(request["replay"], arguments, world, console)
                                                   : run(arguments, world, console, files);
  return {exit_code, console.result(), console.diagnostics()};
}

Json answer(const Json& request) {
  if (request.contains("report"))
    return {{"differences", testing::differences_when_decided_again(request["report"].get<std::string>())}};
  const auto ran = execute(request);
  return {{"exit_code", ran.exit_code}, {"output", ran.output}, {"diagnostics", ran.diagnostics}};
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);)
    std::cout << answer(Json::parse(line)).dump() << std::endl;
  return 0;
}
