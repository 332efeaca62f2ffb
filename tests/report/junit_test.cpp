#include "report/junit.hpp"

#include <doctest/doctest.h>

#include "report/disclosure.hpp"
#include "report/sample_boot.hpp"
#include "report/sample_report.hpp"
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

std::string network_junit(Report report, std::optional<Severity> fail_on = Severity::error) {
  disclose(report, Secrets::mask);
  return to_junit(report, fail_on);
}

std::string passed(const std::string& command, const std::string& name, const std::string& time) {
  return "<testcase name=\"" + name + "\" classname=\"" + command + "\" time=\"" + time + "\"/>\n";
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

TEST_CASE("each source that was asked is a test, and what was not is told") {
  const auto xml = network_junit(testing::sample_report());
  CHECK(says(xml, "tests=\"5\" failures=\"0\" errors=\"0\""));
  CHECK(says(xml, passed("discover", "dhcp160", "0.012")));
  CHECK(says(xml, passed("discover", "pnp", "0")));
  CHECK_FALSE(says(xml, "<testcase name=\"redirect\""));
  CHECK(says(xml, "redirect: not_reached, "));
  CHECK(says(xml, "dhcp6: not_applicable, "));
}

TEST_CASE("a finding of a source fails its test, and one of no source that of the run") {
  auto report = testing::sample_report();
  report.findings = {make_finding("url.quoted", "in quotes", "dhcp160"),
                     make_finding("decision.winner-unusable", "not usable"),
                     make_finding("redirect.failed", "no answer", "redirect")};
  const auto xml = network_junit(report, Severity::warning);
  CHECK(says(xml, "tests=\"6\" failures=\"2\""));
  CHECK(says(
      xml, "<testcase name=\"dhcp160\" classname=\"discover\" time=\"0.012\"><failure type=\"url.quoted\""));
  CHECK(says(xml,
             "<testcase name=\"discover\" classname=\"discover\" time=\"0\"><failure "
             "type=\"decision.winner-unusable\" message=\"not usable (and 1 more)\">"));
}

TEST_CASE("each file that was loaded, or could not be, is a test, by its role") {
  auto report = testing::checked(testing::sample_boot());
  const auto& url = report.downloads[2].url;
  report.findings = {make_finding("config.bad-value", "no number", Place{.file = report.files[1].name}),
                     make_finding("download.not-found", "lost", Place{.url = url})};
  const auto xml = network_junit(report);
  for (const auto* name : {"initial file", "certificate 1", "product file", "master file"})
    CHECK(says(xml, "<testcase name=\"" + std::string(name) + "\" classname=\"check\""));
  CHECK(says(xml,
             "<testcase name=\"standard file\" classname=\"check\" time=\"0.001\"><failure "
             "type=\"config.bad-value\" message=\"no number (and 1 more)\">"));
  CHECK(says(xml, "tests=\"10\" failures=\"1\""));
}

TEST_CASE("what is unknown is not green") {
  auto report = testing::sample_report();
  report.verdict = {VerdictStatus::undetermined, "Nobody knows.", 3, "Run as root."};
  CHECK(says(network_junit(report, std::nullopt),
             "<testcase name=\"discover\" classname=\"discover\" time=\"0\"><error type=\"undetermined\" "
             "message=\"Nobody knows.\">Run as root.\n</error></testcase>"));
  report.findings.push_back(make_finding("host.no-privilege", "not allowed"));
  CHECK(says(network_junit(report), "errors=\"1\""));
  CHECK(says(network_junit(report), "<error type=\"host.no-privilege\" message=\"not allowed\">"));
}

}  // namespace provtool
