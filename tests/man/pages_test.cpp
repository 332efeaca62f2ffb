#include "man/pages.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>

#include "man/roff.hpp"
#include "support/invented_command_line.hpp"
#include "support/says.hpp"

namespace provtool::man {

namespace {

using testing::says;

std::vector<Page> invented(const Templates& templates) {
  return manual(testing::invented_command_line(), templates, R"({"properties": {}, "$defs": {}})");
}

std::string nothing(const std::string&) {
  return "";
}

}  // namespace

TEST_CASE("there is a page for the whole, for each command, and for report, findings and provisioning") {
  std::vector<std::string> files;
  for (const auto& page : invented(nothing)) files.push_back(page.file());
  CHECK(files == std::vector<std::string>{"man1/provtool.1", "man1/provtool-bake.1", "man1/provtool-wash.1",
                                          "man5/provtool-report.5", "man7/provtool-findings.7",
                                          "man7/provtool-provisioning.7"});
}

TEST_CASE("a command's page without a template is made of the tables") {
  const auto page = invented(nothing)[2].text;
  CHECK(page.starts_with(
      fmt::format(".TH PROVTOOL\\-WASH 1 \"2026-01-31\" \"provtool {}\" \"User Commands\"\n"
                  ".nr HY 0\n.nh\n.ad l\n.SH NAME\nprovtool\\-wash \\- clean what is dirty\n.SH SYNOPSIS\n",
                  PROVTOOL_VERSION)));
  CHECK(says(page, ".SH DESCRIPTION\nClean what is dirty.\n.SH OPTIONS\n.SS How\n"));
  CHECK(says(page, ".SH EXAMPLES\nClean hands:\n.PP\n.RS 4\n.EX\nprovtool wash \\-\\-soap\n.EE\n"));
  CHECK_FALSE(says(page, "@"));
}

TEST_CASE("a long example goes on in the next line") {
  constexpr std::array k_long{Example{"--soap --soap --soap --soap --soap --soap --soap", "clean"}};
  auto command = testing::k_invented_commands[1];
  command.examples = k_long;
  const std::array commands{command};
  const auto page = manual({commands, {}}, nothing, R"({"properties": {}, "$defs": {}})")[1].text;
  CHECK(says(page, "\\-\\-soap \\e\n    \\-\\-soap\n.EE\n"));
}

TEST_CASE("each page names all others, and not itself") {
  const auto pages = invented([](const std::string&) { return std::string("@SEE_ALSO@\n"); });
  for (const auto& page : pages)
    for (const auto& other : pages) {
      CAPTURE(other.file());
      const auto named = fmt::format(".BR {} ({})", roff(other.name), other.section);
      CHECK(says(page.text, named) == (other.file() != page.file()));
    }
}

}  // namespace provtool::man
