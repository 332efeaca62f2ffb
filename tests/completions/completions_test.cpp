#include "completions/completions.hpp"

#include <doctest/doctest.h>

#include "cli/option_table.hpp"
#include "cli/source_words.hpp"
#include "support/invented_command_line.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using testing::says;

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
  CHECK(
      says(bash_completion(command_line()), "--save) compopt -o filenames 2>/dev/null; _provtool_offer -d"));
  CHECK(says(zsh_completion(command_line()), "]:dir:_files -/"));
  CHECK(says(zsh_completion(command_line()), "]:name\\:password: "));
  CHECK(says(fish_completion(command_line()), "-l save -x -a \"(__fish_complete_directories)\""));
}

TEST_CASE("behind a command its own options and words are offered, before it what all take") {
  const auto bash = bash_completion(testing::invented_command_line());
  CHECK(says(bash, "in bake|wash) command=$word; break ;; esac\n"));
  CHECK(says(bash, "    bake) options=\"--help --version --heat --quiet\" words=\"manual pnp "));
  CHECK(says(bash, "    wash) options=\"--help --version --soap --quiet\" words=\"\" ;;\n"));
  CHECK(says(bash, "    *) options=\"--help --version --quiet\" words=\"bake wash\" ;;\n"));

  const auto zsh = zsh_completion(testing::invented_command_line());
  const auto bake = zsh.substr(zsh.find("  bake) "), zsh.find("  wash) ") - zsh.find("  bake) "));
  const auto wash = zsh.substr(zsh.find("  wash) "), zsh.find("  *) ") - zsh.find("  wash) "));
  CHECK(says(bake, "\"--heat=[how hot (default: 180)]:degrees:(40 230)\""));
  CHECK(says(bake, "\"*:source:(manual "));
  CHECK_FALSE(says(bake, "--soap"));
  CHECK(says(wash, "\"-s[with soap]\""));
  CHECK_FALSE(says(wash, "source"));
  CHECK_FALSE(says(zsh.substr(zsh.find("  *) ")), "--heat"));

  const auto fish = fish_completion(testing::invented_command_line());
  CHECK(says(fish, "-n \"__fish_seen_subcommand_from bake\" -l heat"));
  CHECK(says(fish, "-n \"__fish_seen_subcommand_from bake\" -a manual"));
  CHECK(says(fish, "-n \"__fish_seen_subcommand_from wash\" -l soap -s s"));
  CHECK(says(fish, "complete -c provtool -l quiet -s q"));
}

TEST_CASE("nothing in a completion is expanded by the shell") {
  for (const auto& script : {zsh_completion(command_line()), fish_completion(command_line())}) {
    CHECK_FALSE(says(script, "`"));
    CHECK_FALSE(says(script, "$("));
  }
}

}  // namespace provtool
