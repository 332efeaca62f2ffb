#include "discovery/ignored.hpp"

#include <doctest/doctest.h>

namespace provtool {

TEST_CASE("what was left aside is counted by its reason") {
  Ignored ignored;
  note_ignored(ignored, "with another xid");
  note_ignored(ignored, "for another MAC");
  note_ignored(ignored, "with another xid");
  const auto finding = judge_ignored("dhcp4.ignored", "packet", ignored);
  REQUIRE(finding);
  CHECK(finding->id == "dhcp4.ignored");
  CHECK(finding->message == "3 packets ignored: 1 for another MAC and 2 with another xid");
}

TEST_CASE("counts of two places are added") {
  CHECK(merged({{"a", 1}, {"b", 2}}, {{"b", 3}}) == Ignored{{"a", 1}, {"b", 5}});
}

TEST_CASE("nothing left aside is nothing to be said") {
  CHECK_FALSE(judge_ignored("dhcp6.ignored", "packet", {}));
}

TEST_CASE("a flood with many reasons makes no long list") {
  Ignored ignored;
  for (int port = 0; port < 1000; ++port) note_ignored_as_told(ignored, "to port " + std::to_string(port));
  CHECK(ignored.size() == 17);
  CHECK(ignored.at("for other reasons") == 984);
  note_ignored(ignored, "with another xid");  // not hidden by it
  CHECK(ignored.at("with another xid") == 1);
}

TEST_CASE("what was left aside since then is what was counted more often") {
  Ignored before;
  note_ignored(before, "with another xid");
  auto now = before;
  CHECK(added_since(before, now).empty());
  note_ignored(now, "with another xid");
  note_ignored(now, "to port 1068");
  CHECK(added_since(before, now) == std::vector<std::string>{"to port 1068", "with another xid"});
}

}  // namespace provtool
