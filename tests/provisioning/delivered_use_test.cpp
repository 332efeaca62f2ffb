#include "provisioning/delivered_use.hpp"

#include <doctest/doctest.h>

#include "support/says.hpp"

namespace provtool {

namespace {

using Root = TlsFacts::Root;

LoadedFile came(DownloadRole role) {
  LoadedFile loaded;
  loaded.download.role = role;
  loaded.download.status = DownloadStatus::ok;
  return loaded;
}
LoadedFile over_tls(DownloadRole role, Root root, bool system_suffices = false) {
  auto loaded = came(role);
  loaded.tls.emplace();
  loaded.tls->root = root;
  loaded.tls->system_suffices = system_suffices;
  return loaded;
}

std::string said(std::vector<LoadedFile> device_files) {
  device_files.insert(device_files.begin(), came(DownloadRole::certificate));
  const auto finding = judge_use_of_delivered(device_files);
  return finding ? finding->message : "";
}

}  // namespace

TEST_CASE("a chain that leads to a delivered root alone needs it") {
  CHECK(said({over_tls(DownloadRole::standard, Root::delivered)}) ==
        "the standard file came over TLS that is trusted by a delivered certificate alone");
  const auto both = said({over_tls(DownloadRole::standard, Root::delivered, true),
                          over_tls(DownloadRole::master, Root::delivered)});
  CHECK(
      testing::says(both, "the master file came over TLS that is trusted by a delivered certificate alone"));
  CHECK(
      testing::says(both, "the standard file came over TLS that is trusted by a delivered certificate and"));
}

TEST_CASE("without TLS, and with another root, a delivered one was not needed") {
  CHECK(testing::says(said({came(DownloadRole::standard)}), "came without TLS"));
  CHECK(testing::says(said({over_tls(DownloadRole::standard, Root::given), came(DownloadRole::master)}),
                      "the standard and master files came without need"));
}

TEST_CASE("nothing is said where nothing was delivered or nothing came") {
  CHECK(said({}).empty());
  CHECK_FALSE(judge_use_of_delivered(std::vector{came(DownloadRole::standard)}));
  auto lost = came(DownloadRole::standard);
  lost.download.status = DownloadStatus::failed;
  CHECK(said({lost}).empty());
}

}  // namespace provtool
