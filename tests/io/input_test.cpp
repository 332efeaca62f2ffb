#include "io/input.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <thread>

#include "support/folder.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using testing::Folder;
using testing::says;
using namespace std::chrono_literals;

constexpr std::size_t k_most = 1 << 20;

std::string content_of(const std::string& path, std::size_t most = k_most) {
  const Signals signals;
  const auto input = read_input(path, most, signals);
  REQUIRE_MESSAGE(input, input.error().message);
  return std::string(as_text(input->bytes));
}

Trouble trouble_with(const std::string& path) {
  const Signals signals;
  const auto input = read_input(path, k_most, signals);
  REQUIRE_FALSE(input);
  return input.error();
}

std::vector<std::string> names_in(const Folder& folder) {
  const auto entries = read_folder(folder.path(), {".cfg", ".xml"});
  REQUIRE(entries);
  REQUIRE(*entries);
  std::vector<std::string> names;
  for (const auto& entry : **entries)
    names.push_back(entry.path.substr(folder.path().string().size() + 1) + (entry.is_folder ? "/" : ""));
  return names;
}

}  // namespace

TEST_CASE("a file is read to its end, however long it is") {
  const Folder folder;
  for (const std::size_t size : {0UL, 1UL, 65535UL, 65536UL, 65537UL, 300'000UL}) {
    folder.write("a.cfg", std::string(size, 'x'));
    CHECK(content_of(folder / "a.cfg").size() == size);
  }
}

TEST_CASE("of a file that is larger than asked for the beginning is kept, and it is said") {
  const Folder folder;
  folder.write("a.cfg", "0123456789");
  const Signals signals;
  const auto whole = read_input(folder / "a.cfg", 10, signals);
  REQUIRE(whole);
  CHECK_FALSE(whole->too_large);
  const auto cut = read_input(folder / "a.cfg", 9, signals);
  REQUIRE(cut);
  CHECK(cut->too_large);
  CHECK(as_text(cut->bytes) == "012345678");
  const auto endless = read_input("/dev/zero", k_most, signals);
  REQUIRE(endless);
  CHECK(endless->too_large);
  CHECK(endless->bytes.size() == k_most);
}

TEST_CASE("a file that grows while it is read ends at the bound") {
  const Folder folder;
  folder.write("log.cfg", "x");
  std::atomic<bool> done = false;
  std::thread writer([&] {
    std::ofstream file(folder / "log.cfg", std::ios::app);
    while (!done) file << std::string(100'000, 'x') << std::flush;
  });
  const Signals signals;
  bool read = true;
  for (int i = 0; i < 20; ++i) read = read && read_input(folder / "log.cfg", k_most, signals).has_value();
  done = true;
  writer.join();
  CHECK(read);
}

TEST_CASE("what cannot be read is said with its name and the reason") {
  const Folder folder;
  CHECK(says(trouble_with(folder / "gone.cfg").message, "gone.cfg (No such file or directory)"));
  CHECK(says(trouble_with(folder.path()).message, "Is a directory"));
  CHECK(says(trouble_with("").message, "No such file"));
}

TEST_CASE("a pipe is waited for, and read to the end") {
  const Folder folder;
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  std::thread writer([&] {
    std::this_thread::sleep_for(30ms);
    std::ofstream pipe(folder / "pipe");
    pipe << "first " << std::flush;
    std::this_thread::sleep_for(30ms);
    pipe << "second";
  });
  CHECK(content_of(folder / "pipe") == "first second");
  writer.join();
}

TEST_CASE("a signal ends the wait for a pipe that nobody writes") {
  const Folder folder;
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  const auto signals = Signals::heard();
  raise(SIGINT);
  const auto input = read_input(folder / "pipe", k_most, signals);
  REQUIRE_FALSE(input);
  CHECK(input.error().kind == Trouble::Kind::interrupted);
}

TEST_CASE("a folder has its files by their endings and its folders, in the order of names") {
  const Folder folder;
  for (const auto* name : {"b.cfg", "a.CFG", "c.txt", "d.xml", "cfg", "e.cfg.bak", ".cfg"})
    folder.write(name, "");
  folder.make("sub");
  folder.make(".git");
  CHECK(names_in(folder) == std::vector<std::string>{".cfg", "a.CFG", "b.cfg", "d.xml", "sub/"});
}

TEST_CASE("links to files are followed, those to folders are not, and one to nothing is no surprise") {
  const Folder folder;
  folder.write("a.cfg", "");
  folder.make("sub");
  REQUIRE(symlink("a.cfg", (folder / "to-file.cfg").c_str()) == 0);
  REQUIRE(symlink(".", (folder / "to-folder.cfg").c_str()) == 0);
  REQUIRE(symlink("gone", (folder / "to-nothing.cfg").c_str()) == 0);
  REQUIRE(mkfifo((folder / "pipe.cfg").c_str(), 0600) == 0);
  CHECK(names_in(folder) == std::vector<std::string>{"a.cfg", "sub/", "to-file.cfg", "to-nothing.cfg"});
}

TEST_CASE("a file is no folder, and neither is what is not there") {
  const Folder folder;
  folder.write("a.cfg", "");
  CHECK_FALSE(read_folder(folder / "a.cfg", {".cfg"}).value());
  CHECK_FALSE(read_folder(folder / "gone", {".cfg"}).value());
}

}  // namespace provtool
