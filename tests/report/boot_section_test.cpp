#include "report/boot_section.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "report/disclosure.hpp"
#include "report/json.hpp"
#include "report/sample_boot.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using Json = nlohmann::ordered_json;
using Keys = std::vector<std::string>;
using testing::says;

Json json_of(Report report) {
  disclose(report, Secrets::mask);
  return Json::parse(to_json(report));
}

Keys keys_of(const Json& json) {
  Keys keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  return keys;
}

}  // namespace

TEST_CASE("what a boot came to stands in its sections, in the contract's order") {
  const auto json = json_of(testing::checked(testing::sample_boot()));
  CHECK(keys_of(json) == Keys{"schema", "tool", "command", "started", "duration_ms", "asked", "device",
                              "assumptions", "interface", "discovery", "downloads", "boots", "files",
                              "effective", "findings", "verdict"});
  CHECK(json["boots"] == Json::parse(R"([{"url": "http://prov.example.com/utg200/{MODEL}.cfg",
    "outcome": "configured", "sentence": "the phone comes up with the values of 3 device files"}])"));
  CHECK(json["assumptions"].back() == "the phone sends SNI");
  CHECK(json["files"].size() == 4);
}

TEST_CASE("a file that came says from where, how long it took and who vouches for its server") {
  const auto json = json_of(testing::checked(testing::sample_boot()));
  const auto& standard = json["downloads"][2];
  CHECK(keys_of(standard) == Keys{"role", "url", "final_url", "protocol", "status", "reason", "attempts",
                                  "http_status", "bytes", "sha256", "timing_ms", "tls"});
  CHECK(keys_of(standard["attempts"][0]) == Keys{"url", "status", "reason", "elapsed_ms"});
  CHECK(standard["timing_ms"].dump() ==
        R"({"name_lookup":0.1,"connect":0.3,"tls":0.0,"first_byte":1.0,"total":1.2})");
  CHECK(keys_of(standard["tls"]) == Keys{"version", "subject", "issuer", "not_after", "verified", "root"});
  CHECK(json["downloads"][1]["role"] == "certificate");
  CHECK(json["downloads"][1]["index"] == 1);
}

TEST_CASE("of a file that did not come there is only why") {
  const auto json = json_of(testing::checked(testing::refused_boot()));
  CHECK(keys_of(json["downloads"][0]) == Keys{"role", "url", "status", "reason", "attempts"});
  CHECK_FALSE(json.contains("files"));
  CHECK_FALSE(json.contains("effective"));
  CHECK(json["findings"].back()["id"] == "download.refused");
  CHECK(json["findings"].back()["url"] == json["downloads"][0]["url"]);
}

TEST_CASE("of several contenders each says what it would give, and what is the same is said once") {
  Report report;
  auto result = testing::refused_boot();
  result.open = {{"config.no-key", "Give the key with --key-file."}};
  result.files = testing::sample_boot().files;
  result.effective = testing::sample_boot().effective;
  add(report, result, "192.0.2.1", "http://a.example.com/");
  add(report, result, "192.0.2.2", "http://b.example.com/");
  const auto json = json_of(report);
  CHECK(json["boots"][0]["contender"] == "192.0.2.1");
  CHECK(json["boots"][1]["contender"] == "192.0.2.2");
  CHECK(json["boots"][1]["url"] == "http://b.example.com/");
  for (const auto* section : {"downloads", "files", "effective"}) {
    CAPTURE(section);
    CHECK(json[section].front()["contender"] == "192.0.2.1");
    CHECK(json[section].back()["contender"] == "192.0.2.2");
  }
  CHECK(json["findings"].size() == 1);
  CHECK(json["open"].size() == 1);
  CHECK(keys_of(json["open"][0]) == Keys{"finding", "to_settle"});
}

TEST_CASE("the same finding twice in one boot is told twice: it may stand in two files") {
  Report report;
  auto result = testing::refused_boot();
  result.findings.push_back(result.findings.front());
  add(report, result, "", "http://a.example.com/");
  CHECK(report.findings.size() == 2);
}

TEST_CASE("what the catalogue calls a secret is masked, and a password in a URL") {
  auto result = testing::sample_boot();
  result.downloads[0].attempts[0].url = "ftp://phone:invented-pass@prov.example.com/a.cfg";
  auto report = testing::checked(result);
  disclose(report, Secrets::mask);
  CHECK_FALSE(says(to_json(report), "invented-pass"));
  auto shown = testing::checked(result);
  disclose(shown, Secrets::show);
  CHECK(says(to_json(shown), "invented-pass"));
}

TEST_CASE("a report of a boot that is read back and written again is the same") {
  auto report = testing::checked(testing::sample_boot());
  report.lookups.push_back({"sip.example.com",
                            "Device/Lines/Line[1]/Sip/SIP_RGSTR_ADDR",
                            {"192.0.2.5"},
                            {"192.0.2.53"},
                            "",
                            std::chrono::milliseconds(3)});
  report.open = {{"config.no-key", "Give the key with --key-file."}};
  const auto written = to_json(report);
  const auto read = from_json(written);
  REQUIRE_MESSAGE(read, read.error().message);
  CHECK(to_json(*read) == written);
}

}  // namespace provtool
