// A console that remembers what was written, and takes it or not as the test says.
#pragma once

#include <string>

#include "io/console.hpp"

namespace provtool::testing {

struct FakeConsole : public Console {
  std::string result;
  std::string diagnostics;
  std::optional<Trouble> trouble;  // of write_result
  bool terminal = false;
  std::optional<std::string> file;
  std::optional<std::size_t> columns;
  std::optional<TerminalSize> diagnostics_size;
  bool no_color = false;
  bool utf8 = false;

  Expected<void> write_result(std::string_view text) override {
    if (trouble) return tl::unexpected(*trouble);
    result += text;
    return {};
  }
  void write_diagnostic(std::string_view text) override { diagnostics += text; }
  [[nodiscard]] bool result_is_terminal() const override { return terminal; }
  [[nodiscard]] std::optional<std::string> result_file() const override { return file; }
  [[nodiscard]] std::optional<std::size_t> width() const override { return columns; }
  [[nodiscard]] std::optional<TerminalSize> diagnostics_terminal() const override { return diagnostics_size; }
  [[nodiscard]] bool color_unwanted() const override { return no_color; }
  [[nodiscard]] bool speaks_utf8() const override { return utf8; }
};

}  // namespace provtool::testing
