#include "app/app.hpp"

#include <doctest/doctest.h>

#include "cli/help.hpp"
#include "support/fake_console.hpp"
#include "support/fake_world.hpp"

namespace provtool {

namespace {

using testing::FakeConsole;
using testing::FakeWorld;

struct Program {
  FakeWorld world{Instant{std::chrono::seconds(1000)}};
  FakeConsole console;
  KernelFiles files;

  int run(const std::vector<std::string>& arguments) {
    return provtool::run(arguments, world, console, files);
  }
};

}  // namespace

TEST_CASE("help and version go to standard output") {
  Program help;
  help.console.columns = 60;
  CHECK(help.run({"--help"}) == 0);
  CHECK(help.console.result == help_text(command_line(), 60));
  CHECK(help.console.diagnostics.empty());

  Program version;
  CHECK(version.run({"--version"}) == 0);
  CHECK(version.console.result == version_text());
}

TEST_CASE("a usage error goes to standard error, and nothing to standard output") {
  for (const auto& arguments :
       {std::vector<std::string>{}, {"discovr"}, {"discover", "--mac", "x"}, {"--zebra"}}) {
    Program program;
    CHECK(program.run(arguments) == 2);
    CHECK(program.console.result.empty());
    CHECK_FALSE(program.console.diagnostics.empty());
    CHECK(program.world.waits().empty());
  }
}

TEST_CASE("help that cannot be written is a failure, told unless its reader has gone away") {
  Program full;
  full.console.trouble = Trouble{"cannot write: No space left on device"};
  CHECK(full.run({"--help"}) == 3);
  CHECK(full.console.diagnostics == "provtool: standard output: cannot write: No space left on device\n");

  Program gone;
  gone.console.trouble = Trouble{""};
  CHECK(gone.run({"--version"}) == 3);
  CHECK(gone.console.diagnostics.empty());
}

TEST_CASE("a command runs; where it cannot it still says so in full") {
  Program program;  // of a computer without any interface
  CHECK(program.run({"discover", "--json"}) == 3);
  CHECK(program.console.result.starts_with("{\n \"schema\": 1,"));
  CHECK(program.console.result.find("host.no-interface") != std::string::npos);
  CHECK(program.world.sent().empty());
}

}  // namespace provtool
