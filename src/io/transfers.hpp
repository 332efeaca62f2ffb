// Requests over HTTP, HTTPS, FTP and TFTP, any number at once, without a thread. Each looks its host up, and
// then connects to the addresses that it got.
#pragma once

#include <poll.h>

#include <functional>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "base/transfer.hpp"
#include "io/world.hpp"

namespace provtool {

class Transfers {
 public:
  // `is_interrupted` is asked where a library waits on its own.
  explicit Transfers(std::function<bool()> is_interrupted = {});
  ~Transfers();
  Transfers(const Transfers&) = delete;
  Transfers& operator=(const Transfers&) = delete;

  void start(RequestId id, const Request& request);
  [[nodiscard]] bool is_any_running() const { return !m_running.empty(); }
  [[nodiscard]] std::vector<FetchProgress> under_way() const;

  // Like poll(2) on `others`, while the transfers go on. Returns early when one of them has a result; false
  // when the kernel refused to wait.
  bool poll(std::span<pollfd> others, Duration at_most);
  std::vector<std::pair<RequestId, Fetched>> take_results();
  // At once, also in the middle of a name lookup.
  void abandon();

 private:
  struct Multi;
  class Transfer;

  bool wait(std::vector<pollfd>& polled, Duration left);
  [[nodiscard]] bool is_any_curl() const;
  void go_on();
  void perform();
  void* multi();  // of libcurl

  std::function<bool()> m_is_interrupted;
  std::unique_ptr<Multi> m_multi;
  std::vector<std::unique_ptr<Transfer>> m_running;
};

}  // namespace provtool
