#include "config/placed_findings.hpp"

#include <doctest/doctest.h>

#include "support/findings.hpp"

namespace provtool {

namespace {

// Three lines of which each begins three bytes behind the other.
struct Lines {
  Bytes bytes = to_bytes("ab\ncd\nef");
  SourceText source{bytes};
  EditedText text{source};
};

}  // namespace

TEST_CASE("a finding has the line and column of its offset, its file and its parameter") {
  const Lines lines;
  PlacedFindings findings("a.cfg", lines.text);
  findings.say("config.untrimmed", 4, "x", "Device/X");
  const auto all = findings.take();
  REQUIRE(all.size() == 1);
  CHECK(all[0].place.file == "a.cfg");
  CHECK(all[0].place.line == 2);
  CHECK(all[0].place.column == 2);
  CHECK(all[0].place.parameter == "Device/X");
  CHECK(findings.take().empty());
}

TEST_CASE("findings come by their place; those of one place as they were said") {
  const Lines lines;
  PlacedFindings findings("a.cfg", lines.text);
  findings.say("config.untrimmed", 6, "third");
  findings.say("config.untrimmed", 1, "first");
  findings.say("config.bad-perm", 1, "second");
  const auto all = findings.take();
  REQUIRE(all.size() == 3);
  CHECK(all[0].message == "first");
  CHECK(all[1].message == "second");
  CHECK(all[2].message == "third");
  CHECK_FALSE(all[0].place.parameter);
}

TEST_CASE("whether one is an error is known, also of one that is not kept") {
  const Lines lines;
  PlacedFindings findings("a.cfg", lines.text);
  for (int i = 0; i < 1000; ++i) findings.say("config.untrimmed", 0, "x");
  CHECK_FALSE(findings.has_error());
  CHECK(findings.not_kept() == 0);
  findings.say("config.bad-perm", 0, "x");
  CHECK(findings.has_error());
  CHECK(findings.not_kept() == 1);
  CHECK(findings.take().size() == 1000);
}

TEST_CASE("what another one has is taken over, within the same bound") {
  const Lines lines;
  PlacedFindings all("a.cfg", lines.text);
  PlacedFindings more("a.cfg", lines.text);
  for (int i = 0; i < 999; ++i) all.say("config.untrimmed", 0, "x");
  more.say("config.bad-perm", 0, "y");
  more.say("config.untrimmed", 0, "z");
  all.take_over(more);
  CHECK(all.has_error());
  CHECK(all.not_kept() == 1);
  const auto kept = all.take();
  REQUIRE(kept.size() == 1000);
  CHECK(kept.back().message == "y");
  CHECK(more.take().empty());
}

}  // namespace provtool
