// Runs one request to its end.
#pragma once

#include <doctest/doctest.h>

#include <utility>

#include "io/transfers.hpp"

namespace provtool::testing {

inline Fetched fetch(const Request& request) {
  Transfers transfers;
  transfers.start(RequestId{1}, request);
  for (int i = 0; i < 100; ++i) {
    transfers.poll({}, std::chrono::milliseconds(100));
    auto results = transfers.take_results();
    if (!results.empty()) return std::move(results.front().second);
  }
  FAIL("no result came");
  return {};
}

}  // namespace provtool::testing
