// On a terminal a run shows how far it is; before the result is printed that is gone again.
#pragma once

#include <cstddef>
#include <vector>

#include "cli/options.hpp"
#include "io/console.hpp"
#include "io/world.hpp"
#include "report/live_view.hpp"

namespace provtool {

class LiveScreen {
 public:
  // Draws on standard error, and only when that is a terminal and nobody asked for quiet.
  LiveScreen(const Options& options, Console& console);
  ~LiveScreen() { erase(); }
  LiveScreen(const LiveScreen&) = delete;
  LiveScreen& operator=(const LiveScreen&) = delete;

  [[nodiscard]] bool is_on() const { return m_on; }
  void show(DiscoverySection discovery, const Waiting& waiting);
  void erase();

 private:
  const Options& m_options;
  Console& m_console;
  bool m_on;
  std::vector<std::size_t> m_widths{};  // of the lines that stand on it
};

// One line that changes while it is waited, and is gone before anything else is said.
class StatusLine {
 public:
  StatusLine(const Options& options, Console& console);
  ~StatusLine() { erase(); }
  StatusLine(const StatusLine&) = delete;
  StatusLine& operator=(const StatusLine&) = delete;

  [[nodiscard]] bool is_on() const { return m_on; }
  void show(std::string_view text);  // fit to be shown
  void erase();

 private:
  Console& m_console;
  bool m_on;
  bool m_drawn = false;
};

// Which of many files is read, when that takes longer than a moment.
class FileProgress {
 public:
  FileProgress(const Options& options, Console& console, World& world);

  [[nodiscard]] bool is_on() const { return m_line.is_on(); }
  void expect(std::size_t files) { m_files = files; }
  void show(std::string_view path);
  void erase() { m_line.erase(); }

 private:
  StatusLine m_line;
  World& m_world;
  std::size_t m_files = 0;
  std::size_t m_shown = 0;  // of the files
  Instant m_next;           // when the line changes
};

}  // namespace provtool
