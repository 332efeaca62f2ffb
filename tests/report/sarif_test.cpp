#include "report/sarif.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "report/disclosure.hpp"
#include "report/sample_boot.hpp"
#include "report/sample_report.hpp"

namespace provtool {

namespace {

using Json = nlohmann::json;

Report report_with(std::vector<Finding> findings) {
  Report report;
  report.command = "validate";
  report.counts.emplace();
  report.files.push_back({"a b.cfg", FileKind::device, std::nullopt, false, true, 1, 100, 0});
  report.findings = std::move(findings);
  report.verdict = {VerdictStatus::failed, "1 file: 1 invalid", 1};
  return report;
}

Json run_of(Report report, Secrets secrets = Secrets::mask) {
  disclose(report, secrets);
  return Json::parse(to_sarif(report)).at("runs").at(0);
}

Json results_of(std::vector<Finding> findings) {
  return run_of(report_with(std::move(findings))).at("results");
}

Finding perm_at(std::size_t line, std::optional<std::string> parameter = std::nullopt) {
  return make_finding("config.bad-perm", "perm is wrong",
                      Place{.file = "a b.cfg", .line = line, .column = 7, .parameter = std::move(parameter)});
}

std::string fingerprint(const Json& result) {
  return result.at("partialFingerprints").at("provtoolFinding/v1");
}

}  // namespace

TEST_CASE("a finding is a result of its rule, at its place") {
  const auto run = run_of(report_with({perm_at(3, "Device/A")}));
  const auto& result = run.at("results").at(0);
  CHECK(result.at("ruleId") == "config.bad-perm");
  CHECK(result.at("level") == "error");
  CHECK(result.at("message").at("text") == "perm is wrong");
  const auto& rule = run.at("tool").at("driver").at("rules").at(result.at("ruleIndex").get<std::size_t>());
  CHECK(rule.at("id") == "config.bad-perm");
  CHECK(rule.at("defaultConfiguration").at("level") == "error");
  CHECK(rule.at("help").at("text") ==
        "Use RW or R, with ! before it to overwrite what the user has changed, or leave the attribute out.");
  const auto& place = result.at("locations").at(0).at("physicalLocation");
  CHECK(place.at("region") == Json{{"startLine", 3}, {"startColumn", 7}});
  CHECK(place.at("artifactLocation").at("uri") == "a%20b.cfg");
  const auto index = place.at("artifactLocation").at("index").get<std::size_t>();
  CHECK(run.at("artifacts").at(index).at("location").at("uri") == "a%20b.cfg");
  CHECK(run.at("columnKind") == "unicodeCodePoints");
}

TEST_CASE("an info is a note, and a warning a warning") {
  const Place place{.file = "a b.cfg", .line = 1};
  const auto results = results_of({make_finding("config.digest", "MD5", place),
                                   make_finding("config.unknown-section", "unknown", place)});
  CHECK(results.at(0).at("level") == "note");
  CHECK(results.at(1).at("level") == "warning");
}

TEST_CASE("every rule has an id of its own, and words") {
  const auto run = run_of(report_with({}));
  std::set<std::string> ids;
  for (const auto* list : {"rules", "notifications"})
    for (const auto& rule : run.at("tool").at("driver").at(list)) {
      CHECK(ids.insert(rule.at("id").get<std::string>()).second);
      CHECK_FALSE(rule.at("shortDescription").at("text").get<std::string>().empty());
      CHECK_FALSE(rule.at("help").at("text").get<std::string>().empty());
    }
  CHECK(ids.count("config.malformed") == 1);
  CHECK(ids.count("url.quoted") == 1);
  CHECK(ids.count("host.not-read") == 1);
  CHECK(ids.count("dhcp4.nak") == 0);
}

TEST_CASE("what could not be read is a notification of the run, which did not succeed") {
  auto report = report_with({make_finding("host.not-read", "cannot read c.cfg", Place{.file = "c.cfg"})});
  report.verdict.exit_code = 3;
  const auto run = run_of(report);
  CHECK(run.at("results").empty());
  const auto& invocation = run.at("invocations").at(0);
  CHECK(invocation.at("executionSuccessful") == false);
  CHECK(invocation.at("exitCode") == 3);
  const auto& notification = invocation.at("toolExecutionNotifications").at(0);
  CHECK(notification.at("descriptor").at("id") == "host.not-read");
  CHECK(notification.at("level") == "error");
  const auto index = notification.at("descriptor").at("index").get<std::size_t>();
  CHECK(run.at("tool").at("driver").at("notifications").at(index).at("id") == "host.not-read");
}

TEST_CASE("findings are no failure of the run") {
  const auto run = run_of(report_with({perm_at(1)}));
  CHECK(run.at("invocations").at(0).at("executionSuccessful") == true);
  CHECK(run.at("invocations").at(0).at("exitCode") == 1);
}

TEST_CASE("a fingerprint stays when lines move, and equal findings have different ones") {
  const auto before = results_of({perm_at(3, "Device/A"), perm_at(4, "Device/B"), perm_at(9, "Device/A")});
  const auto after = results_of({perm_at(13, "Device/A"), perm_at(14, "Device/B"), perm_at(19, "Device/A")});
  std::set<std::string> all;
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(fingerprint(before.at(i)) == fingerprint(after.at(i)));
    all.insert(fingerprint(before.at(i)));
  }
  CHECK(all.size() == 3);
}

TEST_CASE("a line number within a message is no part of the fingerprint") {
  const auto broken = [](const char* message) {
    return results_of({make_finding("config.malformed", message, Place{.file = "a b.cfg", .line = 9})});
  };
  CHECK(fingerprint(broken("<A> opened in line 12 is not closed").at(0)) ==
        fingerprint(broken("<A> opened in line 7 is not closed").at(0)));
  CHECK(fingerprint(broken("<A> opened in line 12 is not closed").at(0)) !=
        fingerprint(broken("<B> opened in line 12 is not closed").at(0)));
}

TEST_CASE("a path becomes a relative reference, byte by byte") {
  CHECK(to_uri_reference("a.cfg") == "a.cfg");
  CHECK(to_uri_reference("./a.cfg") == "a.cfg");
  CHECK(to_uri_reference("/etc/a.cfg") == "/etc/a.cfg");
  CHECK(to_uri_reference("//host/a.cfg") == "/host/a.cfg");
  CHECK(to_uri_reference("a:b%c?d#e.cfg") == "a%3Ab%25c%3Fd%23e.cfg");
  CHECK(to_uri_reference("\xc3\xa4.cfg") == "%C3%A4.cfg");
  // As a report spells what cannot be shown.
  CHECK(to_uri_reference("a\\x0ab\\xff.cfg") == "a%0Ab%FF.cfg");
  CHECK(to_uri_reference("a\\\\b.cfg") == "a%5Cb.cfg");
}

TEST_CASE("a secret within a file name is masked") {
  auto report = report_with({});
  report.files[0].name = "http://user:canary@host/a.cfg";
  CHECK(run_of(report).dump().find("canary") == std::string::npos);
  CHECK(run_of(report, Secrets::show).dump().find("canary") != std::string::npos);
}

TEST_CASE("of a network every finding but those about the run is a result") {
  auto report = testing::sample_report();
  report.findings = {make_finding("url.quoted", "in quotes", "dhcp160"), make_finding("dhcp4.nak", "no"),
                     make_finding("host.virtual", "eth0 is virtual")};
  const auto run = run_of(report);
  CHECK(run.at("results").size() == 2);
  CHECK(run.at("results").at(0).at("locations") ==
        Json::parse(R"([{"logicalLocations": [{"fullyQualifiedName": "dhcp160", "kind": "resource"}]}])"));
  CHECK_FALSE(run.at("results").at(1).contains("locations"));
  CHECK(run.at("invocations").at(0).at("toolExecutionNotifications").size() == 1);
}

TEST_CASE("a file that was loaded is named by its URL") {
  auto report = testing::checked(testing::sample_boot());
  const auto name = report.files[0].name;
  report.findings = {
      make_finding("config.bad-value", "no number", Place{.file = name, .line = 3}),
      make_finding("download.not-found", "lost", Place{.url = "http://prov.example.com/Config{MAC}.cfg"})};
  const auto run = run_of(report);
  const auto place = [&run](std::size_t i) {
    return run.at("results").at(i).at("locations").at(0).at("physicalLocation");
  };
  CHECK(place(0).at("artifactLocation") == Json{{"uri", name}, {"index", 0}});
  CHECK(place(0).at("region") == Json{{"startLine", 3}});
  CHECK(place(1).at("artifactLocation").at("uri") == "http://prov.example.com/Config%7BMAC%7D.cfg");
  CHECK(run.at("artifacts").at(0).at("location").at("uri") == name);
}

TEST_CASE("findings of two sources have different fingerprints") {
  auto report = testing::sample_report();
  report.findings = {make_finding("url.quoted", "in quotes", "dhcp160"),
                     make_finding("url.quoted", "in quotes", "dhcp66")};
  const auto results = run_of(report).at("results");
  CHECK(fingerprint(results.at(0)).substr(0, 16) != fingerprint(results.at(1)).substr(0, 16));
}

}  // namespace provtool
