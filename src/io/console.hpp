// Standard output and standard error, and what is known of the terminal behind them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/trouble.hpp"
#include "io/signals.hpp"

namespace provtool {

struct TerminalSize {
  std::size_t columns = 0;
  std::size_t rows = 0;
};

class Console {
 public:
  virtual ~Console() = default;

  // The result: all of it or a trouble; the trouble's message is empty when the reader has gone away.
  virtual Expected<void> write_result(std::string_view text) = 0;
  virtual void write_diagnostic(std::string_view text) = 0;

  [[nodiscard]] virtual bool result_is_terminal() const = 0;
  // The name of the file that the result goes to, when the shell sent it to one.
  [[nodiscard]] virtual std::optional<std::string> result_file() const { return std::nullopt; }
  [[nodiscard]] virtual std::optional<std::size_t> width()
      const = 0;  // columns, when the result goes to a terminal
  // When those go to a terminal that can erase lines.
  [[nodiscard]] virtual std::optional<TerminalSize> diagnostics_terminal() const = 0;
  [[nodiscard]] virtual bool color_unwanted() const = 0;  // NO_COLOR, or a dumb terminal
  [[nodiscard]] virtual bool speaks_utf8() const = 0;
};

class KernelConsole : public Console {
 public:
  // `signals` interrupt a write that nobody takes.
  explicit KernelConsole(const Signals& signals) : m_signals(signals) {}

  Expected<void> write_result(std::string_view text) override;
  void write_diagnostic(std::string_view text) override;
  [[nodiscard]] bool result_is_terminal() const override;
  [[nodiscard]] std::optional<std::string> result_file() const override;
  [[nodiscard]] std::optional<std::size_t> width() const override;
  [[nodiscard]] std::optional<TerminalSize> diagnostics_terminal() const override;
  [[nodiscard]] bool color_unwanted() const override;
  [[nodiscard]] bool speaks_utf8() const override;

 private:
  const Signals& m_signals;
};

}  // namespace provtool
