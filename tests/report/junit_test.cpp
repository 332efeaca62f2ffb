#include "report/junit.hpp"

#include <doctest/doctest.h>

#include "report/disclosure.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using testing::says;

FileSection file(const std::string& name) {
  return {name, FileKind::device, std::nullopt, false, true, 1, 100, 0};
}

Finding found(FindingId id, const std::string& name, const std::string& message) {
  return make_finding(id, message, Place{.file = name, .line = 3, .column = 7});
}

std::string junit_of(std::vector<Finding> findings, std::optional<Severity> fail_on = Severity::error) {
  Report report;
  report.command = "validate";
  report.started = *parse_rfc3339("2026-01-31T12:00:00.000Z");
  report.duration = 1234567us;
  report.files = {file("a.cfg"), file("b.cfg")};
  report.findings = std::move(findings);
  report.verdict.summary = "2 files: as it is";
  disclose(report, Secrets::mask);
  return to_junit(report, fail_on);
}

}  // namespace

TEST_CASE("each file is a test, and one without findings passes") {
  const auto xml = junit_of({});
  CHECK(says(xml, "tests=\"2\" failures=\"0\" errors=\"0\" time=\"1.235\""));
  CHECK(says(xml, "timestamp=\"2026-01-31T12:00:00\""));
  CHECK(says(xml, "<testcase name=\"a.cfg\" classname=\"validate\" time=\"0\"/>"));
  CHECK(says(xml, "<testcase name=\"b.cfg\" classname=\"validate\" time=\"0\"/>"));
  CHECK(says(xml, "2 files: as it is\n</system-out>"));
}

TEST_CASE("an error fails the test of its file, and a warning stands in the output") {
  const auto xml = junit_of({found("config.bad-perm", "b.cfg", "perm is wrong"),
                             found("config.bad-value", "b.cfg", "no number"),
                             found("config.unknown-section", "a.cfg", "not known")});
  CHECK(says(xml, "tests=\"2\" failures=\"1\" errors=\"0\""));
  CHECK(says(xml, "<testcase name=\"a.cfg\" classname=\"validate\" time=\"0\"/>"));
  CHECK(says(xml,
             "<failure type=\"config.bad-perm\" message=\"perm is wrong (and 1 more)\">"
             "b.cfg:3:7: error: perm is wrong [config.bad-perm]\n"
             "b.cfg:3:7: error: no number [config.bad-value]\n</failure>"));
  CHECK(says(xml, "<system-out>a.cfg:3:7: warning: not known [config.unknown-section]\n"));
}

TEST_CASE("what fails is what --fail-on says") {
  const auto warning = found("config.unknown-section", "a.cfg", "not known");
  const auto error = found("config.bad-perm", "b.cfg", "perm is wrong");
  CHECK(says(junit_of({warning, error}, Severity::warning), "failures=\"2\""));
  CHECK(says(junit_of({warning, error}, std::nullopt), "failures=\"0\""));
  CHECK(says(junit_of({warning, error}, std::nullopt), "perm is wrong [config.bad-perm]\n2 files"));
}

TEST_CASE("a file that could not be read is an error, whatever fails") {
  const auto xml =
      junit_of({make_finding("host.not-read", "cannot read c.cfg", Place{.file = "c.cfg"})}, std::nullopt);
  CHECK(says(xml, "tests=\"3\" failures=\"0\" errors=\"1\""));
  CHECK(says(xml,
             "<testcase name=\"c.cfg\" classname=\"validate\" time=\"0\">"
             "<error type=\"host.not-read\" message=\"cannot read c.cfg\">"));
}

TEST_CASE("a finding of no file has a test of its own when it fails") {
  const auto xml = junit_of({make_finding("host.not-written", "the disk is full")});
  CHECK(says(xml, "<testcase name=\"validate\" classname=\"validate\" time=\"0\"><error"));
}

TEST_CASE("markup and what XML cannot hold is escaped") {
  const auto xml =
      junit_of({found("config.bad-value", "a.cfg", "<A> & \"b\" ]]> \x1b[31m \xef\xbf\xbf \xff")});
  CHECK(says(xml, "message=\"&lt;A&gt; &amp; &quot;b&quot; ]]&gt; \\x1b[31m "));
  CHECK(xml.find('\x1b') == std::string::npos);
  CHECK(xml.find("\xef\xbf\xbf") == std::string::npos);
  CHECK(xml.find('\xff') == std::string::npos);
}

}  // namespace provtool
