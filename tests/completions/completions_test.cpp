#include "completions/completions.hpp"

#include <doctest/doctest.h>

#include "cli/option_table.hpp"

namespace provtool {

namespace {

bool says(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

}  // namespace

TEST_CASE("each shell's completion knows each option, command and source") {
  for (const auto& script :
       {bash_completion(command_line()), zsh_completion(command_line()), fish_completion(command_line())}) {
    for (const auto& row : command_line().options) {
      CAPTURE(row.long_name());
      CHECK(says(script, row.long_name().substr(2)));
    }
    for (const auto& command : command_line().commands) CHECK(says(script, command.name));
    for (const auto word : source_words()) CHECK(says(script, word));
    CHECK(says(script, "help"));
    CHECK(says(script, "version"));
  }
}

TEST_CASE("completions offer files for files and choices for choices") {
  CHECK(says(bash_completion(command_line()), "-o|--output) compopt -o filenames"));
  CHECK(says(bash_completion(command_line()), "--mode) _provtool_offer -W \"auto ipv4 ipv6 dual\""));
  CHECK(says(zsh_completion(command_line()), "--output=["));
  CHECK(says(zsh_completion(command_line()), ":file:_files"));
  CHECK(says(fish_completion(command_line()), "-l mode -x -a \"auto ipv4 ipv6 dual\""));
  CHECK(says(fish_completion(command_line()), "-l output -s o -r -F"));
}

TEST_CASE("nothing in a completion is expanded by the shell") {
  for (const auto& script : {zsh_completion(command_line()), fish_completion(command_line())}) {
    CHECK_FALSE(says(script, "`"));
    CHECK_FALSE(says(script, "$("));
  }
}

}  // namespace provtool
