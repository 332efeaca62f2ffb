#include "app/effective_file.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "app/runs.hpp"

namespace provtool {

namespace {

using testing::content_of;
using testing::element;
using testing::Ids;
using testing::ids_of;
using testing::says;

struct Writing : testing::Runs {
  std::vector<ConfigFile> device_files{
      testing::read_device(testing::prov(element("CFG_RESYNC_FROM_SIP", "check-sync")), FileRole::standard)};
  std::vector<Finding> findings;

  std::string path() { return folder / "effective.cfg"; }
  void write() {
    auto run = begun();
    write_effective(run, testing::Harmless::no_rights(), path(), device_files, merge(device_files));
    findings = run.report.findings;
  }
  void give_secret() {
    device_files.push_back(testing::read_device(
        testing::lines(testing::line("1", element("SIP_PASS", "invented"))), FileRole::product, "b.cfg"));
  }
};

}  // namespace

TEST_CASE("what the files come to is written as one device file, for its owner alone") {
  Writing writing;
  writing.write();
  CHECK(writing.findings.empty());
  const auto text = content_of(writing.path());
  CHECK(says(text, "<CFG_RESYNC_FROM_SIP>check-sync</CFG_RESYNC_FROM_SIP>"));
  struct stat info {};
  REQUIRE(stat(writing.path().c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0600);
  CHECK(says(writing.console.diagnostics,
             "effective.cfg was written: the effective configuration, 1 parameter"));
}

TEST_CASE("secrets are written when somebody said that they may be shown") {
  Writing writing;
  writing.give_secret();
  writing.write();
  CHECK(writing.saved().empty());
  CHECK(says(testing::only(writing.findings, "host.not-written"), "allow them with --show-secrets"));
  writing.options.output.secrets = Secrets::show;
  writing.write();
  CHECK(says(content_of(writing.path()), "invented"));
}

TEST_CASE("a file that counts for nothing keeps it from being written, and is named") {
  Writing writing;
  writing.device_files.push_back(testing::read_whole("<PANASIPPhoneConfig", FileRole::master, "broken.cfg"));
  writing.write();
  CHECK(writing.saved().empty());
  CHECK(says(testing::only(writing.findings, "host.not-written"), "broken.cfg"));
}

TEST_CASE("a file that is there stays, unless it may be overwritten") {
  Writing writing;
  writing.folder.write("effective.cfg", "mine");
  writing.write();
  CHECK(content_of(writing.path()) == "mine");
  CHECK(ids_of(writing.findings) == Ids{"host.not-written"});
  CHECK(writing.console.diagnostics.empty());
  writing.options.output.force = true;
  writing.write();
  CHECK(content_of(writing.path()) != "mine");
}

}  // namespace provtool
