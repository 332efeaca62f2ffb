#include "app/save.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "app/runs.hpp"

namespace provtool {

namespace {

using testing::content_of;
using testing::Ids;
using testing::ids_of;
using testing::says;

Download download(DownloadRole role, const std::string& content, std::size_t index = 0) {
  Download download;
  download.role = role;
  download.index = index;
  download.status = DownloadStatus::ok;
  download.content = to_bytes(content);
  download.url = "http://prov.example.com/../../../../etc/passwd";
  return download;
}

struct Saving : testing::Runs {
  Saving() { options.load.save = folder.path(); }

  std::vector<Download> downloads{download(DownloadRole::initial, "initial"),
                                  download(DownloadRole::standard, "standard")};
  std::vector<Finding> findings;

  bool can() {
    auto run = begun();
    const bool good = can_save(run, testing::Harmless::no_rights());
    findings = run.report.findings;
    return good;
  }
  void save(std::size_t contender = 0) {
    auto run = begun();
    provtool::save(run, testing::Harmless::no_rights(), downloads, contender);
    findings = run.report.findings;
  }
};

}  // namespace

TEST_CASE("what came is saved under the name of its role, for its owner alone") {
  Saving saving;
  saving.downloads.push_back(download(DownloadRole::certificate, "one", 1));
  saving.downloads.push_back(download(DownloadRole::certificate, "three", 3));
  saving.downloads.push_back(download(DownloadRole::product, "lost"));
  saving.downloads.back().status = DownloadStatus::failed;
  REQUIRE(saving.can());
  saving.save();
  CHECK(saving.findings.empty());
  CHECK(saving.saved() == Ids{"certificate1.pem", "certificate3.pem", "initial.cfg", "standard.cfg"});
  CHECK(content_of(saving.folder / "certificate3.pem") == "three");
  CHECK(saving.downloads[1].saved_as == saving.folder / "standard.cfg");
  CHECK(saving.downloads[4].saved_as.empty());
  for (const auto& name : saving.saved()) {
    struct stat info {};
    REQUIRE(stat((saving.folder / name).c_str(), &info) == 0);
    CHECK((info.st_mode & 07777) == 0600);
  }
}

TEST_CASE("what several servers lead to does not get mixed up") {
  Saving saving;
  saving.save(1);
  saving.save(2);
  CHECK(saving.saved() == Ids{"contender1-initial.cfg", "contender1-standard.cfg", "contender2-initial.cfg",
                              "contender2-standard.cfg"});
  CHECK(saving.downloads[0].saved_as == saving.folder / "contender2-initial.cfg");
}

TEST_CASE("a slash at the folder's end is no part of the names") {
  Saving saving;
  saving.options.load.save = saving.folder.path().string() + "/";
  saving.save();
  CHECK(saving.downloads[0].saved_as == saving.folder / "initial.cfg");
}

TEST_CASE("nothing is saved that nobody asked for") {
  Saving saving;
  saving.options.load.save.reset();
  CHECK(saving.can());
  saving.save();
  CHECK(saving.saved().empty());
  CHECK(saving.downloads[0].saved_as.empty());
}

TEST_CASE("a file that is there is told before anything is loaded, and stays") {
  for (const auto* name : {"initial.cfg", "certificate2.pem", "certificate3.pem", "master.cfg"}) {
    CAPTURE(name);
    Saving saving;
    saving.folder.write(name, "mine");
    CHECK_FALSE(saving.can());
    REQUIRE(saving.findings.size() == 1);
    CHECK(saving.findings[0].id == "host.not-written");
    CHECK(says(saving.findings[0].message, name));
    saving.options.output.force = true;
    CHECK(saving.can());
  }
}

TEST_CASE("a file that came meanwhile stays, unless it may be overwritten") {
  Saving saving;
  saving.folder.write("standard.cfg", "mine");
  saving.save();
  CHECK(content_of(saving.folder / "standard.cfg") == "mine");
  CHECK(content_of(saving.folder / "initial.cfg") == "initial");
  CHECK(ids_of(saving.findings) == Ids{"host.not-written"});
  CHECK(saving.downloads[1].saved_as.empty());
  saving.options.output.force = true;
  saving.save();
  CHECK(content_of(saving.folder / "standard.cfg") == "standard");
}

TEST_CASE("a symbolic link is not followed, whatever is allowed") {
  for (const bool force : {false, true}) {
    Saving saving;
    saving.options.output.force = force;
    saving.folder.write("elsewhere", "mine");
    std::filesystem::create_symlink(saving.folder / "elsewhere", saving.folder / "standard.cfg");
    CHECK_FALSE(saving.can());
    CHECK(says(saving.findings.at(0), "symbolic link"));
    saving.save();
    CHECK(content_of(saving.folder / "elsewhere") == "mine");
    CHECK(ids_of(saving.findings) == Ids{"host.not-written"});
  }
}

TEST_CASE("the folder is made, for its owner alone; those above it are not") {
  Saving saving;
  saving.options.load.save = saving.folder / "new";
  REQUIRE(saving.can());
  struct stat info {};
  REQUIRE(stat((saving.folder / "new").c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0700);
  saving.options.load.save = saving.folder / "a/b";
  CHECK_FALSE(saving.can());
  CHECK(ids_of(saving.findings) == Ids{"host.not-written"});
}

TEST_CASE("a dry run makes no folder") {
  Saving saving;
  saving.options.load.save = saving.folder / "new";
  saving.options.what.dry_run = true;
  CHECK(saving.can());
  CHECK(saving.saved().empty());
}

}  // namespace provtool
