#include "io/signals.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

namespace provtool {

namespace {

sigset_t interrupting_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

Signals Signals::heard() {
  const sigset_t set = interrupting_signals();
  sigprocmask(SIG_BLOCK, &set, nullptr);
  Signals signals;
  signals.m_fd = FileDescriptor(signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  return signals;
}

bool Signals::take() {
  signalfd_siginfo info{};
  if (read(m_fd.get(), &info, sizeof info) != sizeof info) return false;
  const sigset_t set = interrupting_signals();
  sigprocmask(SIG_UNBLOCK, &set, nullptr);
  m_taken = Clock::now();
  return true;
}

}  // namespace provtool
