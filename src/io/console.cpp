#include "io/console.hpp"

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/text.hpp"
#include "io/output.hpp"

namespace provtool {

namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

// Some terminals know their columns but not their rows (ioctl_tty(2): zero is unknown).
constexpr std::size_t k_usual_rows = 24;

std::optional<TerminalSize> terminal_size(int fd) {
  winsize size{};
  if (isatty(fd) != 1 || ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return std::nullopt;
  return TerminalSize{size.ws_col, size.ws_row == 0 ? k_usual_rows : size.ws_row};
}

bool is_dumb() {
  return environment("TERM") == "dumb";
}

}  // namespace

Expected<void> KernelConsole::write_result(std::string_view text) {
  return write_all(STDOUT_FILENO, text, m_signals);
}

// Standard error is the last resort: nothing can be said when it fails.
void KernelConsole::write_diagnostic(std::string_view text) {
  static_cast<void>(write_all(STDERR_FILENO, text, m_signals));
}

bool KernelConsole::result_is_terminal() const {
  return isatty(STDOUT_FILENO) == 1;
}

std::optional<std::string> KernelConsole::result_file() const {
  struct stat status {};
  if (fstat(STDOUT_FILENO, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  std::error_code error;
  const auto name = std::filesystem::read_symlink("/proc/self/fd/1", error);
  return error ? std::nullopt : std::optional(name.string());
}

std::optional<std::size_t> KernelConsole::width() const {
  const auto size = terminal_size(STDOUT_FILENO);
  return size ? std::optional(size->columns) : std::nullopt;
}

std::optional<TerminalSize> KernelConsole::diagnostics_terminal() const {
  return is_dumb() ? std::nullopt : terminal_size(STDERR_FILENO);
}

bool KernelConsole::color_unwanted() const {
  return !environment("NO_COLOR").empty() || is_dumb();
}

bool KernelConsole::speaks_utf8() const {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const auto value = to_lower(environment(name));
    if (!value.empty())
      return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
  }
  return false;
}

}  // namespace provtool
