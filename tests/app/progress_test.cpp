#include "app/progress.hpp"

#include <doctest/doctest.h>

#include <cctype>

#include "base/text.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

// A terminal that remembers what stands on it: it knows line ends, colours, "cursor up" and "clear to the
// end".
class Terminal : public Console {
 public:
  explicit Terminal(std::optional<std::size_t> width, std::size_t rows = 24) : m_width(width), m_rows(rows) {}

  Expected<void> write_result(std::string_view text) override {
    FAIL("the live screen is no result: ", std::string(text));
    return {};
  }
  void write_diagnostic(std::string_view text) override {
    m_written += text;
    while (!text.empty()) text.remove_prefix(act_on(text));
  }
  [[nodiscard]] bool result_is_terminal() const override { return false; }
  [[nodiscard]] std::optional<std::size_t> width() const override { return std::nullopt; }
  [[nodiscard]] std::optional<TerminalSize> diagnostics_terminal() const override {
    return m_width ? std::optional(TerminalSize{*m_width, m_rows}) : std::nullopt;
  }
  [[nodiscard]] bool color_unwanted() const override { return !colored; }
  [[nodiscard]] bool speaks_utf8() const override { return utf8; }

  // What stands on it is broken anew, as most terminals do.
  void resize(std::size_t width) {
    Lines lines;
    for (std::string_view line : m_lines) {
      for (; line.size() > width; line.remove_prefix(width)) lines.emplace_back(line.substr(0, width));
      lines.emplace_back(line);
    }
    m_row = lines.size() - 1;
    m_lines = std::move(lines);
    m_width = width;
  }
  void hang_up() { m_width.reset(); }

  [[nodiscard]] const Lines& lines() const { return m_lines; }
  [[nodiscard]] const std::string& written() const { return m_written; }
  [[nodiscard]] bool stands_at_line_start() const { return m_lines.at(m_row).empty(); }
  [[nodiscard]] std::size_t row() const { return m_row; }

  bool colored = false;
  bool utf8 = false;

 private:
  // What one character or escape sequence does; how long it is.
  std::size_t act_on(std::string_view text) {
    if (text[0] == '\n') {
      if (++m_row == m_lines.size()) m_lines.emplace_back();
      return 1;
    }
    if (text[0] != '\x1b') {
      m_lines.at(m_row) += text[0];
      return 1;
    }
    REQUIRE(text.substr(0, 2) == "\x1b[");
    const auto end = text.find_first_not_of("0123456789;", 2);
    REQUIRE(end != std::string_view::npos);
    const std::string number(text.substr(2, end - 2));
    if (text[end] == 'A') {
      REQUIRE(std::stoul(number) <= m_row);
      REQUIRE(std::stoul(number) < m_rows);  // what scrolled off the top cannot be reached
      m_row -= std::stoul(number);
    } else if (text[end] == 'J') {
      REQUIRE(number == "0");
      m_lines.resize(m_row + 1);
      m_lines.back().clear();
    } else {
      REQUIRE(text[end] == 'm');
    }
    return end + 1;
  }

  std::optional<std::size_t> m_width;
  std::size_t m_rows;
  std::string m_written;
  Lines m_lines{""};
  std::size_t m_row = 0;
};

SourceSection waiting(SourceId source) {
  SourceSection section;
  section.source = source;
  section.rank = 2;
  section.reason = "waiting for an answer";
  return section;
}

SourceSection holding(SourceId source, const std::string& url) {
  SourceSection section;
  section.source = source;
  section.rank = 3;
  section.status = Status::found;
  section.standing = Standing::won;
  section.reason = "192.0.2.1 sent it in its DHCPOFFER";
  section.raw = url;
  section.url = url;
  section.resolved = {url};
  section.server = "192.0.2.1";
  section.elapsed = 12ms;
  return section;
}

DiscoverySection two_sources(const std::string& url = "http://prov.example.com/") {
  DiscoverySection discovery;
  discovery.sources = {waiting(SourceId::pnp), holding(SourceId::dhcp160, url)};
  return discovery;
}

Waiting after(Duration elapsed) {
  Waiting waiting;
  waiting.elapsed = elapsed;
  waiting.pnp = waiting.dhcp = 5s;
  return waiting;
}

bool contains(const Terminal& terminal, std::string_view words) {
  return terminal.written().find(words) != std::string::npos;
}

const Lines k_erased{""};

}  // namespace

TEST_CASE("what would win so far and who is waited for stand above the sources, which have a line each") {
  const Options options;
  Terminal terminal(100);
  LiveScreen screen(options, terminal);
  CHECK(screen.is_on());
  screen.show(two_sources(), after(1200ms));
  REQUIRE(terminal.lines().size() == 6);
  CHECK(terminal.lines()[0].find("DHCP option 160 would win:  http://prov.example.com/") !=
        std::string::npos);
  CHECK(terminal.lines()[1].find("for SIP PnP, which comes before it: 1.2 s of 5.0 s") != std::string::npos);
  CHECK(terminal.lines()[3].find("SIP PnP") != std::string::npos);
  CHECK(terminal.lines()[4].find("http://prov.example.com/") != std::string::npos);
  CHECK(terminal.stands_at_line_start());
}

TEST_CASE("a source keeps its one line, however much there is to say of it") {
  const Options options;
  for (const std::size_t width : {48U, 60U, 80U, 200U}) {
    Terminal terminal(width);
    LiveScreen screen(options, terminal);
    screen.show(two_sources("http://prov.example.com/" + std::string(300, 'x')), after(200ms));
    CHECK(terminal.lines().size() == 6);
  }
}

TEST_CASE("what is shown anew takes the place of what was shown") {
  const Options options;
  Terminal terminal(100);
  terminal.write_diagnostic("$ provtool discover\n");
  LiveScreen screen(options, terminal);
  screen.show(two_sources("http://prov.example.com/" + std::string(200, 'x')), after(200ms));
  screen.show(two_sources(), after(400ms));
  REQUIRE(terminal.lines().size() == 7);
  CHECK(terminal.lines()[0] == "$ provtool discover");
  CHECK(terminal.lines()[2].find("0.4 s of 5.0 s") != std::string::npos);
}

TEST_CASE("what was drawn is erased exactly, once") {
  const Options options;
  for (const std::size_t width : {40U, 41U, 60U, 80U, 100U, 200U}) {
    Terminal terminal(width);
    terminal.write_diagnostic("$ provtool discover\n");
    LiveScreen screen(options, terminal);
    screen.show(two_sources(), after(200ms));
    screen.erase();
    CHECK(terminal.lines() == Lines{"$ provtool discover", ""});
    CHECK(terminal.row() == 1);
    const auto written = terminal.written();
    screen.erase();
    CHECK(terminal.written() == written);
  }
}

TEST_CASE("on a low terminal no more is drawn than can be erased") {
  const Options options;
  for (const std::size_t rows : {2U, 3U, 4U, 5U}) {
    Terminal terminal(80, rows);
    terminal.write_diagnostic("$ provtool discover\n");
    LiveScreen screen(options, terminal);
    screen.show(two_sources(), after(200ms));
    CHECK(terminal.row() == rows);
    screen.show(two_sources(), after(400ms));
    screen.erase();
    CHECK(terminal.lines() == Lines{"$ provtool discover", ""});
  }
}

TEST_CASE("it leaves nothing behind") {
  const Options options;
  Terminal terminal(80);
  {
    LiveScreen screen(options, terminal);
    screen.show(two_sources(), after(200ms));
  }
  CHECK(terminal.lines() == k_erased);
}

TEST_CASE("an empty screen is erased without a byte") {
  const Options options;
  Terminal terminal(80);
  { LiveScreen screen(options, terminal); }
  CHECK(terminal.written().empty());
}

TEST_CASE("nothing is drawn where no terminal is, where it is too narrow, or when quiet is wanted") {
  Options options;
  for (const auto width :
       {std::optional<std::size_t>(), std::optional<std::size_t>(0), std::optional<std::size_t>(39)}) {
    Terminal terminal(width);
    LiveScreen screen(options, terminal);
    CHECK_FALSE(screen.is_on());
    screen.show(two_sources(), after(200ms));
    screen.erase();
    CHECK(terminal.written().empty());
  }
  options.output.quiet = true;
  Terminal terminal(80);
  LiveScreen screen(options, terminal);
  screen.show(two_sources(), after(200ms));
  CHECK_FALSE(screen.is_on());
  CHECK(terminal.written().empty());
}

TEST_CASE("no line is wider than the terminal") {
  const Options options;
  for (const bool utf8 : {false, true}) {
    for (std::size_t width = 40; width <= 130; ++width) {
      Terminal terminal(width);
      terminal.utf8 = utf8;
      LiveScreen screen(options, terminal);
      screen.show(two_sources("http://prov.example.com/" + std::string(200, 'x') +
                              "/b\xc3\xbc"
                              "ro.cfg"),
                  after(200ms));
      for (const auto& line : terminal.lines()) CHECK(columns(line) <= width);
    }
  }
}

TEST_CASE("secrets are masked, unless they are to be shown") {
  Options options;
  const std::string url = "http://user:hidden@192.0.2.1/?token=abc123";
  Terminal masking(120);
  LiveScreen(options, masking).show(two_sources(url), after(200ms));
  CHECK(contains(masking, "http://user:***@192.0.2.1/?token=***"));
  CHECK_FALSE(contains(masking, "hidden"));
  CHECK_FALSE(contains(masking, "abc123"));
  options.output.secrets = Secrets::show;
  Terminal showing(120);
  LiveScreen(options, showing).show(two_sources(url), after(200ms));
  CHECK(contains(showing, url));
}

TEST_CASE("what a terminal would act on is escaped") {
  const Options options;
  Terminal terminal(120);
  LiveScreen screen(options, terminal);
  screen.show(two_sources("http://192.0.2.1/\x1b[2J\r\n"), after(200ms));
  CHECK(terminal.lines().size() == 6);
  CHECK_FALSE(contains(terminal, "\x1b[2J"));
  CHECK(contains(terminal, "\\x1b[2J"));
}

TEST_CASE("colours, and what only UTF-8 can say, only where they are wanted") {
  Options options;
  const auto drawn = [&](bool colored, bool utf8) {
    Terminal terminal(120);
    terminal.colored = colored;
    terminal.utf8 = utf8;
    LiveScreen screen(options, terminal);
    screen.show(two_sources("http://prov.example.com/" + std::string(200, 'x')), after(200ms));
    return terminal.written();
  };
  CHECK(drawn(false, false).find('\x1b') == std::string::npos);
  CHECK(drawn(false, false).find("xx~\n") != std::string::npos);
  CHECK(drawn(true, false).find("\x1b[32m") != std::string::npos);
  CHECK(drawn(false, true).find("xx…\n") != std::string::npos);
  options.output.color = ColorChoice::never;
  CHECK(drawn(true, false).find('\x1b') == std::string::npos);
}

TEST_CASE("a terminal that is made narrower or wider meanwhile is left clean") {
  const Options options;
  for (const std::size_t width : {50U, 79U, 200U}) {
    CAPTURE(width);
    Terminal terminal(100);
    LiveScreen screen(options, terminal);
    screen.show(two_sources("http://prov.example.com/" + std::string(60, 'x')), after(1200ms));
    terminal.resize(width);
    screen.show(two_sources(), after(1300ms));
    CHECK(terminal.lines().size() == 6);
    screen.erase();
    CHECK(terminal.lines() == k_erased);
  }
}

TEST_CASE("on a terminal that is gone nothing is drawn or erased") {
  const Options options;
  Terminal terminal(100);
  LiveScreen screen(options, terminal);
  screen.show(two_sources(), after(1200ms));
  const auto written = terminal.written();
  terminal.hang_up();
  screen.show(two_sources(), after(1300ms));
  screen.erase();
  CHECK(terminal.written() == written);
}

}  // namespace provtool
