#include "app/app.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "app/program.hpp"
#include "cli/help.hpp"
#include "support/says.hpp"
#include "support/situations.hpp"

namespace provtool {

namespace {

using testing::Program;

}  // namespace

TEST_CASE("help and version go to standard output") {
  Program help;
  help.console.columns = 60;
  CHECK(help.run({"--help"}) == 0);
  CHECK(help.console.result == help_text(command_line(), 60));
  CHECK(help.console.diagnostics.empty());

  Program version;
  CHECK(version.run({"--version"}) == 0);
  CHECK(version.console.result.starts_with(fmt::format("provtool {}\n", PROVTOOL_VERSION)));
  for (const auto* library : {" libcurl/", " libcap/", " nlohmann-json/", " CLI11/", " fmt/"})
    CHECK(version.console.result.find(library) != std::string::npos);
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

TEST_CASE("a plugin that is called in a wrong way is UNKNOWN, because 2 would be an alarm") {
  for (const auto& arguments : {std::vector<std::string>{"check", "--format", "nagios", "--mac", "x"},
                                {"validate", "--format=nagios", "a.cfg"},
                                {"check", "--format", "nagios", "--dry-run"}}) {
    Program program;
    CHECK(program.run(arguments) == 3);
    CHECK(program.console.result.empty());
    CHECK_FALSE(program.console.diagnostics.empty());
  }
}

TEST_CASE("a usage error is as wide as the terminal that it goes to, and one line in a pipe") {
  const std::vector<std::string> arguments{"discover", "zebra"};
  Program pipe;
  CHECK(pipe.run(arguments) == 2);
  CHECK(testing::count_of(pipe.console.diagnostics, "\n") == 2);
  for (const std::size_t width : {40U, 60U, 80U}) {
    Program terminal;
    terminal.console.diagnostics_size = TerminalSize{width, 24};
    CHECK(terminal.run(arguments) == 2);
    const auto& shown = terminal.console.diagnostics;
    CAPTURE(shown);
    CHECK(testing::widest(shown) <= width);
    CHECK(testing::says(shown, "\n  "));
    CHECK(shown.ends_with("\nTry: provtool discover --help\n"));
  }
  Program bare;
  bare.console.columns = 80;
  bare.console.diagnostics_size = TerminalSize{80, 24};
  CHECK(bare.run({}) == 2);
  CHECK(bare.console.diagnostics == first_words(command_line(), 80));
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

TEST_CASE("a plugin that could not do it, or was stopped, is UNKNOWN") {
  Program without_interface;
  CHECK(without_interface.run({"discover", "--format", "nagios"}) == 3);
  CHECK(without_interface.console.result.starts_with("PROVTOOL UNKNOWN - "));

  Program stopped;
  stopped.world.has({testing::usual_interface()});
  stopped.world.is_interrupted(stopped.world.now() + std::chrono::seconds(1));
  CHECK(stopped.run({"discover", "--format", "nagios"}) == 3);
  CHECK(stopped.console.result.starts_with("PROVTOOL UNKNOWN - "));
}

TEST_CASE("who is not root may not record what others send, nor listen for hours") {
  Program refused;
  refused.world.is_called_by_user();
  refused.world.has({testing::usual_interface()});
  CHECK(refused.run({"discover", "dhcp", "--json", "--capture-all"}) == 3);
  CHECK(testing::says(refused.console.result, "host.root-only"));
  CHECK(refused.world.sent().empty());
  Program capped;
  capped.world.is_called_by_user();
  capped.world.has({testing::usual_interface()});
  capped.run({"discover", "dhcp", "--json", "--timeout", "86400", "--dhcp-timeout", "3600"});
  CHECK(testing::says(capped.console.result, "host.window-capped"));
  CHECK(capped.world.now() <= Instant{std::chrono::seconds(1060)});
  Program root;
  root.world.has({testing::usual_interface()});
  root.run({"discover", "dhcp", "--json", "--capture-all", "--dhcp-timeout", "90"});
  CHECK_FALSE(testing::says(root.console.result, "host.window-capped"));
  CHECK(root.world.now() >= Instant{std::chrono::seconds(1090)});
}

TEST_CASE("rights are given back on every path, before anything is written") {
  Program nowhere;  // no such interface
  nowhere.run({"discover", "-i", "nope0"});
  CHECK(nowhere.world.rights_dropped());
  auto down = testing::usual_interface();
  down.up = false;
  Program unplugged;
  unplugged.world.has({down});
  unplugged.run({"discover"});
  CHECK(unplugged.world.rights_dropped());
  for (const char* option : {"--dry-run", "--save-capture=/nowhere/capture"}) {
    Program program;
    program.world.has({testing::usual_interface()});
    program.run({"discover", "dhcp", option});
    CHECK(program.world.rights_dropped());
  }
}

TEST_CASE("with rights that stay nothing is sent and no file is written") {
  for (const char* option : {"--dry-run", "--trace"}) {
    Program program;
    program.world.has({testing::usual_interface()});
    program.world.cannot_drop_rights({"cannot give back rights: setresuid: try again"});
    CHECK(program.run({"discover", "dhcp", "--json", option, "--force", "--output=/dev/full",
                       "--save-capture=/dev/null"}) == 3);
    CHECK(program.world.sent().empty());
    CHECK(testing::says(program.console.result, "host.rights-kept"));
    CHECK(testing::says(program.console.diagnostics, "setresuid: try again"));
    CHECK_FALSE(testing::says(program.console.diagnostics, "/dev/full"));
  }
}

TEST_CASE("a trace goes to standard error, a line a datagram, and why one was ignored") {
  Program program;
  program.world.has({testing::usual_interface()});
  auto stray = testing::to_datagram(testing::offer());
  stray.time = Instant{std::chrono::seconds(1001)};
  program.world.arrives(stray.time, stray);
  program.run({"discover", "dhcp", "--dhcp-timeout", "2", "--trace", "--json"});
  CHECK(testing::says(program.console.diagnostics, " s  sent      DHCPDISCOVER for 00:00:5e:00:53:05"));
  CHECK(testing::says(program.console.diagnostics, " s  received  DHCPOFFER for "));
  CHECK(testing::says(program.console.diagnostics, "\nignored: "));
  CHECK(program.console.result.starts_with("{"));
  Program users;
  users.world.is_called_by_user();
  users.world.has({testing::usual_interface()});
  users.world.arrives(stray.time, stray);
  users.run({"discover", "dhcp", "--dhcp-timeout", "2", "--trace", "--json"});
  CHECK(testing::says(users.console.diagnostics, " s  sent      DHCPDISCOVER for "));
  CHECK_FALSE(testing::says(users.console.diagnostics, "DHCPOFFER"));
  CHECK(testing::says(users.console.diagnostics, "\nignored: "));
  Program quiet;
  quiet.world.has({testing::usual_interface()});
  quiet.run({"discover", "dhcp", "--dhcp-timeout", "2"});
  CHECK(quiet.console.diagnostics.empty());
}

}  // namespace provtool
