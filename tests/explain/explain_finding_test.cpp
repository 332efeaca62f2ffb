#include <doctest/doctest.h>

#include "explain/explain.hpp"
#include "explain/finding_pages.hpp"
#include "explain/pages.hpp"

namespace provtool {

using testing::contains;
using testing::text_of;

TEST_CASE("a page has the meaning, the phone, causes, what to change and how to check again") {
  const auto page = explain_finding(*find_page("url.quoted"), {});
  CHECK(page.name == "url.quoted");
  CHECK(page.kind == "error");
  REQUIRE(page.parts.size() == 5);
  CHECK(text_of(page.parts[0]) == std::string(FindingId("url.quoted").kind().meaning) + "\n");
  CHECK(contains(text_of(page, "The phone"), "(guide: printed in"));
  CHECK(testing::part_of(page, "Likely causes")->pieces.front().kind == PieceKind::item);
  CHECK(contains(text_of(page, "What to change"), hint_of("url.quoted")));
  CHECK(contains(text_of(page, "Check again"), "provtool discover -i eth0 --mac 0080F0123456\n"));
}

TEST_CASE("without a run the examples are told, and how to see the values of one") {
  const auto last = text_of(explain_finding(*find_page("url.quoted"), {}), "Check again");
  CHECK(contains(last, "http://prov.example.com/utg200/ for the provisioning URL"));
  CHECK(contains(last, "provtool explain url.quoted --context report.json"));
}

TEST_CASE("with a run the page has its sentences and its values") {
  Context context{
      true, "discover", {"The value is in quotes."}, {{"URL", "http://10.0.0.2/"}, {"OPTION", "66"}}};
  const auto page = explain_finding(*find_page("url.quoted"), context);
  CHECK(text_of(page, "In this run") == "The value is in quotes.\n");
  CHECK(contains(text_of(page, "What to change"), "dhcp-option=66,http://10.0.0.2/\n"));
  CHECK_FALSE(contains(text_of(page, "Check again"), "http://prov.example.com/utg200/"));
  CHECK_FALSE(contains(text_of(page, "Check again"), "--context"));
}

TEST_CASE("a run that says nothing of it is said to") {
  CHECK(
      contains(text_of(explain_finding(*find_page("url.quoted"), {true, "discover", {}, {}}), "In this run"),
               "nothing of it"));
}

TEST_CASE("what a run loaded is checked again by a command that loads") {
  const auto page = explain_finding(*find_page("url.quoted"), {true, "check", {}, {}});
  CHECK(contains(text_of(page, "Check again"), "provtool check -i"));
}

}  // namespace provtool
