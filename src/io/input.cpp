#include "io/input.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "io/file_descriptor.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_piece = 64 << 10;

// Without a colon behind the name: what follows "key:" would be taken for a secret.
tl::unexpected<Trouble> cannot_read(const std::string& path, int error) {
  return failed(fmt::format("cannot read {} ({})", foreign(path), std::strerror(error)));
}

// Until there is something to read, or the end. False when a signal came first.
bool wait_for_input(int fd, const Signals& signals) {
  while (true) {
    std::array<pollfd, 2> polled{pollfd{fd, POLLIN, 0}, pollfd{signals.fd(), POLLIN, 0}};
    if (poll(polled.data(), polled.size(), -1) < 0 && errno != EINTR)
      return true;  // read() tells what is wrong
    if (polled[1].revents != 0) return false;
    if (polled[0].revents != 0) return true;
  }
}

Expected<Input> read_all(const std::string& path, int fd, std::size_t most, bool waits,
                         const Signals& signals) {
  Input input;
  std::array<std::uint8_t, k_piece> piece;
  while (true) {
    if (input.bytes.size() > most) {
      input.too_large = true;
      input.bytes.resize(most);
      break;
    }
    if (waits && !wait_for_input(fd, signals))
      return failed(fmt::format("interrupted while waiting for {}", foreign(path)),
                    Trouble::Kind::interrupted);
    const auto length = read(fd, piece.data(), piece.size());
    if (length < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (length < 0) return cannot_read(path, errno);
    if (length == 0) break;
    input.bytes.insert(input.bytes.end(), piece.begin(), piece.begin() + length);
  }
  return input;
}

struct CloseFolder {
  void operator()(DIR* folder) const { closedir(folder); }
};

bool ends_in(std::string_view name, const std::vector<std::string>& endings) {
  return std::any_of(endings.begin(), endings.end(), [&](const std::string& ending) {
    return name.size() >= ending.size() &&
           equal_ignoring_case(ending, name.substr(name.size() - ending.size()));
  });
}

// What an entry is, behind a link; a link to nothing counts as a file, which reading then says.
std::optional<FolderEntry> look_at(int folder, const std::string& path, const char* name,
                                   const std::vector<std::string>& endings) {
  struct stat info {};
  if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0) return std::nullopt;  // gone since
  const bool is_link = S_ISLNK(info.st_mode);
  const auto whole = path + (path.ends_with('/') ? "" : "/") + name;
  if (S_ISDIR(info.st_mode)) return name[0] == '.' ? std::nullopt : std::optional(FolderEntry{whole, true});
  if (!ends_in(name, endings)) return std::nullopt;
  const bool leads_somewhere = is_link && fstatat(folder, name, &info, 0) == 0;
  if (S_ISREG(info.st_mode) || (is_link && !leads_somewhere)) return FolderEntry{whole, false};
  return std::nullopt;
}

}  // namespace

Expected<Input> read_input(const std::string& path, std::size_t most, const Signals& signals) {
  if (path == "-") return read_all("standard input", STDIN_FILENO, most, true, signals);
  // A pipe that nobody writes must not hold up the open itself.
  const FileDescriptor fd(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (!fd.is_open()) return cannot_read(path, errno);
  struct stat info {};
  if (fstat(fd.get(), &info) != 0) return cannot_read(path, errno);
  if (S_ISDIR(info.st_mode)) return cannot_read(path, EISDIR);
  return read_all(path, fd.get(), most, !S_ISREG(info.st_mode), signals);
}

Expected<std::optional<std::vector<FolderEntry>>> read_folder(const std::string& path,
                                                              const std::vector<std::string>& endings) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) return std::nullopt;
  const std::unique_ptr<DIR, CloseFolder> folder(opendir(path.c_str()));
  if (!folder) return cannot_read(path, errno);
  std::vector<FolderEntry> entries;
  for (errno = 0; const dirent* entry = readdir(folder.get()); errno = 0) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    if (auto found = look_at(dirfd(folder.get()), path, entry->d_name, endings))
      entries.push_back(std::move(*found));
  }
  if (errno != 0) return cannot_read(path, errno);
  std::sort(entries.begin(), entries.end(),
            [](const FolderEntry& a, const FolderEntry& b) { return a.path < b.path; });
  return entries;
}

}  // namespace provtool
