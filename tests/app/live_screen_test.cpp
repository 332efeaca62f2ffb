#include "app/live_screen.hpp"

#include <doctest/doctest.h>

#include "base/text.hpp"
#include "support/fake_console.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using testing::FakeConsole;

DiscoverySection two_sources() {
  DiscoverySection discovery;
  SourceSection manual;
  manual.source = SourceId::manual;
  manual.rank = 1;
  manual.status = Status::empty;
  manual.reason = "assumed not set on the phone";
  SourceSection option;
  option.source = SourceId::dhcp160;
  option.rank = 2;
  option.status = Status::found;
  option.raw = ReceivedText{"ftp://u:s3cret@prov.example.com/", std::nullopt, false};
  option.url = option.raw->text;
  option.reason = "192.0.2.1 sent it\x1b[2J";
  discovery.sources = {manual, option};
  return discovery;
}

FakeConsole terminal() {
  FakeConsole console;
  console.diagnostics_size = {80, 24};
  console.no_color = true;
  return console;
}

bool says(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

}  // namespace

TEST_CASE("it draws on standard error only, and takes its lines away again") {
  auto console = terminal();
  const Options options;
  {
    LiveScreen screen(options, console);
    REQUIRE(screen.is_on());
    screen.show(two_sources(), 1200ms);
    CHECK(console.result.empty());
    CHECK(says(console.diagnostics, "manual"));
    CHECK(says(console.diagnostics, "Asking, 1.2 s\n"));
    CHECK_FALSE(says(console.diagnostics, "\x1b"));
    const auto lines = split(console.diagnostics, '\n').size() - 1;
    console.diagnostics.clear();
    screen.show(two_sources(), 1400ms);
    CHECK(console.diagnostics.starts_with("\x1b[" + std::to_string(lines) + "A\x1b[0J"));
    console.diagnostics.clear();
  }
  CHECK(console.diagnostics.ends_with("\x1b[0J"));
}

TEST_CASE("what was taken away is not taken away twice") {
  auto console = terminal();
  const Options options;
  LiveScreen screen(options, console);
  screen.erase();
  CHECK(console.diagnostics.empty());
  screen.show(two_sources(), 0s);
  screen.erase();
  console.diagnostics.clear();
  screen.erase();
  CHECK(console.diagnostics.empty());
}

TEST_CASE("it draws no more lines than the terminal has, but for the cursor's own") {
  auto console = terminal();
  console.diagnostics_size = {80, 3};
  const Options options;
  LiveScreen screen(options, console);
  screen.show(two_sources(), 0s);
  CHECK(split(console.diagnostics, '\n').size() - 1 == 2);
  CHECK(says(console.diagnostics, "manual"));
  console.diagnostics.clear();
  screen.erase();
  CHECK(console.diagnostics == "\x1b[2A\x1b[0J");
}

TEST_CASE("no line is wider than the terminal: its cursor goes up line by line") {
  auto console = terminal();
  console.diagnostics_size = {40, 24};
  const Options options;
  LiveScreen screen(options, console);
  screen.show(two_sources(), 0s);
  for (const auto line : split(console.diagnostics, '\n')) CHECK(columns(line) <= 40);
}

TEST_CASE("secrets are masked and control characters escaped there, too") {
  auto console = terminal();
  Options options;
  LiveScreen screen(options, console);
  screen.show(two_sources(), 0s);
  CHECK_FALSE(says(console.diagnostics, "s3cret"));
  for (const auto line : split(console.diagnostics, '\n')) CHECK_FALSE(clean(line).escaped);
  options.show_secrets = true;
  console.diagnostics.clear();
  screen.show(two_sources(), 0s);
  CHECK(says(console.diagnostics, "s3cret"));
}

TEST_CASE("it is off without a terminal, on a very narrow one, and when quiet was asked for") {
  const Options usual;
  Options quiet;
  quiet.quiet = true;
  FakeConsole file;
  auto narrow = terminal();
  narrow.diagnostics_size = {39, 24};
  auto wide = terminal();
  struct Row {
    const Options* options;
    FakeConsole* console;
  };
  for (const auto& row : {Row{&usual, &file}, Row{&usual, &narrow}, Row{&quiet, &wide}}) {
    LiveScreen screen(*row.options, *row.console);
    CHECK_FALSE(screen.is_on());
    screen.show(two_sources(), 0s);
    screen.erase();
    CHECK(row.console->diagnostics.empty());
  }
}

}  // namespace provtool
