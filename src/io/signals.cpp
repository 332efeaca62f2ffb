#include "io/signals.hpp"

#include <sys/eventfd.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>

namespace provtool {

namespace {

constexpr std::array k_heard{SIGINT, SIGTERM, SIGHUP};
// What could not be ended in this time, such as a computation, is not waited for.
constexpr suseconds_t k_last_moment = 900'000;
constexpr int k_interrupted = 130;

// What a handler can reach.
std::atomic<Signals::Clock::rep> g_came{0};
std::atomic<int> g_fd{-1};
static_assert(decltype(g_came)::is_always_lock_free && decltype(g_fd)::is_always_lock_free);

// Calls only what signal-safety(7) allows, and setitimer(2), a bare system call.
void hear(int /*signal*/) {
  const int error = errno;
  Signals::Clock::rep none = 0;
  if (g_came.compare_exchange_strong(none, Signals::Clock::now().time_since_epoch().count())) {
    const itimerval once{{0, 0}, {0, k_last_moment}};
    setitimer(ITIMER_REAL, &once, nullptr);
    const std::uint64_t one = 1;
    static_cast<void>(!write(g_fd, &one, sizeof one));
  }
  errno = error;
}

void end_at_once(int /*signal*/) {
  _exit(k_interrupted);
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigaction(signal, &action, nullptr);
}

bool is_ignored(int signal) {
  struct sigaction now {};
  return sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

// A parent may have started us with them blocked.
void let_through() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGALRM);
  for (const int signal : k_heard) sigaddset(&set, signal);
  sigprocmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace

Signals::Signals(Hear /*hear*/) : m_fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!m_fd.is_open()) return;  // they end the process as they always do
  g_came = 0;
  g_fd = m_fd.get();
  handle(SIGALRM, end_at_once);
  for (const int signal : k_heard)
    if (signal != SIGHUP || !is_ignored(signal)) handle(signal, hear);
  let_through();
}

Signals::~Signals() {
  if (!m_fd.is_open()) return;
  for (const int signal : k_heard)
    if (!is_ignored(signal)) handle(signal, SIG_DFL);
  const itimerval never{};
  setitimer(ITIMER_REAL, &never, nullptr);
  g_fd = -1;
}

std::optional<Signals::Clock::time_point> Signals::came() const {
  const auto since_boot = g_came.load();
  if (!m_fd.is_open() || since_boot == 0) return std::nullopt;
  return Clock::time_point(Clock::duration(since_boot));
}

}  // namespace provtool
