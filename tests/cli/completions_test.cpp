// Completions are part of the help, made from the same table.
#include <doctest/doctest.h>

#include "cli/help.hpp"
#include "cli/option_table.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using testing::says;

}  // namespace

TEST_CASE("each shell's completion knows each option, command and source") {
  for (const auto& script : {bash_completion(), zsh_completion(), fish_completion()}) {
    for (const auto& row : all_options()) {
      CAPTURE(row.long_name());
      CHECK(says(script, row.long_name().substr(2)));
    }
    for (const auto& command : all_commands()) CHECK(says(script, command.name));
    for (const auto word : source_words()) CHECK(says(script, word));
    CHECK(says(script, "help"));
    CHECK(says(script, "version"));
  }
}

TEST_CASE("completions offer files for files and choices for choices") {
  CHECK(says(bash_completion(), "-o|--output) compopt -o filenames"));
  CHECK(says(bash_completion(), "--mode) _provtool_offer -W \"auto ipv4 ipv6 dual\""));
  CHECK(says(zsh_completion(), "--output=["));
  CHECK(says(zsh_completion(), ":file:_files"));
  CHECK(says(fish_completion(), "-l mode -x -a \"auto ipv4 ipv6 dual\""));
  CHECK(says(fish_completion(), "-l output -s o -r -F"));
}

TEST_CASE("nothing in a completion is expanded by the shell") {
  for (const auto& script : {zsh_completion(), fish_completion()}) {
    CHECK_FALSE(says(script, "`"));
    CHECK_FALSE(says(script, "$("));
  }
}

}  // namespace provtool
