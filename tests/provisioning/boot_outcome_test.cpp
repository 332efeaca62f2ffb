#include "provisioning/boot_outcome.hpp"

#include <doctest/doctest.h>

#include "support/config_files.hpp"
#include "support/findings.hpp"

namespace provtool {

namespace {

using namespace testing;

LoadedFile good(DownloadRole role, const std::string& content = device_file("")) {
  LoadedFile loaded;
  loaded.download.role = role;
  loaded.download.status = DownloadStatus::ok;
  loaded.file = read_whole(content, file_role(role), "a.cfg");
  return loaded;
}
LoadedFile initial() {
  return good(DownloadRole::initial, "<PANASIPPhoneConfig><Initial/></PANASIPPhoneConfig>");
}
LoadedFile lost(DownloadRole role) {
  LoadedFile loaded;
  loaded.download.role = role;
  loaded.download.url = "http://h.example/lost.cfg";
  loaded.download.failure = "download.not-found";
  loaded.download.findings.push_back(make_finding("download.not-found", "not there"));
  loaded.download.findings.push_back(make_finding("download.redirected", "led on"));
  return loaded;
}
LoadedFile open(DownloadRole role) {
  auto loaded = lost(role);
  loaded.download.open.push_back({"download.not-found", "Give it."});
  return loaded;
}

const std::vector<EffectiveValue> k_some(3);
constexpr auto k_standard = DownloadRole::standard;
constexpr auto k_master = DownloadRole::master;

BootOutcome outcome(const std::vector<LoadedFile>& loaded,
                    const std::vector<EffectiveValue>& values = k_some) {
  return outcome_of(loaded, values);
}

}  // namespace

TEST_CASE("what the phone comes up with depends on the first file, then on the device files") {
  CHECK(outcome({initial(), good(k_standard)}) == BootOutcome::configured);
  CHECK(outcome({initial(), good(k_standard), lost(k_master)}) == BootOutcome::partly);
  CHECK(outcome({initial(), lost(k_standard), lost(k_master)}, {}) == BootOutcome::saved);
  CHECK(outcome({initial(), good(k_standard), open(k_master)}) == BootOutcome::unknown);
  CHECK(outcome({initial(), lost(k_standard), open(k_master)}, {}) == BootOutcome::unknown);
  CHECK(outcome({lost(DownloadRole::initial)}, {}) == BootOutcome::saved);
  CHECK(outcome({open(DownloadRole::initial)}, {}) == BootOutcome::unknown);
  CHECK(outcome({initial()}, {}) == BootOutcome::empty);
  CHECK(outcome({initial(), good(k_standard)}, {}) == BootOutcome::empty);
}

TEST_CASE("files that contain no value leave the phone as it is") {
  const std::vector loaded{initial(), good(k_standard)};
  CHECK(sentence_of(BootOutcome::empty, loaded, {}) ==
        "its device file loads, and contains no value: the phone keeps what it has");
}

TEST_CASE("several lost files are each named with what happened") {
  const std::vector loaded{initial(), lost(k_standard), good(DownloadRole::product), lost(k_master)};
  CHECK(sentence_of(BootOutcome::partly, loaded, k_some) ==
        "its standard and master files are not there: the phone goes on with product, 3 values");
}

TEST_CASE("what is certainly wrong is no open question, whatever else could be settled") {
  auto both = open(DownloadRole::initial);
  both.download.findings.push_back(make_finding("download.tls-expired", "expired"));
  CHECK(outcome({both}, {}) == BootOutcome::saved);
}

TEST_CASE("without a root that should have come only a phone that has it already goes on") {
  auto certificate = lost(DownloadRole::certificate);
  certificate.download.index = 1;
  auto untrusted = [](DownloadRole role) {
    auto loaded = open(role);
    loaded.download.failure = loaded.download.open[0].finding = "download.tls-untrusted";
    loaded.download.findings = {make_finding("download.tls-untrusted", "unknown root")};
    return loaded;
  };
  const std::vector loaded{initial(), certificate, untrusted(k_standard), untrusted(k_master)};
  const auto sentence = sentence_of(BootOutcome::unknown, loaded, {});
  CHECK(sentence.starts_with(
      "its standard and master files do not load, because their server's certificate leads to a root that is "
      "not known here; its certificate 1 is not there: unless the phone has that root from an earlier boot, "
      "the phone keeps its saved configuration"));
}

TEST_CASE("a loss is softened as well where another device file could count") {
  std::vector loaded{initial(), open(k_standard), lost(k_master)};
  soften_losses(loaded);
  CHECK(loaded[1].download.findings[0].severity == Severity::error);
  CHECK(says(loaded[2].download.findings[0], "not there; the standard file could not be judged"));
}

TEST_CASE("a loss is softened where another device file counts, and what else was said stays") {
  std::vector loaded{initial(), lost(k_standard), good(k_master)};
  soften_losses(loaded);
  CHECK(ids_of(loaded[1].download.findings) == Ids{"download.partial", "download.redirected"});
  CHECK(says(loaded[1].download.findings[0], "not there; the phone goes on with the master file"));
}

TEST_CASE("a loss stays an error beside no other file, and one that could be settled as well") {
  std::vector alone{initial(), lost(k_standard)};
  soften_losses(alone);
  CHECK(alone[1].download.findings[0].severity == Severity::error);
  std::vector settled{initial(), open(k_standard), good(k_master)};
  soften_losses(settled);
  CHECK(settled[1].download.findings[0].severity == Severity::error);
  std::vector first{lost(DownloadRole::initial), good(k_master)};
  soften_losses(first);
  CHECK(first[0].download.findings[0].severity == Severity::error);
}

}  // namespace provtool
