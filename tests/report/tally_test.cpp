#include "report/tally.hpp"

#include <doctest/doctest.h>

#include "support/says.hpp"

namespace provtool {

namespace {

using testing::says;

ConfigFile file_of(std::size_t errors, std::size_t warnings = 0) {
  ConfigFile file;
  file.name = "a.cfg";
  file.valid = errors == 0;
  const Place place{.file = "a.cfg", .line = 1};
  for (; errors > 0; --errors) file.findings.push_back(make_finding("config.bad-perm", "wrong", place));
  for (; warnings > 0; --warnings)
    file.findings.push_back(make_finding("config.unknown-section", "odd", place));
  return file;
}

Report empty_report() {
  Report report;
  report.counts.emplace();
  return report;
}

}  // namespace

TEST_CASE("files and findings are counted") {
  auto report = empty_report();
  count(report, file_of(2, 1));
  count(report, file_of(0, 3));
  CHECK(report.counts->files == 2);
  CHECK(report.counts->invalid == 1);
  CHECK(report.counts->errors == 2);
  CHECK(report.counts->warnings == 4);
  CHECK(report.counts->infos == 0);
  CHECK(report.counts->worst == "config.bad-perm");
}

TEST_CASE("the worst is an error behind warnings, and nothing where nothing is wrong") {
  auto report = empty_report();
  count(report, file_of(0));
  CHECK(report.counts->worst.empty());
  count(report, file_of(0, 2));
  CHECK(report.counts->worst == "config.unknown-section");
  count(report, file_of(1));
  CHECK(report.counts->worst == "config.bad-perm");
}

TEST_CASE("of a file with more findings than are kept it is said") {
  auto file = file_of(1);
  say_what_is_missing(file);
  CHECK(file.findings.size() == 1);
  file.more_findings = 7;
  say_what_is_missing(file);
  REQUIRE(file.findings.size() == 2);
  CHECK(file.findings[1].id == "config.more-findings");
  CHECK(says(file.findings[1].message, "7 more findings"));
  CHECK(file.findings[1].place.file == "a.cfg");
}

TEST_CASE("a report lists so many findings, and says how many it does not") {
  auto report = empty_report();
  const auto file = file_of(999);
  for (int i = 0; i < 100; ++i) list(report, file);
  CHECK(report.findings.size() == 99'900);
  say_what_is_not_listed(report);
  CHECK(report.findings.size() == 99'900);
  list(report, file);
  list(report, file);
  CHECK(report.findings.size() == k_most_findings);
  CHECK(report.counts->not_listed == 1'898);
  CHECK(report.files.size() == 102);
  say_what_is_not_listed(report);
  CHECK(says(report.findings.back().message, "1898 more findings"));
}

}  // namespace provtool
