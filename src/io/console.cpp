#include "io/console.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "base/text.hpp"
#include "io/output.hpp"

namespace provtool {

namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

std::optional<std::size_t> terminal_width(int fd) {
  winsize size{};
  if (isatty(fd) != 1 || ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return std::nullopt;
  return size.ws_col;
}

}  // namespace

Expected<void> KernelConsole::write_result(std::string_view text) {
  return write_all(STDOUT_FILENO, text);
}

// Standard error is the last resort: nothing can be said when it fails.
void KernelConsole::write_diagnostic(std::string_view text) {
  static_cast<void>(write_all(STDERR_FILENO, text));
}

bool KernelConsole::result_is_terminal() const {
  return isatty(STDOUT_FILENO) == 1;
}

std::optional<std::size_t> KernelConsole::width() const {
  return terminal_width(STDOUT_FILENO);
}
std::optional<std::size_t> KernelConsole::diagnostics_width() const {
  return terminal_width(STDERR_FILENO);
}

bool KernelConsole::color_unwanted() const {
  return !environment("NO_COLOR").empty() || environment("TERM") == "dumb";
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
