#include "io/signals.hpp"

#include <doctest/doctest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>

namespace provtool {

namespace {

bool is_readable(int fd) {
  pollfd polled{fd, POLLIN, 0};
  return poll(&polled, 1, 0) == 1;
}

// The exit code of a process of its own; -1 when a signal ended it.
int exit_code_of(const std::function<int()>& work) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) _exit(work());
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("the first signal is heard, for good, and those after it change nothing") {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    const auto signals = Signals::heard();
    CHECK_FALSE(signals.came());
    CHECK_FALSE(is_readable(signals.fd()));
    std::raise(signal);
    const auto first = signals.came();
    REQUIRE(first);
    CHECK(is_readable(signals.fd()));
    std::raise(SIGTERM);
    CHECK(signals.came() == first);
    CHECK(is_readable(signals.fd()));
  }
}

TEST_CASE("who hears none has none") {
  const Signals none;
  CHECK_FALSE(none.came());
  CHECK(none.fd() == -1);
}

TEST_CASE("a hangup that was to be ignored is, but not an interruption") {
  CHECK(exit_code_of([] {
          std::signal(SIGHUP, SIG_IGN);
          std::signal(SIGINT, SIG_IGN);
          const auto signals = Signals::heard();
          std::raise(SIGHUP);
          if (signals.came()) return 1;
          std::raise(SIGINT);
          return signals.came() ? 0 : 2;
        }) == 0);
}

TEST_CASE("signals that were blocked are heard") {
  CHECK(exit_code_of([] {
          sigset_t all;
          sigfillset(&all);
          sigprocmask(SIG_BLOCK, &all, nullptr);
          const auto signals = Signals::heard();
          std::raise(SIGTERM);
          return signals.came() ? 0 : 1;
        }) == 0);
}

TEST_CASE("a second after a signal it ends, whatever it is at") {
  const auto start = std::chrono::steady_clock::now();
  CHECK(exit_code_of([] {
          const auto signals = Signals::heard();
          std::raise(SIGTERM);
          volatile bool works = true;
          while (works) continue;
          return 0;
        }) == 130);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(3));
}

TEST_CASE("when no longer heard a signal does what it always does") {
  CHECK(exit_code_of([] {
          { const auto signals = Signals::heard(); }
          std::raise(SIGTERM);
          return 0;
        }) == -1);
}

}  // namespace provtool
