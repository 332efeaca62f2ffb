// On a terminal each source's line fills in while it runs; before the result is printed the lines are gone
// again.
#pragma once

#include <cstddef>

#include "cli/options.hpp"
#include "io/console.hpp"
#include "report/report.hpp"

namespace provtool {

class LiveScreen {
 public:
  // Draws on standard error, and only when that is a terminal and nobody asked for quiet.
  LiveScreen(const Options& options, Console& console);
  ~LiveScreen() { erase(); }
  LiveScreen(const LiveScreen&) = delete;
  LiveScreen& operator=(const LiveScreen&) = delete;

  [[nodiscard]] bool is_on() const { return m_on; }
  void show(DiscoverySection discovery, Duration elapsed);
  void erase();

 private:
  const Options& m_options;
  Console& m_console;
  bool m_on;
  std::size_t m_lines = 0;
};

}  // namespace provtool
