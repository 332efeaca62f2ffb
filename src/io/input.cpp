#include "io/input.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "io/file_descriptor.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_piece = 64 << 10;

tl::unexpected<Trouble> cannot_read(const std::string& path, int error) {
  return failed(fmt::format("cannot read {}: {}", foreign(path), std::strerror(error)));
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
      return failed(fmt::format("cannot read {}: interrupted", foreign(path)), Trouble::Kind::interrupted);
    const auto length = read(fd, piece.data(), piece.size());
    if (length < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (length < 0) return cannot_read(path, errno);
    if (length == 0) break;
    input.bytes.insert(input.bytes.end(), piece.begin(), piece.begin() + length);
  }
  return input;
}

bool ends_in(const std::filesystem::path& path, const std::vector<std::string>& endings) {
  const auto ending = path.extension().string();
  return std::any_of(endings.begin(), endings.end(),
                     [&](const std::string& known) { return equal_ignoring_case(known, ending); });
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

Expected<std::vector<std::string>> files_below(const std::string& path,
                                               const std::vector<std::string>& endings) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::is_directory(path, error)) return std::vector<std::string>{path};
  std::vector<std::string> files;
  fs::recursive_directory_iterator entry(path, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error))
    if (entry->is_regular_file(error) && ends_in(entry->path(), endings))
      files.push_back(entry->path().string());
  if (error) return failed(fmt::format("cannot read {}: {}", foreign(path), error.message()));
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace provtool
