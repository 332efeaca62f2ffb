#include "report/changes.hpp"

#include <doctest/doctest.h>

#include "report/disclosure.hpp"
#include "report/sample_boot.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using Texts = std::vector<std::string>;
using testing::checked;
using testing::sample_boot;
using testing::says;

Texts shown(const Report& before, const Report& after, Secrets secrets = Secrets::mask) {
  Texts texts;
  for (const auto& change : changes(before, after)) texts.push_back(disclosed(change, secrets));
  return texts;
}

SourceSection& source_of(Report& report, SourceId id) {
  for (auto& source : report.discovery->sources)
    if (source.source == id) return source;
  return report.discovery->sources.front();
}

}  // namespace

TEST_CASE("the same again is no change, whenever it was and however long it took") {
  const auto before = checked(sample_boot());
  auto after = before;
  after.started = *after.started + std::chrono::hours(1);
  after.duration = Duration(7);
  after.downloads[0].timing->total = Duration(9);
  after.downloads[0].attempts[0].elapsed = Duration(9);
  after.discovery->sources[2].elapsed = Duration(9);
  after.findings[0].message = "read from the OFFER of 192.0.2.1, 9 ms";
  CHECK(changes(before, after).empty());
  CHECK(changes(Report{}, Report{}).empty());
}

TEST_CASE("verdict, winner and URL are told with what they were") {
  const auto before = checked(sample_boot());
  auto after = before;
  after.verdict.status = VerdictStatus::failed;
  after.boots[0].outcome = BootOutcome::saved;
  after.discovery->decision.winner = SourceId::dhcp66;
  after.discovery->decision.url = "192.0.2.1";
  CHECK(shown(before, after) == Texts{"verdict: failed, was ok",
                                      "winner: DHCP option 66, was DHCP option 160",
                                      "URL: 192.0.2.1, was http://prov.example.com/utg200/{MODEL}.cfg",
                                      "the phone: saved, was configured"});
  after = before;
  after.discovery->decision.winner = std::nullopt;
  after.discovery->decision.outcome = Outcome::contested;
  CHECK(shown(before, after) == Texts{"winner: none, contested, was DHCP option 160",
                                      "URL: gone, was http://prov.example.com/utg200/{MODEL}.cfg"});
}

TEST_CASE("a source's status and value are told, each in its line") {
  const auto before = checked(sample_boot());
  auto after = before;
  auto& source = source_of(after, SourceId::pnp);
  source.status = Status::found;
  source.raw = source.url = "ftp://u:invented-pass@a/";
  CHECK(shown(before, after) == Texts{"SIP PnP: found \"ftp://u:***@a/\", was no answer"});
}

TEST_CASE("a file that is lost, changed or elsewhere is told") {
  const auto before = checked(sample_boot());
  auto after = before;
  after.downloads[2].status = DownloadStatus::failed;
  after.downloads[2].failure = "download.not-found";
  after.downloads[3].sha256 = std::string(64, 'b');
  after.downloads[4].url = "http://elsewhere.example.com/";
  CHECK(
      shown(before, after) ==
      Texts{
          "standard file: failed (download.not-found), was 512 bytes, SHA-256 aaaaaaaaaaaa…",
          "product file: 512 bytes, SHA-256 bbbbbbbbbbbb…, was 512 bytes, SHA-256 aaaaaaaaaaaa…",
          "master file's URL: http://elsewhere.example.com/, was https://prov.example.com/ConfigCommon.cfg"});
}

TEST_CASE("values are told with what they were, a secret without it") {
  const auto before = checked(sample_boot());
  auto after = before;
  after.effective[1].value = "";
  after.effective[3].value = "another-pass";
  after.effective.erase(after.effective.begin() + 4);
  after.effective.push_back(after.effective[0]);
  after.effective.back().parameter = "Device/New";
  const auto told = shown(before, after);
  CHECK(told == Texts{"Device/Lines/Line[1]/Sip/PHONE_NUMBER: empty, was \"201\"",
                      "Device/Lines/Line[1]/Sip/SIP_PASS: \"***\", was \"***\"",
                      "Device/New: \"Yes\", which is new",
                      "gone: Device/Lines/Line[1]/Sip/SIP_RGSTR_ADDR, was \"sip.example.com\""});
  CHECK(says(shown(before, after, Secrets::show)[1], "\"another-pass\", was \"invented-pass\""));
}

TEST_CASE("a secret that is gone is told like any other value") {
  const auto before = checked(sample_boot());
  auto after = before;
  after.effective.erase(after.effective.begin() + 3);
  CHECK(shown(before, after) == Texts{"gone: Device/Lines/Line[1]/Sip/SIP_PASS, was \"***\""});
}

TEST_CASE("a configuration that is lost or comes back is one change, and so is each of its files") {
  const auto whole = checked(sample_boot());
  auto lost = whole;
  lost.effective.clear();
  lost.downloads.resize(4);
  CHECK(shown(whole, lost) == Texts{"master file: gone, was 512 bytes, SHA-256 aaaaaaaaaaaa…",
                                    "effective configuration: gone, was 15 values"});
  CHECK(shown(lost, whole) == Texts{"master file: 512 bytes, SHA-256 aaaaaaaaaaaa…, which is new",
                                    "effective configuration: 15 values, was none"});
}

TEST_CASE("findings are new or gone, and one of two equal ones is") {
  auto before = checked(sample_boot());
  auto after = before;
  before.findings = {make_finding("dhcp4.nak", "refused")};
  after.findings = {make_finding("download.timeout", "silent"), make_finding("download.timeout", "silent")};
  CHECK(shown(before, after) == Texts{"new error download.timeout: silent",
                                      "new error download.timeout: silent",
                                      "gone: warning dhcp4.nak: refused"});
  before.findings = {after.findings[0]};
  CHECK(shown(before, after).size() == 1);
}

TEST_CASE("what each contender gives is compared with what it gave") {
  auto before = checked(sample_boot());
  for (auto& value : before.effective) value.contender = "192.0.2.1";
  auto after = before;
  after.effective[1].value = "209";
  CHECK(shown(before, after) ==
        Texts{"with 192.0.2.1, Device/Lines/Line[1]/Sip/PHONE_NUMBER: \"209\", was \"201\""});
}

}  // namespace provtool
