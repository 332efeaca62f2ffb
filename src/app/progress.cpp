#include "app/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "report/disclosure.hpp"
#include "report/text.hpp"

namespace provtool {

namespace {

// Below this a table of sources helps nobody.
constexpr std::size_t k_narrowest = 40;

// The first `count` lines.
std::string_view first_lines(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  for (; count > 0 && end < text.size(); --count) end = std::min(text.find('\n', end), text.size() - 1) + 1;
  return text.substr(0, end);
}

std::vector<std::size_t> widths_of(std::string_view text) {
  std::vector<std::size_t> widths;
  for (const auto line : split(text.substr(0, text.size() - 1), '\n')) widths.push_back(columns(line));
  return widths;
}

// A terminal that was made narrower meanwhile has broken the lines that stood on it.
std::size_t rows_of(const std::vector<std::size_t>& widths, std::size_t columns) {
  std::size_t rows = 0;
  for (const auto width : widths) rows += std::max<std::size_t>((width + columns - 1) / columns, 1);
  return rows;
}

// What is over sooner needs no progress, and nobody reads a line that changes more often.
constexpr Duration k_moment = std::chrono::milliseconds(100);
constexpr std::size_t k_bar = 20;

}  // namespace

LiveScreen::LiveScreen(const Options& options, Console& console)
    : m_options(options),
      m_console(console),
      m_on(!options.output.quiet && !options.output.trace &&
           console.diagnostics_terminal().value_or(TerminalSize{}).columns >= k_narrowest) {}

void LiveScreen::show(DiscoverySection discovery, const Waiting& waiting) {
  const auto terminal = m_console.diagnostics_terminal();
  if (!m_on || !terminal) return;
  disclose(discovery, m_options.output.secrets);
  TextStyle style;
  style.width = terminal->columns;
  style.utf8 = m_console.speaks_utf8();
  const auto page = to_live_view(discovery, waiting);
  // What scrolled off the top could not be erased; the cursor stands on the row below the last line.
  const auto plain = to_text(page, style);
  auto widths = widths_of(first_lines(plain, terminal->rows - 1));
  style.color = m_options.output.color != ColorChoice::never && !m_console.color_unwanted();
  const auto text = to_text(page, style);
  erase();
  m_console.write_diagnostic(first_lines(text, terminal->rows - 1));
  m_widths = std::move(widths);
}

void LiveScreen::erase() {
  const auto terminal = m_console.diagnostics_terminal();
  const auto widths = std::exchange(m_widths, {});
  if (widths.empty() || !terminal) return;
  // Up to where the table began, then clear to the end of the screen (ECMA-48 CUU, ED).
  const auto rows = std::min(rows_of(widths, terminal->columns), terminal->rows - 1);
  m_console.write_diagnostic(fmt::format("\x1b[{}A\x1b[0J", rows));
}

StatusLine::StatusLine(const Options& options, Console& console)
    : m_console(console),
      m_on(!options.output.quiet &&
           console.diagnostics_terminal().value_or(TerminalSize{}).columns >= k_narrowest) {}

void StatusLine::show(std::string_view text) {
  const auto terminal = m_on ? m_console.diagnostics_terminal() : std::nullopt;
  if (!terminal) return;
  m_console.write_diagnostic(fmt::format("\r\x1b[K{}", first_columns(text, terminal->columns - 1)));
  m_drawn = true;
}

void StatusLine::erase() {
  if (m_drawn) m_console.write_diagnostic("\r\x1b[K");
  m_drawn = false;
}

FileProgress::FileProgress(const Options& options, Console& console, World& world)
    : m_line(options, console), m_world(world), m_next(world.now() + k_moment) {}

void FileProgress::show(std::string_view path) {
  ++m_shown;
  if (!is_on() || m_world.now() < m_next) return;
  m_next = m_world.now() + k_moment;
  const auto done = std::min(k_bar, k_bar * m_shown / std::max<std::size_t>(m_files, 1));
  m_line.show(fmt::format("[{:<{}}] {} of {} files, {}", std::string(done, '#'), k_bar, m_shown, m_files,
                          disclosed(foreign(path), Secrets::mask)));
}

}  // namespace provtool
