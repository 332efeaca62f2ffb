#include "io/file_walk.hpp"

#include <doctest/doctest.h>

#include "support/folder.hpp"
#include "support/harmless.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using testing::Folder;
using testing::says;
using Names = std::vector<std::string>;

// What a walk yields: paths below the folder without it, and troubles after "!".
Names walked(const Folder& folder, Names names, const Names& already = {}) {
  const Signals signals;
  KernelFiles files(signals);
  for (auto& name : names) name = folder / name;
  FileWalk walk(files, testing::Harmless::no_rights(), names, {".cfg"}, already);
  Names found;
  while (const auto step = walk.next())
    found.push_back(step->trouble ? "!" + step->trouble->message
                                  : step->path.substr(folder.path().string().size() + 1));
  return found;
}

}  // namespace

TEST_CASE("files come as they were named, and folders are walked when their turn comes") {
  const Folder folder;
  folder.write("z.txt", "");
  folder.make("d");
  folder.make("d/e");
  for (const auto* name : {"d/b.cfg", "d/e/c.cfg", "d/f.cfg", "d/no.txt"}) folder.write(name, "");
  CHECK(walked(folder, {"z.txt", "d", "gone.cfg"}) ==
        Names{"z.txt", "d/b.cfg", "d/e/c.cfg", "d/f.cfg", "gone.cfg"});
}

TEST_CASE("what is named twice, or within a folder, comes once") {
  const Folder folder;
  folder.make("d");
  folder.make("d/e");
  for (const auto* name : {"d/a.cfg", "d/b.cfg", "d/e/c.cfg"}) folder.write(name, "");
  CHECK(walked(folder, {"d/a.cfg", "d/a.cfg"}) == Names{"d/a.cfg"});
  CHECK(walked(folder, {"d", "d/"}) == Names{"d/a.cfg", "d/b.cfg", "d/e/c.cfg"});
  CHECK(walked(folder, {"d/b.cfg", "d"}) == Names{"d/b.cfg", "d/a.cfg", "d/e/c.cfg"});
  CHECK(walked(folder, {"d", "d/e"}) == Names{"d/a.cfg", "d/b.cfg", "d/e/c.cfg"});
}

TEST_CASE("what is read in another way does not come") {
  const Folder folder;
  folder.write("a.cfg", "");
  folder.write("b.cfg", "");
  CHECK(walked(folder, {"a.cfg", "b.cfg"}, {folder / "a.cfg"}) == Names{"b.cfg"});
  CHECK(walked(folder, {""}, {folder / "a.cfg"}) == Names{"b.cfg"});
}

TEST_CASE("a folder without files is said to have none") {
  const Folder folder;
  folder.make("d");
  folder.make("d/e");
  folder.write("a.cfg", "");
  const auto found = walked(folder, {"d", "a.cfg"});
  REQUIRE(found.size() == 2);
  CHECK(says(found[0], "contains no file whose name ends in .cfg"));
  CHECK(found[1] == "a.cfg");
}

TEST_CASE("the files of a walk can be counted before") {
  const Folder folder;
  folder.make("d");
  for (const auto* name : {"d/a.cfg", "d/b.cfg"}) folder.write(name, "");
  const Signals signals;
  KernelFiles files(signals);
  const Names names{folder / "d", folder / "other"};
  FileWalk walk(files, testing::Harmless::no_rights(), names, {".cfg"});
  CHECK(count_files(walk) == 3);
  CHECK(walk.next().value().path == folder / "d/a.cfg");
}

}  // namespace provtool
