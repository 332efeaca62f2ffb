// A run of a command by itself, in a world whose servers answer by URL and with files of its own.
#pragma once

#include <string>
#include <vector>

#include "app/app.hpp"
#include "app/run.hpp"
#include "support/boots.hpp"
#include "support/fake_console.hpp"
#include "support/fake_world.hpp"
#include "support/folder.hpp"
#include "support/harmless.hpp"
#include "support/says.hpp"
#include "support/situations.hpp"

namespace provtool::testing {

struct Runs {
  Runs() {
    for (const auto& [url, answer] : Boot().answers) world.answers(url, answer);
    world.has({usual_interface()});
  }

  FakeWorld world{k_start};
  FakeConsole console;
  Signals signals;
  KernelFiles files{signals};
  Options options;
  Folder folder;

  [[nodiscard]] Run begun() { return begin(options, world, console, files); }

  // The whole program. The phone is that of the files.
  int program(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--mac", "0080F01234AB"});
    return run(arguments, world, console, files);
  }
  // fetch of the initial file; the report is JSON.
  int fetch(std::vector<std::string> arguments = {}, const std::string& url = k_initial) {
    arguments.insert(arguments.begin(), {"fetch", url, "--json"});
    return program(std::move(arguments));
  }

  [[nodiscard]] bool reports(std::string_view words) const { return says(console.result, words); }
  [[nodiscard]] std::vector<std::string> saved() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
      names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
  }
};

inline std::string content_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace provtool::testing
