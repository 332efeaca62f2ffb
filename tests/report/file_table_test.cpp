#include "report/file_table.hpp"

#include <doctest/doctest.h>

#include "report/sample_boot.hpp"

namespace provtool {

namespace {

using Texts = std::vector<std::string>;
using testing::checked;
using namespace std::chrono_literals;

Texts texts_of(const TableRow& row) {
  Texts texts;
  for (const auto& cell : row.cells) texts.push_back(cell.text);
  return texts;
}

}  // namespace

TEST_CASE("a row a file: role, URL, result, bytes, time") {
  const auto table = file_table(checked(testing::sample_boot()), false);
  REQUIRE(table.rows.size() == 5);
  CHECK(texts_of(table.rows[1]) ==
        Texts{"certificate 1", "http://prov.example.com/ca.pem", "ok", "512 bytes", "1 ms"});
  CHECK(texts_of(table.rows[2])[0] == "standard");
}

TEST_CASE("a file that came and cannot be used is not called ok") {
  auto result = testing::sample_boot();
  result.files[1].valid = false;
  result.files[2].encrypted = true;
  result.files[3].encrypted = true;
  result.files[3].valid = false;
  const auto table = file_table(checked(result), false);
  CHECK(texts_of(table.rows[2])[2] == "invalid");
  CHECK(texts_of(table.rows[3])[2] == "decrypted");
  CHECK(texts_of(table.rows[4])[2] == "encrypted");
}

TEST_CASE("a file that did not come says why, and how long that took") {
  auto result = testing::refused_boot();
  result.downloads[0].attempts.push_back({"x", DownloadStatus::failed, "again", 700us});
  CHECK(texts_of(file_table(checked(result), false).rows[0]) ==
        Texts{"initial", "http://prov.example.com/utg200/KX-UTG200B.cfg", "refused", "", "1 ms"});
  result.downloads[0].failure.clear();  // as it is read back from JSON
  CHECK(texts_of(file_table(checked(result), false).rows[0])[2] == "failed");
  result.downloads[0].http_status = 418;
  CHECK(texts_of(file_table(checked(result), false).rows[0])[2] == "failed, 418");
  result.downloads[0].status = DownloadStatus::skipped;
  CHECK(texts_of(file_table(checked(result), false).rows[0])[2] == "skipped");
}

TEST_CASE("a lost file is named as it was asked for, unless several were") {
  auto result = testing::refused_boot();
  auto& lost = result.downloads[0];
  lost.url = "http://prov.example.com/{MAC}.cfg";
  lost.attempts[0].url = "http://prov.example.com/0080F0123456.cfg";
  lost.failure = "download.tls-name";
  CHECK(texts_of(file_table(checked(result), false).rows[0])[1] == lost.attempts[0].url);
  CHECK(texts_of(file_table(checked(result), false).rows[0])[2] == "TLS name");
  lost.attempts.push_back(lost.attempts[0]);
  CHECK(texts_of(file_table(checked(result), false).rows[0])[1] == lost.url);
}

TEST_CASE("attempts stand below their file when they are wanted and there is more than the one that served") {
  auto result = testing::sample_boot();
  auto& initial = result.downloads[0];
  initial.attempts.insert(initial.attempts.begin(), {"tftp://prov.example.com/a.cfg", DownloadStatus::failed,
                                                     "no answer within 7 s", 7s});
  CHECK(file_table(checked(result), false).rows.size() == 5);
  const auto table = file_table(checked(result), true);
  REQUIRE(table.rows.size() == 7);
  CHECK(table.rows[1].whole == "  tftp://prov.example.com/a.cfg  no answer within 7 s, 7.0 s");
}

TEST_CASE("files of several contenders stand below their server, and where one was saved below it") {
  auto report = checked(testing::refused_boot());
  report.downloads[0].contender = "192.0.2.1";
  report.downloads.push_back(report.downloads[0]);
  report.downloads[1].contender = "192.0.2.2";
  report.downloads[1].saved_as = "files/initial.cfg";
  const auto table = file_table(report, false);
  REQUIRE(table.rows.size() == 5);
  CHECK(table.rows[0].whole == "With 192.0.2.1");
  CHECK(table.rows[2].whole == "With 192.0.2.2");
  CHECK(table.rows[4].whole == "  saved as files/initial.cfg");
}

}  // namespace provtool
