#include "app/complete.hpp"

#include <doctest/doctest.h>

#include "app/program.hpp"

namespace provtool {

namespace {

using testing::Program;

}  // namespace

TEST_CASE("a shell that asks is answered with the interfaces that are there, without rights") {
  Program program;
  Interface interface;
  interface.name = "eth7";
  program.world.has({interface});
  CHECK(program.run({"--complete", "2", "discover", "-i", ""}) == 0);
  CHECK(program.console.result == "words\t\neth7\twired, down\n");
  CHECK(program.console.diagnostics.empty());
  CHECK(program.world.rights_dropped());
  CHECK(program.world.sent().empty());
}

TEST_CASE("a question without a place is a usage error, and nothing is answered") {
  for (const auto& arguments : {std::vector<std::string>{"--complete"},
                                {"--complete", "x"},
                                {"--complete", "99999999999999999999999"},
                                {"--complete", "200000"}}) {
    Program program;
    CHECK(program.run(arguments) == 2);
    CHECK(program.console.result.empty());
  }
}

TEST_CASE("nothing is answered with rights that cannot be given back") {
  Program program;
  program.world.cannot_drop_rights(Trouble{"no"});
  CHECK(program.run({"--complete", "0", ""}) == 3);
  CHECK(program.console.result.empty());
}

}  // namespace provtool
