// Requests over HTTP and HTTPS, any number at once, by libcurl and without a thread of ours.
#pragma once

#include <poll.h>

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "base/transfer.hpp"
#include "io/world.hpp"

namespace provtool {

class Transfers {
 public:
  Transfers();
  ~Transfers();
  Transfers(const Transfers&) = delete;
  Transfers& operator=(const Transfers&) = delete;

  void start(RequestId id, const Request& request);
  [[nodiscard]] bool is_any_running() const { return !m_running.empty(); }

  // Like poll(2) on `others`, while the transfers go on. Returns early when one of them has something to do;
  // false when the kernel refused to wait.
  bool poll(std::span<pollfd> others, Duration at_most);
  std::vector<std::pair<RequestId, Fetched>> take_results();
  // At once, also in the middle of a name lookup.
  void abandon();

 private:
  struct Multi;
  struct Transfer;

  std::unique_ptr<Multi> m_multi;
  std::vector<std::unique_ptr<Transfer>> m_running;
};

}  // namespace provtool
