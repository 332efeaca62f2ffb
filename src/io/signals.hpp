// Ctrl-C and SIGTERM as something that can be waited for, by whatever waits: the event loop, and a write that
// nobody takes.
#pragma once

#include <chrono>
#include <optional>

#include "io/file_descriptor.hpp"

namespace provtool {

class Signals {
 public:
  using Clock = std::chrono::steady_clock;

  Signals() = default;  // hears none
  // From here on the first one is heard; the second ends the process at once.
  static Signals heard();

  // Readable when one came.
  [[nodiscard]] int fd() const { return m_fd.get(); }
  // Takes the one that came, if one did.
  bool take();
  // When one was taken.
  [[nodiscard]] std::optional<Clock::time_point> taken() const { return m_taken; }

 private:
  FileDescriptor m_fd;
  std::optional<Clock::time_point> m_taken;
};

}  // namespace provtool
