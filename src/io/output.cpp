#include "io/output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <climits>
#include <cstdio>
#include <cstring>
#include <optional>

#include "base/foreign.hpp"
#include "io/file_descriptor.hpp"

namespace provtool {

namespace {

// After a signal: long enough for a reader that is there, and time is left to say that none was.
constexpr auto k_patience = std::chrono::milliseconds(700);
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
  return S_ISCHR(info.st_mode) || S_ISFIFO(info.st_mode);
}

// Root's, whose mode says who may write; where root is not mapped (user namespaces) these still are
// everybody's.
bool is_for_everybody(const struct stat& info) {
  const bool null_or_full =
      major(info.st_rdev) == 1 && (minor(info.st_rdev) == 3 || minor(info.st_rdev) == 7);
  const bool tty = major(info.st_rdev) == 5 && minor(info.st_rdev) == 0;
  return S_ISCHR(info.st_mode) && (info.st_uid == 0 || null_or_full || tty);
}

// Why it is not written, whatever is allowed. What is another user's would hand them the content, or be taken
// from them.
std::optional<std::string> refusal(const struct stat& info) {
  if (S_ISLNK(info.st_mode)) return "it is a symbolic link";
  if (S_ISDIR(info.st_mode)) return "it is a directory";
  if (S_ISBLK(info.st_mode)) return "it is a block device";
  if (S_ISSOCK(info.st_mode)) return "it is a socket";
  if (info.st_uid != geteuid() && !is_for_everybody(info)) return "it belongs to another user";
  return std::nullopt;
}

Expected<void> check_existing(const std::string& path, const struct stat& info, bool overwrite) {
  if (const auto why = refusal(info)) return failed(fmt::format("cannot write {}: {}", foreign(path), *why));
  if (is_device_or_pipe(info)) {
    if (faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) == 0) return {};
    return failed_with(fmt::format("cannot write {}", foreign(path)), errno);
  }
  if (!overwrite) return failed(fmt::format("{} already exists; use --force to overwrite it", foreign(path)));
  return {};
}

Trouble named(const std::string& path, const Trouble& trouble) {
  const auto& why = trouble.message;
  return {fmt::format("{}: {}", foreign(path), why.empty() ? "nobody reads it any more" : why), trouble.kind};
}

// What is left of the time after a signal, in milliseconds for poll(2); -1 while none came.
int patience(const Signals& signals) {
  const auto came = signals.came();
  if (!came) return -1;
  const auto left = *came + k_patience - Signals::Clock::now();
  return std::max(static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(left).count()), 0);
}

// Waits until `fd` takes more; not when the time after a signal is over.
bool wait_until_it_takes(int fd, const Signals& signals) {
  while (fd >= 0) {
    const int time = patience(signals);
    std::array<pollfd, 2> polled{pollfd{fd, POLLOUT, 0}, pollfd{time < 0 ? signals.fd() : -1, POLLIN, 0}};
    const int ready = poll(polled.data(), polled.size(), time);
    if (ready < 0 && errno == EINTR) continue;
    if (polled[0].revents != 0 || ready < 0) return true;  // also for an error, which write() tells
    if (ready == 0) return false;
  }
  return true;  // poll(2) would wait forever; write() tells what is wrong
}

// The stream that a name means whose file is one of this process: it is written as it was opened by who
// started us, and not opened again.
std::optional<int> inherited_stream(std::string_view path) {
  if (path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!path.starts_with(folder)) continue;
    const auto number = path.substr(folder.size());
    int fd = -1;
    const auto [end, error] = std::from_chars(number.begin(), number.end(), fd);
    if (error == std::errc{} && end == number.end()) return fd;
  }
  return std::nullopt;
}

// What this process opened itself would be closed on exec, and is nothing to write a result to.
Expected<void> check_stream(int fd, const std::string& path) {
  const int flags = fcntl(fd, F_GETFL);
  const bool is_ours = (fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0;
  if (flags != -1 && (flags & O_ACCMODE) != O_RDONLY && !is_ours) return {};
  return failed_with(fmt::format("cannot write {}", foreign(path)), EBADF);
}

// A pipe has no end to write to before somebody reads it.
int open_pipe_or_device(const std::string& path, const Signals& signals) {
  while (true) {
    const int fd = open(path.c_str(), O_WRONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY);
    const int error = errno;
    const auto info = look_at(path);
    const bool without_reader = fd < 0 && error == ENXIO && info && S_ISFIFO(info->st_mode);
    errno = error;
    if (!without_reader || signals.came()) return fd;
    pollfd polled{signals.fd(), POLLIN, 0};
    poll(&polled, 1, k_look_for_reader);
  }
}

Expected<void> write_stream(int fd, const std::string& path, std::string_view content,
                            const Signals& signals) {
  return write_all(fd, content, signals).map_error([&](const auto& trouble) { return named(path, trouble); });
}

Expected<void> write_device(const std::string& path, std::string_view content, const Signals& signals) {
  const FileDescriptor fd(open_pipe_or_device(path, signals));
  if (!fd.is_open() && errno == ENXIO && signals.came())
    return failed(fmt::format("cannot write {}: interrupted; nobody reads it", foreign(path)),
                  Trouble::Kind::interrupted);
  if (!fd.is_open()) return failed_with(fmt::format("cannot write {}", foreign(path)), errno);
  struct stat info {};  // of what is open, because the name may mean something else by now
  if (fstat(fd.get(), &info) != 0) return failed_with(fmt::format("cannot write {}", foreign(path)), errno);
  if (const auto why = refusal(info)) return failed(fmt::format("cannot write {}: {}", foreign(path), *why));
  if (!is_device_or_pipe(info)) return failed(fmt::format("cannot write {}: it was replaced", foreign(path)));
  return write_stream(fd.get(), path, content, signals);
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

Expected<void> write_all(int fd, std::string_view text, const Signals& signals) {
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
  if (const auto stream = inherited_stream(path)) return check_stream(*stream, path);
  if (const auto existing = look_at(path)) {
    if (auto checked = check_existing(path, *existing, overwrite); !checked) return checked;
    if (is_device_or_pipe(*existing)) return {};
  }
  if (faccessat(AT_FDCWD, directory_of(path).c_str(), W_OK | X_OK, AT_EACCESS) != 0)
    return failed_with(fmt::format("cannot write into {}", foreign(directory_of(path))), errno);
  return {};
}

Expected<void> make_folder(const std::string& path) {
  if (mkdir(path.c_str(), 0700) == 0) return {};
  const int error = errno;
  struct stat existing {};
  if (error == EEXIST && stat(path.c_str(), &existing) == 0 && S_ISDIR(existing.st_mode)) return {};
  return failed_with(fmt::format("cannot make the folder {}", foreign(path)), error);
}

Expected<void> write_file(const std::string& path, std::string_view content, bool overwrite, Access access,
                          const Signals& signals) {
  if (auto checked = check_writable(path, overwrite); !checked) return checked;
  if (const auto stream = inherited_stream(path)) return write_stream(*stream, path, content, signals);
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
