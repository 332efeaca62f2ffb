#include "man/tables.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

#include "base/text.hpp"
#include "device/sources.hpp"
#include "findings/catalogue.hpp"
#include "man/roff.hpp"
#include "support/invented_command_line.hpp"
#include "support/says.hpp"

namespace provtool::man {

namespace {

using testing::count_of;
using testing::says;

// A text line must not be taken for a request, and a backslash must begin an escape that we know.
bool is_sound(std::string_view line) {
  if (line.starts_with('\'')) return false;
  if (line.starts_with('.') && line != ".TP" && line != ".IP" && line != ".PP" && line != ".br" &&
      !line.starts_with(".S") && !line.starts_with(".BR ") && !line.starts_with(".IP "))
    return false;
  for (auto at = line.find('\\'); at != std::string_view::npos; at = line.find('\\', at + 2))
    if (std::string_view("e-f&(").find(line.substr(at + 1, 1)) == std::string_view::npos) return false;
  return true;
}

}  // namespace

TEST_CASE("a synopsis marks what stands for something") {
  const auto line = testing::invented_command_line();
  CHECK(synopsis(line.commands[0]) == "\\fBprovtool bake\\fR [\\fISOURCE\\fR…] [\\fIOPTIONS\\fR]\n");
  CHECK(synopsis(line.commands[1]) == "\\fBprovtool wash\\fR [\\fIOPTIONS\\fR]\n");
}

TEST_CASE("the commands name their pages") {
  CHECK(command_list(testing::invented_command_line())
            .starts_with(".TP\n\\fBbake\\fR [\\fISOURCE\\fR…]\nmake bread of sources; see\n"
                         ".BR provtool\\-bake (1).\n"));
}

TEST_CASE("the options of a command are those that it takes, by their group") {
  const auto line = testing::invented_command_line();
  const auto bake = option_list(line, testing::k_bake);
  CHECK(bake.starts_with(
      ".SS How\n.TP\n\\fB\\-\\-heat\\fR \\fIDEGREES\\fR\nhow hot (default: 180).\n.SS Output\n"));
  CHECK(says(bake, ".TP\n\\fB\\-q, \\-\\-quiet\\fR\nsay little.\n"));
  CHECK_FALSE(says(bake, "soap"));
  CHECK_FALSE(says(option_list(line, line.every_command()), "heat"));
  CHECK(says(bake, ".SS Other\n.TP\n\\fB\\-h, \\-\\-help\\fR\n"));
}

TEST_CASE("every row of the program's tables is there once") {
  const auto line = command_line();
  for (const auto& command : line.commands) {
    const auto options = option_list(line, command.bit);
    for (const auto& row : line.options) {
      CAPTURE(row.long_name());
      const auto name = roff(row.long_name()) + "\\fR";
      const auto times = count_of(options, "\\fB" + name) + count_of(options, ", " + name);
      CHECK(times == ((row.commands & command.bit) != 0 ? 1 : 0));
    }
  }
  for (const auto& kind : k_finding_catalogue) CHECK(count_of(finding_list(), bold(kind.id) + " (") == 1);
  for (const auto& kind : all_sources()) CHECK(count_of(source_list(), bold(kind.name)) == 1);
}

TEST_CASE("what is known of the phone comes with its confidence, its source and how to change it") {
  CHECK(says(fact_list(), "Vendor class: \\fBPanasonic\\fR\n(sibling: "));
  CHECK(says(fact_list(), "; \\fB\\-\\-vendor\\-class\\fR).\n"));
}

TEST_CASE("a finding has what its page says in sentences, and no line of a server") {
  const auto list = finding_list();
  const auto begin = list.find("\\fBurl.quoted\\fR (error)\n");
  const auto entry = list.substr(begin, list.find(".TP", begin) - begin);
  CHECK(says(entry, ".IP\n\\fIThe phone:\\fR\n"));
  CHECK(says(entry, ".IP\n\\fILikely causes:\\fR\n.br\n\\(bu "));
  CHECK(says(entry, ".IP\n\\fIWhat to change:\\fR\nRemove the quotes"));
  CHECK_FALSE(says(list, "dhcp\\-option"));
}

TEST_CASE("a source has a section with what its page says") {
  const auto sections = source_sections();
  CHECK(says(sections, ".SS dhcp160 (DHCP option 160)\n"));
  CHECK(count_of(sections, ".PP\n\\fIThe phone:\\fR\n") == all_sources().size());
  CHECK(says(sections, "SIPPNP_ENABLE"));
}

TEST_CASE("roff reads no line as something else") {
  const auto line = command_line();
  const auto all = command_list(line) + option_list(line, line.commands[0].bit) + source_list() +
                   macro_list() + exit_code_list() + plugin_state_list() + finding_list() +
                   source_sections() + fact_list();
  for (const auto text : split(all, '\n')) {
    CAPTURE(std::string(text));
    CHECK(is_sound(text));
  }
}

}  // namespace provtool::man
