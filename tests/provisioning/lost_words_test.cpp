#include "provisioning/lost_words.hpp"

#include <doctest/doctest.h>

#include "base/secrets.hpp"
#include "findings/catalogue.hpp"
#include "support/config_files.hpp"

namespace provtool {

namespace {

LoadedFile lost_by(const std::string& id) {
  LoadedFile lost;
  lost.download.role = DownloadRole::standard;
  lost.download.failure = id;
  lost.download.reason = "a reason";
  return lost;
}

}  // namespace

TEST_CASE("every error of a download has words of its own") {
  for (const auto& kind : k_download_findings) {
    if (kind.severity != Severity::error || kind.id == "download.not-a-config") continue;
    CAPTURE(kind.id);
    CHECK(of_only_file(lost_by(std::string(kind.id))).find("a reason") == std::string::npos);
  }
}

TEST_CASE("everything that voids a file has words of its own") {
  for (const std::string id : {"config.malformed", "config.doctype", "config.too-large", "config.wrong-root",
                               "config.no-key", "config.decrypt"}) {
    LoadedFile lost = lost_by("");
    lost.file.emplace();
    lost.file->findings.push_back({id, Severity::error, "", "", {}});
    CAPTURE(id);
    CHECK(of_device_file(lost).find("a reason") == std::string::npos);
    CHECK(of_only_file(lost) == "its standard file " + of_device_file(lost));
  }
}

TEST_CASE("a device file is lost because of its server, or has a word of its own") {
  CHECK(of_device_file(lost_by("download.refused")) ==
        "does not load, because its server refuses the connection");
  CHECK(of_device_file(lost_by("download.not-found")) == "is not there");
}

TEST_CASE("what could be settled is told otherwise than what is certain") {
  auto lost = lost_by("download.auth");
  CHECK(of_only_file(lost) == "its server refuses the user and password that were sent");
  lost.download.open.push_back({"download.auth", "Give them."});
  CHECK(of_only_file(lost) == "its server asks for a user and a password, and none were given");
}

TEST_CASE("no words of ours look like a secret, whatever follows them") {
  for (const auto& kind : k_download_findings) {
    auto lost = lost_by(std::string(kind.id));
    for (int open = 0; open < 2; ++open, lost.download.open.push_back({"", "Give it."}))
      for (const auto* const next : {": the phone", ", and", " and", "."}) {
        CAPTURE(kind.id);
        CHECK_FALSE(mask_secrets(of_only_file(lost) + next).masked);
        CHECK_FALSE(mask_secrets(of_device_file(lost) + next).masked);
      }
  }
}

TEST_CASE("what came instead is named, when it is something") {
  auto lost = lost_by("download.not-a-config");
  lost.instead = "it is an HTML page";
  CHECK(of_only_file(lost) == "what it loads is an HTML page, not a configuration file");
  CHECK(of_device_file(lost) == "is an HTML page, not a configuration file");
  lost.instead = "its lines begin with >, as they do in the answer to a mail";
  CHECK(of_only_file(lost) == "its standard file is not a configuration file");
}

TEST_CASE("for anything else the reason of the download stands") {
  CHECK(of_only_file(lost_by("")) == "its standard file could not be loaded (a reason)");
}

}  // namespace provtool
