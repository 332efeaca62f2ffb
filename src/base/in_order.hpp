// Work that runs on threads of its own while more is prepared; its results come in the order it was given in.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <future>
#include <thread>
#include <utility>

namespace provtool {

template <typename Result>
class InOrder {
 public:
  // At most `most` at once; by default some more than there are processors, so that none waits for the first.
  explicit InOrder(std::size_t most = std::max(1U, std::thread::hardware_concurrency()) + std::size_t{3})
      : m_most(most) {}

  [[nodiscard]] bool is_full() const { return m_running.size() >= m_most; }
  [[nodiscard]] bool is_empty() const { return m_running.empty(); }

  // Where no thread can be had, take() does the work.
  template <typename Work>
  void start(Work work) {
    m_running.push_back(std::async(std::launch::async | std::launch::deferred, std::move(work)));
  }

  // Waits for the one that was started first.
  [[nodiscard]] Result take() {
    auto result = m_running.front().get();
    m_running.pop_front();
    return result;
  }

 private:
  std::size_t m_most;
  std::deque<std::future<Result>> m_running;
};

}  // namespace provtool
