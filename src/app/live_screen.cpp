#include "app/live_screen.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/disclosure.hpp"
#include "report/text.hpp"

namespace provtool {

namespace {

// Below this a table of sources helps nobody.
constexpr std::size_t k_narrowest = 40;

}  // namespace

LiveScreen::LiveScreen(const Options& options, Console& console)
    : m_options(options),
      m_console(console),
      m_on(!options.quiet && console.diagnostics_width().value_or(0) >= k_narrowest) {}

void LiveScreen::show(DiscoverySection discovery, Duration elapsed) {
  if (!m_on) return;
  disclose(discovery, m_options.show_secrets ? Secrets::show : Secrets::mask);
  TextStyle style;
  style.width = m_console.diagnostics_width();
  style.symbols = m_console.speaks_utf8();
  style.color = m_options.color != ColorChoice::never && !m_console.color_unwanted();
  const auto text = to_text(discovery, style) + fmt::format("\nAsking, {}\n", to_seconds_text(elapsed));
  erase();
  m_console.write_diagnostic(text);
  m_lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

void LiveScreen::erase() {
  if (m_lines == 0) return;
  // Up to where the table began, then clear to the end of the screen (ECMA-48 CUU, ED).
  m_console.write_diagnostic(fmt::format("\x1b[{}A\x1b[0J", m_lines));
  m_lines = 0;
}

}  // namespace provtool
