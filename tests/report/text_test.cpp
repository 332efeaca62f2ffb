#include "report/text.hpp"

#include <doctest/doctest.h>

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
  bool symbols = false;
  std::optional<std::size_t> width = std::nullopt;
  bool verbose = false;
  bool quiet = false;
};

std::string shown(Report report, const Style& style = {}) {
  disclose(report, Secrets::mask);
  return to_text(report, {style.color, style.symbols, style.width, style.verbose, style.quiet});
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (const auto line : split(text, '\n')) lines.emplace_back(line);
  return lines;
}

std::string line_with(const std::string& text, std::string_view words) {
  for (const auto& line : lines_of(text))
    if (says(line, words)) return line;
  return "";
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

// Only what a link with DHCPv6 has.
Report with_one_server_of_each_family() {
  auto report = sample_report_with_dhcp6();
  report.discovery->dhcp_servers.pop_back();
  return report;
}

Report with_dhcp6_servers(std::size_t count) {
  auto report = with_one_server_of_each_family();
  auto& servers = report.discovery->dhcp_servers;
  servers.resize(count + 1, servers.back());
  return report;
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

// The contract's sketch.
TEST_CASE("a discovery reads as in the contract's sketch") {
  const auto text = shown(sample_report());
  CHECK(text.starts_with(
      "Phone      KX-UTG200B  0080F0123456\n"
      "Interface  eth0  192.0.2.5/24   IPv4 only\n"
      "\n"
      "  1  manual               -  assumed not set on the phone\n"
      "  2  SIP PnP              -  no answer within 5.0 s from 224.0.1.75:5060 on eth0\n"
      "  3  DHCP option 160      *  http://prov.example.com/utg200/{MODEL}.cfg  192.0.2.1, 12 ms\n"
      "  4  DHCP option 159      o  https://prov159.example.com/                outranked by DHCP option "
      "160\n"
      "  5  DHCP option 66       o  192.0.2.1                                   outranked by DHCP option "
      "160\n"
      "  6  redirection server   .  not reached: DHCP option 160 wins, even if its download fails\n"));
  CHECK(says(text, "\nWinner     DHCP option 160 wins"));
  CHECK(says(text, "\nURL        http://prov.example.com/utg200/KX-UTG200B.cfg\n"));
  CHECK(says(text, "\ninfo     dhcp4.offer-only    read from the OFFER of 192.0.2.1\n"));
  CHECK(says(text, "\ninfo     decision.shadowed   another URL comes from"));
  CHECK(text.ends_with("\n"));
}

TEST_CASE("a source without a place in this mode is listed without a number") {
  CHECK(line_with(shown(sample_report()), "DHCPv6").starts_with("  -  DHCPv6 sub-option 1  .  "));
}

TEST_CASE("several resolved URLs stand in the order in which they are tried") {
  auto report = sample_report();
  report.discovery->decision.resolved = {"tftp://192.0.2.1/x.cfg", "http://192.0.2.1/x.cfg"};
  CHECK(says(shown(report), "\nURL        tftp://192.0.2.1/x.cfg\n           then http://192.0.2.1/x.cfg\n"));
}

TEST_CASE("where the MAC comes from is told unless it was given") {
  auto report = sample_report();
  report.device->mac_from = MacFrom::interface;
  CHECK(says(shown(report), "0080F0123456 (the interface's own)"));
  report.device->mac_from = MacFrom::random;
  CHECK(says(shown(report), "random"));
  CHECK_FALSE(says(shown(sample_report()), "(from"));
}

TEST_CASE("an outcome without a winner says so") {
  auto none = sample_report();
  none.discovery->decision = {};
  none.discovery->decision.outcome = Outcome::none;
  none.discovery->decision.reason = "No source that was asked gives a URL.";
  CHECK(says(shown(none), "\nWinner     none. No source that was asked gives a URL.\n"));
  CHECK_FALSE(says(shown(none), "\nURL "));

  auto open = sample_report();
  open.discovery->decision = {};
  open.discovery->decision.reason = "SIP PnP could not be judged: no packet socket.";
  open.discovery->decision.to_settle = "Run as root.";
  CHECK(says(shown(open), "\nWinner     undetermined. SIP PnP could not be judged"));
  CHECK(says(shown(open), "\nTo settle  Run as root.\n"));
}

TEST_CASE("an unusable winner is marked as one") {
  auto report = sample_report();
  report.discovery->sources[2].status = Status::unusable;
  CHECK(says(line_with(shown(report), "DHCP option 160  "), "!"));
  CHECK(says(line_with(shown(report, {.symbols = true}), "DHCP option 160  "), "✘"));
}

TEST_CASE("symbols replace the marks, and the words stay") {
  const auto text = shown(sample_report(), {.symbols = true});
  CHECK(says(text, "✔  http://prov.example.com/"));
  CHECK(says(text, "○  https://prov159.example.com/"));
  CHECK(says(text, "·  not reached"));
  CHECK(says(text, "outranked by DHCP option 160"));
}

TEST_CASE("findings stand with the worst first, errors and warnings with what to do") {
  auto report = sample_report();
  report.findings = {make_finding("dhcp4.offer-only", "first"), make_finding("decision.no-source", "second"),
                     make_finding("url.macro-unknown", "third", "dhcp160")};
  const auto text = shown(report);
  CHECK(text.find("error    decision.no-source") < text.find("warning  url.macro-unknown"));
  CHECK(text.find("warning  url.macro-unknown") < text.find("info     dhcp4.offer-only"));
  CHECK(says(text, "dhcp160: third"));
  CHECK(says(text, hint_of("decision.no-source")));
  CHECK(says(text, hint_of("url.macro-unknown")));
  CHECK_FALSE(says(text, hint_of("dhcp4.offer-only")));
}

TEST_CASE("quiet: the outcome and errors, nothing else") {
  auto report = sample_report();
  report.findings.push_back(make_finding("dhcp4.unexpected-server", "192.0.2.66 answered"));
  const auto text = shown(report, {.quiet = true});
  CHECK(text.starts_with("Winner     DHCP option 160 wins"));
  CHECK(says(text, "URL        http://prov.example.com/utg200/KX-UTG200B.cfg"));
  CHECK(says(text, "error    dhcp4.unexpected-server  192.0.2.66 answered"));
  CHECK_FALSE(says(text, "Phone"));
  CHECK_FALSE(says(text, "SIP PnP             "));
  CHECK_FALSE(says(text, "decision.shadowed"));
  CHECK_FALSE(says(text, hint_of("dhcp4.unexpected-server")));
}

TEST_CASE("verbose: every option of every server, and what was assumed") {
  const auto text = shown(sample_report(), {.verbose = true});
  CHECK(says(text, "Server     192.0.2.1  00:00:5e:00:53:01  offer, 12 ms"));
  CHECK(says(text, "  1 subnet mask: 255.255.255.0"));
  CHECK(says(text, " 43 vendor-specific information: 0104c0000201"));
  CHECK(says(text, "Assumed    no URL was set by hand on the phone"));
  const auto usual = shown(sample_report());
  CHECK_FALSE(says(usual, "Server "));
  CHECK_FALSE(says(usual, "Assumed"));
}

TEST_CASE("two servers are told apart without being asked") {
  auto report = sample_report();
  auto second = report.discovery->dhcp_servers[0];
  second.server = "192.0.2.2";
  second.relay = "192.0.2.254";
  second.decision->winner = SourceId::dhcp66;
  second.decision->url = "192.0.2.2";
  report.discovery->dhcp_servers.push_back(second);
  const auto text = shown(report);
  CHECK(says(text, "Server     192.0.2.1  "));
  CHECK(says(text, "Server     192.0.2.2  "));
  CHECK(says(text, "through relay 192.0.2.254"));
  CHECK(says(text, "alone, DHCP option 66 would win: 192.0.2.2"));
  CHECK_FALSE(says(text, "subnet mask"));
}

TEST_CASE("one DHCPv4 and one DHCPv6 server are nothing special") {
  CHECK_FALSE(says(shown(with_one_server_of_each_family()), "Server "));
  CHECK(count_of(shown(with_one_server_of_each_family(), {.verbose = true}), "Server ") == 2);
}

TEST_CASE("two DHCPv6 servers are told apart, by address and DUID") {
  const auto text = shown(sample_report_with_dhcp6());
  CHECK(count_of(text, "Server ") == 2);
  CHECK(says(text, "Server     fe80::1  00:00:5e:00:53:01  DUID 0003000100005e005301  reply, 12 ms\n"));
  CHECK(says(text, "Server     fe80::2  00:00:5e:00:53:01  DUID 0003000100005e005302  advertise, 12 ms\n"));
  CHECK(says(text, "           address 2001:db8::50\n"));
  CHECK(says(text, "alone, the outcome would be none"));
  CHECK_FALSE(says(text, "DNS servers"));
  CHECK(says(shown(sample_report_with_dhcp6(), {.verbose = true}), " 23 DNS servers: 2001:db8::53"));
}

TEST_CASE("a DUID is shown no longer than one should be") {
  auto report = sample_report_with_dhcp6();
  report.discovery->dhcp_servers.back().server = std::string(2000, 'f');
  CHECK(widest(shown(report)) < 200);
}

TEST_CASE("a flood of servers is shown in part, each family for itself, and whole when asked for") {
  CHECK_FALSE(says(shown(with_dhcp6_servers(8)), "more: -v"));
  const auto text = shown(with_dhcp6_servers(100));
  CHECK(count_of(text, "Server ") == 8);
  CHECK(says(text, "           and 92 more: -v shows them\n"));
  const auto all = shown(with_dhcp6_servers(100), {.verbose = true});
  CHECK(count_of(all, "Server ") == 101);
  CHECK_FALSE(says(all, "more: -v"));
}

TEST_CASE("routers and what they advertise are shown when asked for") {
  const auto text = shown(sample_report_with_dhcp6(), {.verbose = true});
  CHECK(says(text,
             "\n\nRouter     fe80::ff  00:00:5e:00:53:ff  M=0 O=1  prefix 2001:db8::/64 and fd00:1::/64\n"));
  CHECK_FALSE(says(shown(sample_report_with_dhcp6()), "Router "));
  auto without_prefix = sample_report_with_dhcp6();
  without_prefix.discovery->router_advertisements[0].prefixes.clear();
  CHECK(says(shown(without_prefix, {.verbose = true}), "M=0 O=1\n"));
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

TEST_CASE("a report without a discovery says what is wrong") {
  Report report;
  report.findings.push_back(make_finding("host.no-interface", "there is no interface eth9"));
  CHECK(shown(report).starts_with("error    host.no-interface  there is no interface eth9\n"));
}

// ---- width

TEST_CASE("no line is wider than the terminal, and no word is lost") {
  for (auto report : {sample_report(), hostile_report()}) {
    report.findings.push_back(
        make_finding("decision.winner-unusable", "a value that is not a usable URL", "dhcp160"));
    report.discovery->dhcp_servers.push_back(report.discovery->dhcp_servers[0]);
    for (const std::size_t width : {40U, 41U, 50U, 60U, 72U, 80U, 100U, 132U, 400U}) {
      for (const bool verbose : {false, true}) {
        CAPTURE(width);
        const auto narrow = shown(report, {.width = width, .verbose = verbose});
        CHECK(widest(narrow) <= width);
        CHECK(unwrapped(narrow) == unwrapped(shown(report, {.verbose = verbose})));
      }
    }
  }
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

TEST_CASE("without a terminal no line is broken") {
  auto report = sample_report();
  report.discovery->decision.reason = std::string(300, 'x') + " " + std::string(300, 'y');
  CHECK(says(shown(report), report.discovery->decision.reason));
}

TEST_CASE("a terminal of hardly any width ends nothing") {
  for (const std::size_t width : {0U, 1U, 5U, 20U})
    CHECK_FALSE(shown(sample_report(), {.width = width}).empty());
}

TEST_CASE("the table of sources alone is the report's") {
  auto report = sample_report();
  disclose(report, Secrets::mask);
  const auto table = to_text(*report.discovery, TextStyle{});
  CHECK(table.starts_with("  1  manual"));
  CHECK(says(to_text(report, TextStyle{}), table));
  for (const std::size_t width : {40U, 60U, 80U}) {
    TextStyle style;
    style.width = width;
    CHECK(widest(to_text(*report.discovery, style)) <= width);
  }
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
  const auto usual = shown(sample_report_with_dhcp6(), {.verbose = true});
  auto report = hostile_report();
  report.findings.pop_back();
  CHECK(lines_of(shown(report, {.verbose = true})).size() == lines_of(usual).size());
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

}  // namespace provtool
