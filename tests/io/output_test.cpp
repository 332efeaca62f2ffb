#include "io/output.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "io/file_descriptor.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using testing::says;

namespace fs = std::filesystem;

// A folder of its own for each test, gone afterwards.
class Folder {
 public:
  Folder() {
    std::string name = fs::temp_directory_path() / "provtool-output-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    m_path = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::permissions(m_path, fs::perms::owner_all, ignored);
    fs::remove_all(m_path, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string operator/(const std::string& name) const { return m_path / name; }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(m_path)) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
  }
  [[nodiscard]] const fs::path& path() const { return m_path; }

 private:
  fs::path m_path;
};

using Names = std::vector<std::string>;

Expected<void> write_all(int fd, std::string_view text) {
  Signals none;
  return provtool::write_all(fd, text, none);
}

Expected<void> write_file(const std::string& path, std::string_view content, bool overwrite,
                          Access access = Access::by_umask) {
  Signals none;
  return provtool::write_file(path, content, overwrite, access, none);
}

void put(const std::string& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

unsigned mode_of(const std::string& path) {
  struct stat info {};
  REQUIRE(stat(path.c_str(), &info) == 0);
  return info.st_mode & 07777U;
}

// What check_writable() foretells and write_file() finds out: the same.
std::string refused(const std::string& path, bool overwrite = false) {
  const auto checked = check_writable(path, overwrite);
  const auto written = write_file(path, "new", overwrite);
  REQUIRE_FALSE(checked);
  REQUIRE_FALSE(written);
  CHECK(checked.error().message == written.error().message);
  return written.error().message;
}

}  // namespace

TEST_CASE("a file is written whole, and nothing else is left beside it") {
  const Folder folder;
  std::string content(100'000, 'x');
  content[500] = '\0';
  REQUIRE(check_writable(folder / "report.json", false));
  CHECK(folder.names().empty());  // looking leaves nothing behind
  REQUIRE(write_file(folder / "report.json", content, false));
  CHECK(content_of(folder / "report.json") == content);
  CHECK(folder.names() == Names{"report.json"});
}

TEST_CASE("an empty result is a file, too") {
  const Folder folder;
  REQUIRE(write_file(folder / "empty", "", false));
  CHECK(folder.names() == Names{"empty"});
}

TEST_CASE("who may read it is the user's choice, or the owner's alone") {
  const Folder folder;
  const auto before = umask(027);
  REQUIRE(write_file(folder / "report", "x", false));
  REQUIRE(write_file(folder / "capture", "x", false, Access::owner_only));
  umask(before);
  CHECK(mode_of(folder / "report") == 0640);
  CHECK(mode_of(folder / "capture") == 0600);
}

TEST_CASE("what exists is not overwritten, unless that is asked for") {
  const Folder folder;
  put(folder / "report", "old");
  CHECK(
      says(refused(folder / "report"), (folder / "report") + " already exists; use --force to overwrite it"));
  CHECK(content_of(folder / "report") == "old");
  REQUIRE(check_writable(folder / "report", true));
  REQUIRE(write_file(folder / "report", "new", true));
  CHECK(content_of(folder / "report") == "new");
  CHECK(folder.names() == Names{"report"});
}

TEST_CASE("a symbolic link is not followed, not even when overwriting") {
  const Folder folder;
  put(folder / "target", "old");
  fs::create_symlink(folder / "target", folder / "link");
  fs::create_symlink(folder / "nowhere", folder / "dangling");
  for (const bool overwrite : {false, true}) {
    CHECK(says(refused(folder / "link", overwrite), "symbolic link"));
    CHECK(says(refused(folder / "dangling", overwrite), "symbolic link"));
  }
  CHECK(content_of(folder / "target") == "old");
  CHECK(folder.names() == Names{"dangling", "link", "target"});
}

TEST_CASE("a link to a device is a link") {
  const Folder folder;
  fs::create_symlink("/dev/null", folder / "link");
  CHECK(says(refused(folder / "link", true), "symbolic link"));
}

TEST_CASE("the temporary file of another run is not touched") {
  const Folder folder;
  const auto temporary = (folder / "report") + "." + std::to_string(getpid()) + ".part";
  fs::create_symlink(folder / "elsewhere", temporary);
  CHECK_FALSE(write_file(folder / "report", "new", false));
  CHECK_FALSE(fs::exists(folder / "elsewhere"));
  CHECK_FALSE(fs::exists(folder / "report"));
}

TEST_CASE("a directory is no file") {
  const Folder folder;
  CHECK(says(refused(folder.path().string()), "is a directory"));
  CHECK(says(refused(folder.path().string(), true), "is a directory"));
  CHECK(folder.names().empty());
}

TEST_CASE("a folder that is not there is named") {
  const Folder folder;
  const auto message = refused(folder / "missing/report");
  CHECK(says(message, folder / "missing"));
  CHECK(says(message, "No such file or directory"));
}

TEST_CASE("a folder that may not be written is named") {
  if (geteuid() == 0) {
    MESSAGE("skipped: root may write everywhere");
    return;
  }
  const Folder folder;
  fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
  CHECK(says(refused(folder / "report"), "Permission denied"));
}

TEST_CASE("a device is written as it is") {
  REQUIRE(check_writable("/dev/null", false));
  CHECK(write_file("/dev/null", "text", false));
}

TEST_CASE("a full device is told, with its name") {
  REQUIRE(check_writable("/dev/full", false));
  const auto written = write_file("/dev/full", "text", false);
  REQUIRE_FALSE(written);
  CHECK(says(written.error().message, "/dev/full"));
  CHECK(says(written.error().message, "No space left on device"));
}

TEST_CASE("what is another user's is not written, and not replaced either") {
  if (geteuid() != 0) {
    MESSAGE("skipped: needs root");
    return;
  }
  const Folder folder;
  put(folder / "file", "theirs");
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0666) == 0);
  // Somebody reads it, so that writing it would not wait.
  const FileDescriptor reader(open((folder / "pipe").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  for (const char* name : {"file", "pipe"}) {
    REQUIRE(chown((folder / name).c_str(), 65534, 65534) == 0);
    for (const bool overwrite : {false, true})
      CHECK(says(refused(folder / name, overwrite), "belongs to another user"));
  }
  CHECK(content_of(folder / "file") == "theirs");
  char nothing = 0;
  CHECK(read(reader.get(), &nothing, 1) <= 0);
}

TEST_CASE("a device of another user's is not written, a block device by nobody") {
  const Folder folder;
  if (mknod((folder / "disk").c_str(), S_IFBLK | 0600, makedev(7, 0)) != 0 ||
      mknod((folder / "terminal").c_str(), S_IFCHR | 0600, makedev(4, 1)) != 0 ||
      chown((folder / "terminal").c_str(), 65534, 65534) != 0) {
    MESSAGE("skipped: no devices can be made here");
    return;
  }
  for (const bool overwrite : {false, true}) {
    CHECK(says(refused(folder / "disk", overwrite), "it is a block device"));
    CHECK(says(refused(folder / "terminal", overwrite), "belongs to another user"));
  }
  CHECK(folder.names() == Names{"disk", "terminal"});
}

TEST_CASE("a socket is not written") {
  const Folder folder;
  const FileDescriptor listening(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  (folder / "socket").copy(static_cast<char*>(name.sun_path), sizeof name.sun_path - 1);
  REQUIRE(bind(listening.get(), reinterpret_cast<sockaddr*>(&name), sizeof name) == 0);
  CHECK(says(refused(folder / "socket", true), "it is a socket"));
}

TEST_CASE("a stream that was handed to us is written as it was opened") {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const FileDescriptor reader(ends[0]);
  const FileDescriptor writer(ends[1]);
  for (const std::string folder : {"/dev/fd/", "/proc/self/fd/"}) {
    const auto path = folder + std::to_string(writer.get());
    REQUIRE(check_writable(path, false));
    REQUIRE(write_file(path, "report", false));
    std::array<char, 16> text{};
    CHECK(read(reader.get(), text.data(), text.size()) == 6);
    CHECK(std::string(text.data()) == "report");
  }
  CHECK(says(refused("/dev/fd/" + std::to_string(reader.get())), "Bad file descriptor"));
  CHECK(says(refused("/dev/fd/99999"), "Bad file descriptor"));
}

TEST_CASE("a stream that this process opened itself is nothing to write to") {
  const Folder folder;
  const FileDescriptor ours(open((folder / "ours").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  CHECK(says(refused("/dev/fd/" + std::to_string(ours.get()), true), "Bad file descriptor"));
}

TEST_CASE("a named pipe is written as it is") {
  const Folder folder;
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  std::string read;
  std::thread reader([&] { read = content_of(folder / "pipe"); });
  const auto written = write_file(folder / "pipe", "through the pipe", false);
  reader.join();
  CHECK(written);
  CHECK(read == "through the pipe");
}

TEST_CASE("a named pipe whose reader goes away is told, with its name") {
  const Folder folder;
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  auto* const before = std::signal(SIGPIPE, SIG_IGN);
  std::thread reader([&] { close(open((folder / "pipe").c_str(), O_RDONLY | O_CLOEXEC)); });
  const auto written = write_file(folder / "pipe", std::string(1 << 20, 'x'), false);
  reader.join();
  std::signal(SIGPIPE, before);
  REQUIRE_FALSE(written);
  CHECK(written.error().message == (folder / "pipe") + ": nobody reads it any more");
}

TEST_CASE("all of a text goes through a pipe that is smaller") {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  FileDescriptor in(ends[0]);
  const std::string text(1 << 20, 'x');
  bool written = false;
  std::thread writer([&] {
    const FileDescriptor out(ends[1]);
    written = write_all(out.get(), text).has_value();
  });
  std::size_t total = 0;
  std::array<char, 65536> buffer{};
  for (auto count = read(in.get(), buffer.data(), buffer.size()); count > 0;
       count = read(in.get(), buffer.data(), buffer.size()))
    total += static_cast<std::size_t>(count);
  writer.join();
  CHECK(written);
  CHECK(total == text.size());
}

TEST_CASE("a reader that has gone away is no trouble to speak of") {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  close(ends[0]);
  const FileDescriptor out(ends[1]);
  auto* const before = std::signal(SIGPIPE, SIG_IGN);
  const auto written = write_all(out.get(), "text");
  std::signal(SIGPIPE, before);
  REQUIRE_FALSE(written);
  CHECK(written.error().message.empty());
}

TEST_CASE("a stream that is closed is a trouble") {
  const auto written = write_all(-1, "text");
  REQUIRE_FALSE(written);
  CHECK(says(written.error().message, "Bad file descriptor"));
}

// ---- somebody who does not take it

namespace {

// What comes of a write while SIGINT is pending.
template <typename Write>
Expected<void> interrupted(Write write) {
  const auto signals = Signals::heard();
  std::raise(SIGINT);
  return write(signals);
}

}  // namespace

TEST_CASE("a pipe that nobody reads is given up on Ctrl-C") {
  const Folder folder;
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  const auto written = interrupted([&](const Signals& signals) {
    return provtool::write_file(folder / "pipe", "report", false, Access::by_umask, signals);
  });
  REQUIRE_FALSE(written);
  CHECK(written.error().kind == Trouble::Kind::interrupted);
  CHECK(says(written.error().message, "nobody reads it"));
}

TEST_CASE("a reader that takes no more is given up a second after Ctrl-C") {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const FileDescriptor reader(ends[0]);
  const FileDescriptor writer(ends[1]);
  const auto written = interrupted([&](const Signals& signals) {
    return provtool::write_all(writer.get(), std::string(1 << 20, 'x'), signals);
  });
  REQUIRE_FALSE(written);
  CHECK(written.error().kind == Trouble::Kind::interrupted);
}

TEST_CASE("a folder is made for its owner alone, or is there already") {
  const Folder folder;
  const auto made = folder / "saved";
  REQUIRE(make_folder(made));
  CHECK(mode_of(made) == 0700);
  CHECK(make_folder(made));
}

TEST_CASE("no folder is made in place of a file, or in a folder that is not there") {
  const Folder folder;
  REQUIRE(write_file(folder / "file", "x", false));
  CHECK(says(make_folder(folder / "file").error().message, "cannot make the folder"));
  CHECK(says(make_folder(folder / "missing/saved").error().message, "No such file or directory"));
}

}  // namespace provtool
