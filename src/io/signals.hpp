// Ctrl-C, SIGTERM and SIGHUP as something that can be waited for, by whatever waits: the event loop, and a
// write that nobody takes.
#pragma once

#include <chrono>
#include <optional>

#include "io/file_descriptor.hpp"

namespace provtool {

class Signals {
 public:
  using Clock = std::chrono::steady_clock;

  Signals() = default;  // hears none
  // From here on, for one object at a time, the first one is heard and the others change nothing: a second
  // after it the process ends, wherever it is. Who was started to ignore SIGHUP (nohup) ignores it.
  static Signals heard() { return Signals(Hear{}); }
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  // Readable as soon as one came, and from then on.
  [[nodiscard]] int fd() const { return m_fd.get(); }
  // When the first one came, if one did.
  [[nodiscard]] std::optional<Clock::time_point> came() const;

 private:
  struct Hear {};
  explicit Signals(Hear hear);

  FileDescriptor m_fd;
};

}  // namespace provtool
