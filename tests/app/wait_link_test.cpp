#include "app/wait_link.hpp"

#include <doctest/doctest.h>

#include "support/fake_console.hpp"
#include "support/fake_world.hpp"
#include "support/says.hpp"
#include "support/situations.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using testing::FakeConsole;
using testing::FakeWorld;
using testing::says;

constexpr Instant k_start{1000s};

Interface unplugged() {
  auto interface = testing::usual_interface();
  interface.carrier = false;
  return interface;
}

struct Waiting {
  FakeWorld world{k_start};
  FakeConsole console;
  Signals signals;
  KernelFiles files{signals};
  Options options;
  std::optional<RunEnd> end;

  // How long it took.
  Duration operator()() {
    auto run = begin(options, world, console, files);
    has_link = interfaces_with_link(run).front().carrier;
    end = run.end;
    return world.now() - k_start;
  }
  bool has_link = false;
};

}  // namespace

TEST_CASE("a link that is there is not waited for") {
  Waiting waiting;
  waiting.world.has({testing::usual_interface()});
  CHECK(waiting() == 0s);
  CHECK(waiting.has_link);
}

TEST_CASE("a link that comes is seen soon") {
  Waiting waiting;
  waiting.world.has({unplugged()});
  waiting.world.has_from(k_start + 1900ms, {testing::usual_interface()});
  const auto took = waiting();
  CHECK(took >= 1900ms);
  CHECK(took <= 2100ms);
  CHECK(waiting.has_link);
}

TEST_CASE("a link that does not come is waited for as long as told, and not beyond the deadline") {
  Waiting waiting;
  waiting.world.has({unplugged()});
  SUBCASE("by default") {
    CHECK(waiting() == 5s);
  }
  SUBCASE("as told") {
    waiting.options.how_long.link = 1s;
    CHECK(waiting() == 1s);
  }
  SUBCASE("not at all") {
    waiting.options.how_long.link = 0s;
    CHECK(waiting() == 0s);
  }
  SUBCASE("until the deadline") {
    waiting.options.how_long.whole = 2s;
    CHECK(waiting() == 2s);
  }
  CHECK_FALSE(waiting.has_link);
  CHECK(waiting.end == RunEnd::finished);
  CHECK(waiting.console.diagnostics.empty());  // which is not a terminal
}

TEST_CASE("Ctrl-C ends the waiting") {
  Waiting waiting;
  waiting.world.has({unplugged()});
  waiting.world.is_interrupted(k_start + 700ms);
  CHECK(waiting() == 700ms);
  CHECK(waiting.end == RunEnd::interrupted);
}

TEST_CASE("on a terminal it says what it waits for, and clears the line") {
  Waiting waiting;
  waiting.world.has({unplugged()});
  waiting.console.diagnostics_size = TerminalSize{80, 24};
  waiting();
  CHECK(says(waiting.console.diagnostics, "Waiting for the link of eth0, 0.2 s of 5.0 s (--wait-link)"));
  CHECK(waiting.console.diagnostics.ends_with("\r\x1b[K"));
}

}  // namespace provtool
