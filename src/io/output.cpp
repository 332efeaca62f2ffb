#include "io/output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstdio>
#include <cstring>
#include <optional>

#include "base/foreign.hpp"
#include "io/file_descriptor.hpp"

namespace provtool {

namespace {

// After a signal: long enough for a reader that is there, and nobody waits longer for a prompt.
constexpr auto k_patience = std::chrono::seconds(1);
constexpr int k_look_for_reader = 50;  // milliseconds

tl::unexpected<Trouble> failed_with(const std::string& what, int error) {
  return failed(fmt::format("{}: {}", what, std::strerror(error)));
}

std::string directory_of(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::optional<struct stat> look_at(const std::string& path) {
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0) return std::nullopt;
  return info;
}

bool is_device_or_pipe(const struct stat& info) {
  return S_ISCHR(info.st_mode) || S_ISFIFO(info.st_mode) || S_ISSOCK(info.st_mode);
}

Expected<void> check_existing(const std::string& path, const struct stat& info, bool overwrite) {
  if (S_ISLNK(info.st_mode))
    return failed(fmt::format("cannot write {}: it is a symbolic link", foreign(path)));
  if (S_ISDIR(info.st_mode)) return failed(fmt::format("cannot write {}: it is a directory", foreign(path)));
  if (!is_device_or_pipe(info) && !overwrite)
    return failed(fmt::format("{} already exists; use --force to overwrite it", foreign(path)));
  return {};
}

Trouble named(const std::string& path, const Trouble& trouble) {
  const auto& why = trouble.message;
  return {fmt::format("{}: {}", foreign(path), why.empty() ? "nobody reads it any more" : why), trouble.kind};
}

// What is left of the time after a signal, in milliseconds for poll(2); -1 while none came.
int patience(const Signals& signals) {
  if (!signals.taken()) return -1;
  const auto left = *signals.taken() + k_patience - Signals::Clock::now();
  return std::max(static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(left).count()), 0);
}

// Waits until `fd` takes more; not when the time after a signal is over.
bool wait_until_it_takes(int fd, Signals& signals) {
  while (fd >= 0) {
    std::array<pollfd, 2> polled{pollfd{fd, POLLOUT, 0}, pollfd{signals.fd(), POLLIN, 0}};
    const int ready = poll(polled.data(), polled.size(), patience(signals));
    if (ready < 0 && errno == EINTR) continue;
    if (polled[0].revents != 0 || ready < 0) return true;  // also for an error, which write() tells
    if (polled[1].revents == 0 || !signals.take()) return false;
  }
  return true;  // poll(2) would wait forever; write() tells what is wrong
}

// A pipe has no end to write to before somebody reads it.
int open_pipe_or_device(const std::string& path, Signals& signals) {
  while (true) {
    const int fd = open(path.c_str(), O_WRONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY);
    const int error = errno;
    const auto info = look_at(path);
    const bool without_reader = fd < 0 && error == ENXIO && info && S_ISFIFO(info->st_mode);
    errno = error;
    if (!without_reader || signals.taken()) return fd;
    pollfd polled{signals.fd(), POLLIN, 0};
    if (poll(&polled, 1, k_look_for_reader) > 0) signals.take();
  }
}

Expected<void> write_device(const std::string& path, std::string_view content, Signals& signals) {
  const FileDescriptor fd(open_pipe_or_device(path, signals));
  if (!fd.is_open() && errno == ENXIO && signals.taken())
    return failed(fmt::format("cannot write {}: interrupted; nobody reads it", foreign(path)),
                  Trouble::Kind::interrupted);
  if (!fd.is_open()) return failed_with(fmt::format("cannot write {}", foreign(path)), errno);
  return write_all(fd.get(), content, signals).map_error([&](const auto& trouble) {
    return named(path, trouble);
  });
}

// Some file systems (NFS, FUSE) cannot rename without replacing; a hard link does not replace either.
bool give_name(const std::string& temporary, const std::string& path, bool overwrite) {
  if (overwrite) return rename(temporary.c_str(), path.c_str()) == 0;
  if (renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0) return true;
  return errno == EINVAL && link(temporary.c_str(), path.c_str()) == 0 && unlink(temporary.c_str()) == 0;
}

}  // namespace

void guard_standard_streams() {
  for (int fd = 0; fd <= 2; ++fd) {
    if (fcntl(fd, F_GETFD) != -1) continue;
    // The lowest free number is taken: this very stream. It is open for reading only, so writing to it fails.
    if (open("/dev/null", O_RDONLY) < 0) _exit(3);
  }
}

Expected<void> write_all(int fd, std::string_view text, Signals& signals) {
  while (!text.empty()) {
    if (!wait_until_it_takes(fd, signals)) return failed("interrupted", Trouble::Kind::interrupted);
    const auto written = write(fd, text.data(), std::min<std::size_t>(text.size(), PIPE_BUF));
    if (written < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (written < 0 && errno == EPIPE) return failed("");
    if (written < 0) return failed_with("cannot write", errno);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Expected<void> check_writable(const std::string& path, bool overwrite) {
  if (const auto existing = look_at(path)) {
    if (auto checked = check_existing(path, *existing, overwrite); !checked) return checked;
    if (is_device_or_pipe(*existing)) return {};
  }
  if (faccessat(AT_FDCWD, directory_of(path).c_str(), W_OK | X_OK, AT_EACCESS) != 0)
    return failed_with(fmt::format("cannot write into {}", foreign(directory_of(path))), errno);
  return {};
}

Expected<void> write_file(const std::string& path, std::string_view content, bool overwrite, Access access,
                          Signals& signals) {
  if (auto checked = check_writable(path, overwrite); !checked) return checked;
  if (const auto existing = look_at(path); existing && is_device_or_pipe(*existing))
    return write_device(path, content, signals);

  const std::string temporary = fmt::format("{}.{}.part", path, getpid());
  FileDescriptor fd(open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                         access == Access::owner_only ? 0600 : 0666));
  if (!fd.is_open()) return failed_with(fmt::format("cannot write {}", foreign(path)), errno);
  auto written = write_all(fd.get(), content, signals);
  if (written && fsync(fd.get()) != 0 && errno != EINVAL) written = failed_with("cannot write", errno);
  if (written && give_name(temporary, path, overwrite)) return {};
  const int error = errno;
  unlink(temporary.c_str());
  if (written) return failed_with(fmt::format("cannot write {}", foreign(path)), error);
  return tl::unexpected(named(path, written.error()));
}

}  // namespace provtool
