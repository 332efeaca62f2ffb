#include "provisioning/loaded_file.hpp"

#include <doctest/doctest.h>

#include "support/config_files.hpp"
#include "support/data_file.hpp"
#include "support/findings.hpp"

namespace provtool {

namespace {

using namespace testing;

LoadedFile came_as(const std::string& content, const std::string& url = "http://h.example/a.cfg") {
  LoadedFile loaded;
  loaded.download.role = DownloadRole::standard;
  loaded.download.url = "h.example/a.cfg";
  loaded.download.final_url = url;
  loaded.download.status = DownloadStatus::ok;
  loaded.download.http_status = 200;
  loaded.download.content_type = "text/html";
  loaded.download.content = to_bytes(content);
  return loaded;
}

const FileKey k_good{"0123456789abcdef0123456789abcdef"};
const FileKey k_other{"another key"};

LoadedFile read(LoadedFile loaded, const std::vector<const FileKey*>& keys = {},
                const FileKey** used = nullptr) {
  static const Identity k_identity;
  const auto* key = read_configuration(loaded, {known_catalogue(), k_identity}, keys);
  if (used != nullptr) *used = key;
  return loaded;
}

}  // namespace

TEST_CASE("a configuration has the role and the URL that it came by") {
  const auto loaded = read(came_as(device_file("")));
  REQUIRE(loaded.file);
  CHECK(loaded.counts());
  CHECK(loaded.file->role == FileRole::standard);
  CHECK(loaded.file->name == "http://h.example/a.cfg");
}

TEST_CASE("what is not one makes the download a failed one, and is no file") {
  const auto loaded = read(came_as("<html/>"));
  CHECK_FALSE(loaded.file);
  CHECK_FALSE(loaded.counts());
  CHECK(loaded.download.status == DownloadStatus::failed);
  CHECK(loaded.download.failure == "download.not-a-config");
  CHECK(loaded.instead == "it is an HTML page");
  const auto& finding = only(loaded.download.findings, "download.not-a-config");
  CHECK(says(finding, "(status 200, Content-Type text/html)"));
  CHECK(finding.place.url == "http://h.example/a.cfg");
}

TEST_CASE("what did not come is not read") {
  auto lost = came_as(device_file(""));
  lost.download.status = DownloadStatus::failed;
  CHECK_FALSE(read(lost).file);
}

TEST_CASE("of several keys the first that opens a file counts") {
  const auto sealed = came_as(load_data_file("config/128md5.enc"), "http://h.example/a.enc");
  const FileKey* used = nullptr;
  CHECK(read(sealed, {&k_other, &k_good}, &used).counts());
  CHECK(used == &k_good);
  CHECK_FALSE(read(sealed, {&k_other}, &used).counts());
  CHECK(used == nullptr);
  const auto without = read(sealed);
  CHECK_FALSE(without.counts());
  CHECK(without.is_open());
  CHECK(read(came_as(device_file("")), {&k_good}, &used).counts());
  CHECK(used == nullptr);
}

}  // namespace provtool
