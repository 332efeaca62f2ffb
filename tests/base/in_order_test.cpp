#include "base/in_order.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <vector>

using namespace provtool;

TEST_CASE("results come in the order in which the work was given, not in that in which it ended") {
  std::atomic<bool> second_is_done = false;
  InOrder<int> work(2);
  work.start([&] {
    while (!second_is_done) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return 1;
  });
  work.start([&] {
    second_is_done = true;
    return 2;
  });
  CHECK(work.take() == 1);
  CHECK(work.take() == 2);
  CHECK(work.is_empty());
}

TEST_CASE("no more is taken than it may run at once") {
  InOrder<int> work(2);
  CHECK(work.is_empty());
  work.start([] { return 1; });
  CHECK_FALSE(work.is_full());
  work.start([] { return 2; });
  CHECK(work.is_full());
  CHECK(work.take() == 1);
  CHECK_FALSE(work.is_full());
}
