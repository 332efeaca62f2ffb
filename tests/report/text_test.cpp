#include "report/text.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/disclosure.hpp"
#include "report/sample_report.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using testing::count_of;
using testing::sample_report;
using testing::sample_report_with_dhcp6;
using testing::says;
using testing::widest;

// A TextStyle by the names of what differs from the usual one.
struct Style {
  bool color = false;
  std::optional<std::size_t> width = std::nullopt;
  bool verbose = false;
  bool quiet = false;
};

std::string shown(Report report, const Style& style = {}) {
  disclose(report, Secrets::mask);
  return to_text(report, {style.color, true, style.width, style.verbose, style.quiet});
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (const auto line : split(text, '\n')) lines.emplace_back(line);
  return lines;
}

// Without the colour codes that the text itself may hold.
std::string without_color(std::string text) {
  for (const auto* code : {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[33m"})
    for (auto at = text.find(code); at != std::string::npos; at = text.find(code))
      text.erase(at, std::string(code).size());
  return text;
}

// The words in their order, wherever lines were broken.
std::string unwrapped(const std::string& text) {
  std::string words;
  for (const auto& line : lines_of(text))
    for (const auto word : split(line, ' '))
      if (!word.empty()) words += word;
  return words;
}

Report hostile_report() {
  auto report = sample_report_with_dhcp6();
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  all += "\xe2\x80\xae\xe2\x80\xa8\xef\xbb\xbf\xc2\x9b";
  for (auto* text : {&report.device->model, &report.interface->name, &report.interface->mode_reason,
                     &report.assumptions[0], &report.discovery->sources[1].reason,
                     &*report.discovery->sources[2].raw, &report.discovery->sources[2].url,
                     &report.discovery->sources[2].resolved[0], &report.discovery->decision.reason,
                     &report.discovery->decision.url, &report.discovery->decision.resolved[0],
                     &*report.discovery->dhcp_servers[0].options[0].text, &report.verdict.summary})
    *text += all;
  report.findings.push_back(make_finding("dhcp4.nak", all));
  return report;
}

}  // namespace

TEST_CASE("verbose: every option of every server, and what was assumed") {
  const auto text = shown(sample_report(), {.width = 200, .verbose = true});
  CHECK(says(text, "Server     192.0.2.1  00:00:5e:00:53:01  offer, 12 ms"));
  CHECK(says(text, "  1 subnet mask: 255.255.255.0"));
  CHECK(says(text, " 43 vendor-specific information: 0104c0000201"));
  CHECK(says(text, "Assumed    no URL was set by hand on the phone"));
  const auto usual = shown(sample_report());
  CHECK_FALSE(says(usual, "Server "));
  CHECK_FALSE(says(usual, "Assumed"));
}

TEST_CASE("verbose: all servers, each with what it alone would lead to") {
  auto report = sample_report_with_dhcp6();
  auto second = report.discovery->dhcp_servers[0];
  second.server = "192.0.2.2";
  second.relay = "192.0.2.254";
  second.decision->winner = SourceId::dhcp66;
  second.decision->url = "192.0.2.2";
  report.discovery->dhcp_servers.push_back(second);
  const auto text = shown(report, {.width = 200, .verbose = true});
  CHECK(count_of(text, "Server ") == 4);
  CHECK(says(text, "through relay 192.0.2.254"));
  CHECK(says(text, "alone, DHCP option 66 would win: 192.0.2.2"));
  CHECK(says(text, "Server     fe80::1  00:00:5e:00:53:01  DUID 0003000100005e005301  reply, 12 ms\n"));
  CHECK(says(text, "Server     fe80::2  00:00:5e:00:53:01  DUID 0003000100005e005302  advertise, 12 ms\n"));
  CHECK(says(text, "           address 2001:db8::50\n"));
  CHECK(says(text, "alone, the outcome would be none"));
  CHECK(says(text, " 23 DNS servers: 2001:db8::53"));
  CHECK_FALSE(says(shown(report), "Server "));
}

TEST_CASE("a DUID is shown no longer than one should be") {
  auto report = sample_report_with_dhcp6();
  report.discovery->dhcp_servers.back().server = std::string(2000, 'f');
  CHECK(count_of(shown(report, {.width = 1000, .verbose = true}), "f") < 200);
}

TEST_CASE("routers and what they advertise are shown when asked for") {
  const auto text = shown(sample_report_with_dhcp6(), {.width = 200, .verbose = true});
  CHECK(says(text,
             "\n\nRouter     fe80::ff  00:00:5e:00:53:ff  M=0 O=1  prefix 2001:db8::/64 and fd00:1::/64\n"));
  CHECK_FALSE(says(shown(sample_report_with_dhcp6()), "Router "));
  auto without_prefix = sample_report_with_dhcp6();
  without_prefix.discovery->router_advertisements[0].prefixes.clear();
  CHECK(says(shown(without_prefix, {.width = 200, .verbose = true}), "M=0 O=1\n"));
}

TEST_CASE("a dry run lists what would be sent") {
  Report report;
  report.plan = PlanSection{{{0s, "DHCPDISCOVER for 00:80:f0:12:34:56", "a", "b", 342, "ff"},
                             {3500ms, "DHCPDISCOVER for 00:00:5e:00:53:05", "a", "b", 342, "ff"}},
                            {"a packet socket on eth0"}};
  const auto text = shown(report);
  CHECK(says(text, "nothing was sent"));
  CHECK(says(text, "   0.0 s  DHCPDISCOVER for 00:80:f0:12:34:56  a -> b, 342 bytes\n"));
  CHECK(says(text, "   3.5 s  DHCPDISCOVER for 00:00:5e:00:53:05"));
  CHECK(says(text, "  - a packet socket on eth0\n"));
}

// ---- width

TEST_CASE("no line is wider than the terminal") {
  for (auto report : {sample_report(), hostile_report()}) {
    report.findings.push_back(
        make_finding("decision.winner-unusable", "a value that is not a usable URL", "dhcp160"));
    report.discovery->dhcp_servers.push_back(report.discovery->dhcp_servers[0]);
    for (const std::size_t width : {40U, 41U, 50U, 60U, 72U, 80U, 100U, 132U, 400U}) {
      for (const bool verbose : {false, true}) {
        CAPTURE(width);
        CHECK(widest(shown(report, {.width = width, .verbose = verbose})) <= width);
      }
    }
  }
}

TEST_CASE("below its first line and its table verbose text loses no word, however narrow") {
  const auto below = [](const std::string& text) { return unwrapped(text.substr(text.find("Server "))); };
  const auto whole = below(shown(hostile_report(), {.width = 4000, .verbose = true}));
  for (const std::size_t width : {40U, 60U, 80U, 132U})
    CHECK(below(shown(hostile_report(), {.width = width, .verbose = true})) == whole);
}

TEST_CASE("where there is no UTF-8 what was cut is marked all the same, in as many columns") {
  auto report = sample_report();
  report.discovery->sources[2].url += std::string(80, 'x');
  TextStyle style;
  const auto usual = to_text(report, style);
  style.utf8 = false;
  const auto plain = to_text(report, style);
  CHECK(says(usual, "…"));
  CHECK_FALSE(says(plain, "…"));
  CHECK(says(plain, "~\n"));
  CHECK(widest(plain) == widest(usual));
}

TEST_CASE("where there is no UTF-8 what others wrote is ASCII too, and stays aligned") {
  auto report = sample_report();
  report.discovery->sources[2].url =
      "http://h/\xe9\x9b\xbb\xe8\xa9\xb1/e\xcc\x81.cfg";  // wide; a combining accent
  TextStyle style;
  const auto usual = to_text(report, style);
  style.utf8 = false;
  const auto plain = to_text(report, style);
  CHECK(says(plain, "http://h/" + std::string(4, '?') + "/e.cfg\n"));
  CHECK(widest(plain) == widest(usual));
  for (const char c : plain) CHECK(static_cast<unsigned char>(c) < 0x80);
}

TEST_CASE("whatever the network does, the answer stays on a screen of 24 rows") {
  auto report = sample_report();
  report.verdict = {VerdictStatus::failed, "It depends on which DHCP server answers first.", 1};
  const std::string large = "\xe9\x9b\xbb\xcc\x81" + std::string(1 << 16, 'x') + "\xe8\xa9\xb1";
  auto& discovery = *report.discovery;
  discovery.decision.outcome = Outcome::contested;
  for (int i = 0; i < 100; ++i)
    discovery.decision.contenders.push_back({fmt::format("192.0.2.{}", i), "02:00:00:00:00:01",
                                             std::chrono::milliseconds(i), SourceId::dhcp66, large});
  for (auto& source : discovery.sources)
    if (source.raw) source.url = large;
  report.findings.clear();
  for (std::size_t i = 0; i < 64; ++i) {
    const auto& kind = k_finding_catalogue[i];
    report.findings.push_back({std::string(kind.id),
                               Severity::warning,
                               fmt::format("{} {}", kind.meaning, i),
                               std::string(kind.hint),
                               {}});
  }
  for (const std::size_t width : {60U, 80U, 200U}) {
    CAPTURE(width);
    const auto text = shown(report, {.width = width});
    CHECK(widest(text) <= width);
    CHECK(text.starts_with("FAILS    It depends"));
    CHECK(says(text, "more finding"));
    CHECK(says(text, " more: -v shows them"));
    CHECK(says(text, "  2  SIP PnP              no answer  "));
    if (width >= 80) CHECK(count_of(text, "\n") <= 23);
  }
  CHECK(says(shown(report, {.verbose = true}), "192.0.2.99"));
}

TEST_CASE("text in a pipe is that of a terminal of 80 columns") {
  CHECK(shown(sample_report()) == shown(sample_report(), {.width = 80}));
}

TEST_CASE("no line ends with a blank, also where one is broken between two") {
  auto report = sample_report();
  report.interface->addresses = {"192.0.2.50/24", "2001:db8::50/64", "fe80::200:5eff:fe00:5301/64"};
  for (std::size_t width = 40; width < 100; ++width) {
    CAPTURE(width);
    CHECK_FALSE(says(shown(report, {.width = width}), " \n"));
  }
}

TEST_CASE("a dry run keeps to the width, too") {
  Report report;
  report.plan = PlanSection{{{0s, "DHCPDISCOVER for 00:80:f0:12:34:56", "00:00:5e:00:53:05 0.0.0.0:68",
                              "ff:ff:ff:ff:ff:ff 255.255.255.255:67", 342, "ff"}},
                            {"the DHCP servers' logs show the requests"}};
  for (const std::size_t width : {40U, 60U, 80U}) CHECK(widest(shown(report, {.width = width})) <= width);
}

TEST_CASE("a terminal of hardly any width ends nothing") {
  for (const std::size_t width : {0U, 1U, 5U, 20U})
    CHECK_FALSE(shown(sample_report(), {.width = width}).empty());
}

// ---- what reaches the terminal

TEST_CASE("no control byte reaches the terminal, whatever a server sent") {
  for (const bool verbose : {false, true}) {
    const auto text = shown(hostile_report(), {.verbose = verbose});
    CHECK(is_utf8(text));
    for (const auto& line : lines_of(text)) CHECK_FALSE(clean(line).escaped);
  }
}

TEST_CASE("one value stays one line") {
  const auto usual = shown(sample_report_with_dhcp6(), {.width = 10'000, .verbose = true});
  auto report = hostile_report();
  report.findings.pop_back();
  CHECK(lines_of(shown(report, {.width = 10'000, .verbose = true})).size() == lines_of(usual).size());
}

TEST_CASE("with colour the only control bytes are our own colour codes") {
  const auto text = shown(hostile_report(), {.color = true, .verbose = true});
  CHECK(says(text, "\x1b[1m"));
  const auto plain = without_color(text);
  for (const auto& line : lines_of(plain)) CHECK_FALSE(clean(line).escaped);
  CHECK(plain == shown(hostile_report(), {.verbose = true}));
}

TEST_CASE("colour takes no columns, and each colour ends where it began") {
  const auto colored = shown(sample_report(), {.color = true, .width = 60});
  CHECK(without_color(colored) == shown(sample_report(), {.width = 60}));
  for (const auto& line : lines_of(colored)) {
    const auto last = line.rfind('\x1b');
    if (last != std::string::npos) CHECK(line.substr(last, 4) == "\x1b[0m");
  }
}

TEST_CASE("without colour there is none") {
  CHECK_FALSE(says(shown(sample_report()), "\x1b"));
}

TEST_CASE("a server's text never begins a line") {
  for (const std::string_view piece : {"\u754c", "e\u0301", "a\u00a0b", "\u2028", "\u0085", "\v", "\f", "\r",
                                       "\u00a0", "\U0001f4de", "xy"}) {
    for (const std::size_t width : {12U, 20U, 24U, 37U, 80U}) {
      CAPTURE(piece);
      CAPTURE(width);
      auto report = sample_report();
      std::string value;
      while (value.size() < 300) value += piece;
      report.discovery->sources[2].reason = value;
      report.discovery->decision.reason = value;
      report.discovery->decision.resolved = {value};
      report.findings = {make_finding("dhcp4.nak", value)};
      disclose(report, Secrets::mask);
      TextStyle style;
      style.width = width;
      const auto text = to_text(report, style);
      for (const auto line : split(text, '\n')) {
        if (line.empty() || line.front() == ' ') {
          CHECK(columns(line) <= std::max<std::size_t>(width, 40));
          continue;
        }
        CHECK(first_code_point(line).value < 0x80);
        CHECK_FALSE(line.starts_with("xy"));
      }
    }
  }
}

TEST_CASE("the command that says more stands on the answer's line where it fits, and below it otherwise") {
  AnswerBlock block{VerdictStatus::failed, "1 file: 1 invalid"};
  block.more = "provtool explain config.bad-perm";
  const Page page{block};
  TextStyle style;
  CHECK(to_text(page, style) == "FAILS    1 file: 1 invalid; more: provtool explain config.bad-perm\n");
  style.width = 66;
  CHECK(to_text(page, style) == "FAILS    1 file: 1 invalid; more: provtool explain config.bad-perm\n");
  style.width = 65;
  CHECK(to_text(page, style) == "FAILS    1 file: 1 invalid\n  more   provtool explain config.bad-perm\n");
}

}  // namespace provtool
