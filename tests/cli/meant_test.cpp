#include "cli/meant.hpp"

#include <doctest/doctest.h>

#include <array>
#include <utility>

#include "support/invented_command_line.hpp"
#include "support/says.hpp"
#include "support/typed.hpp"

namespace provtool {

namespace {

using testing::Line;
using testing::says;
using Typed = std::pair<Line, std::string_view>;

// What a usage error says of a line, and it is one.
std::string told(const Line& words) {
  const auto result = parse_options(command_line(), words, std::nullopt);
  REQUIRE(std::holds_alternative<Message>(result));
  CHECK(std::get<Message>(result).code == ExitCode::usage);
  return std::get<Message>(result).text;
}

void check_each(const std::vector<Typed>& cases) {
  for (const auto& [words, answer] : cases) {
    const auto text = told(words);
    CAPTURE(text);
    CHECK(says(text, answer));
  }
}

}  // namespace

TEST_CASE("a source in the place of a command, by whatever name, is shown as it is asked") {
  check_each({
      {{"160"}, "unknown command \"160\"; did you mean: provtool discover dhcp160\n"},
      {{"159"}, "did you mean: provtool discover dhcp159\n"},
      {{"66"}, "did you mean: provtool discover dhcp66\n"},
      {{"option66"}, "did you mean: provtool discover dhcp66\n"},
      {{"option-66"}, "did you mean: provtool discover dhcp66\n"},
      {{"dhcp-66"}, "did you mean: provtool discover dhcp66\n"},
      {{"dhcpv4_66"}, "did you mean: provtool discover dhcp66\n"},
      {{"DHCP160"}, "did you mean: provtool discover dhcp160\n"},
      {{"Option", "159"}, "did you mean: provtool discover dhcp159\n"},
      {{"dhcp", "66"}, "did you mean: provtool discover dhcp66\n"},
      {{"dhcp160,66"}, "did you mean: provtool discover dhcp160 dhcp66\n"},
      {{"dhcpv4"}, "did you mean: provtool discover dhcp\n"},
      {{"dhcpv6"}, "did you mean: provtool discover dhcp6\n"},
      {{"option17"}, "did you mean: provtool discover dhcp6\n"},
      {{"sip"}, "did you mean: provtool discover pnp\n"},
      {{"sippnp"}, "did you mean: provtool discover pnp\n"},
      {{"SIP-PnP"}, "did you mean: provtool discover pnp\n"},
      {{"redirection"}, "did you mean: provtool discover redirect\n"},
      {{"redirct"}, "did you mean: provtool discover redirect\n"},
      {{"help", "66"}, "did you mean: provtool discover dhcp66\n"},
  });
}

TEST_CASE("where a source is wanted, its other names lead to its own") {
  check_each({
      {{"discover", "66"}, "unknown source \"66\" (did you mean dhcp66?); the sources are manual, pnp"},
      {{"discover", "option", "66"}, "unknown source \"option\" (did you mean dhcp66?)"},
      {{"discover", "Redirection"}, "(did you mean redirect?)"},
      {{"discover", "dhcp160,66"}, "did you mean: provtool discover dhcp160 dhcp66\n"},
      {{"discover", "--disable", "option-160"},
       "--disable: unknown source \"option-160\" (did you mean dhcp160?)"},
      {{"discover", "--disable", "sip,66"},
       "\"sip,66\" is not one source; name one at a time: pnp or dhcp66\n"},
      {{"check", "--expect-source", "DHCP66"},
       "--expect-source: unknown source \"DHCP66\" (did you mean dhcp66?)"},
      {{"check", "--expect-source", "dhcp"},
       "is not one source; name one at a time: dhcp160, dhcp159 or dhcp66\n"},
      {{"check", "--expect-source", "dhcpv4"},
       "is not one source; name one at a time: dhcp160, dhcp159 or dhcp66\n"},
      {{"discover", "--expect-server", "10.0.0.1,10.0.0.2"}, "is not an IP address; name one at a time\n"},
  });
}

TEST_CASE("a word in the wrong place is shown where it belongs, by its form") {
  check_each({
      {{"eth0"}, "unknown command \"eth0\"; did you mean: provtool discover -i eth0\n"},
      {{"enp0s31f6"}, "did you mean: provtool discover -i enp0s31f6\n"},
      {{"br-lan"}, "did you mean: provtool discover -i br-lan\n"},
      {{"discover", "wlan0"}, "\"wlan0\" is not a source; did you mean: provtool discover -i wlan0\n"},
      {{"check", "eth0"}, "check takes only options, not \"eth0\"; did you mean: provtool check -i eth0\n"},
      {{"0080F0123456"}, "did you mean: provtool discover --mac 0080F0123456\n"},
      {{"check", "00:80:f0:12:34:56"}, "did you mean: provtool check --mac 00:80:f0:12:34:56\n"},
      {{"http://10.0.0.2/a"}, "did you mean: provtool fetch http://10.0.0.2/a\n"},
      {{"10.0.0.2"}, "did you mean: provtool fetch 10.0.0.2\n"},
      {{"prov.example.com/utg"}, "did you mean: provtool fetch prov.example.com/utg\n"},
      {{"discover", "TFTP://h/a.cfg"}, "is not a source; did you mean: provtool fetch TFTP://h/a.cfg\n"},
      {{"check", "http://a/?b"}, "did you mean: provtool fetch 'http://a/?b'\n"},
      {{"validate", "http://a/b.cfg"}, "is not a file; did you mean: provtool fetch http://a/b.cfg\n"},
      {{"Config.CFG"}, "did you mean: provtool validate Config.CFG\n"},
      {{"./my file"}, "did you mean: provtool validate './my file'\n"},
      {{"check", "configs/"}, "did you mean: provtool validate configs/\n"},
      {{"discover", "check"}, "\"check\" is not a source; did you mean: provtool check\n"},
      {{"check", "Discover"}, "did you mean: provtool discover\n"},
      {{"discover", "help"}, "did you mean: provtool discover --help\n"},
      {{"check", "dhcp160"}, "did you mean: provtool discover dhcp160\n"},
  });
}

TEST_CASE("a command is met by its near and its other names, and else the commands are listed") {
  check_each({
      {{"dicover"}, "unknown command \"dicover\"; did you mean discover?\n"},
      {{"DISCOVER"}, "did you mean discover?\n"},
      {{"disc"}, "did you mean discover?\n"},
      {{"scan"}, "did you mean discover?\n"},
      {{"lint"}, "did you mean validate?\n"},
      {{"download"}, "did you mean fetch?\n"},
      {{"zebra"},
       "unknown command \"zebra\"; the commands are discover, fetch, validate, check and explain\n"},
      {{""}, "unknown command \"\"; the commands are"},
      {{"43"}, "the commands are"},
      {{"report.json"}, "the commands are"},
      {{"endive"}, "the commands are"},
  });
}

TEST_CASE("an option is met by its beginning, its choices, its other names, and with one dash") {
  check_each({
      {{"--expect"},
       "unknown option --expect; did you mean --expect-source, --expect-url or --expect-server?\n"},
      {{"--inter=eth0"}, "did you mean --interface?\n"},
      {{"--sarif"}, "did you mean --format sarif?\n"},
      {{"--ipv6"}, "did you mean --mode ipv6?\n"},
      {{"--never"}, "did you mean --fail-on never?\n"},
      {{"--usage"}, "did you mean --help?\n"},
      {{"--iface", "eth0"}, "did you mean --interface?\n"},
      {{"--pnp"}, "did you mean: provtool discover pnp\n"},
      {{"--option66"}, "did you mean: provtool discover dhcp66\n"},
      {{"--fetch"}, "did you mean: provtool fetch\n"},
      {{"-json"}, "unknown option -json; did you mean --json?\n"},
      {{"-mac", "0080F0123456"}, "did you mean --mac?\n"},
      {{"-output", "x", "discover"}, "did you mean --output?\n"},
      {{"-version"}, "did you mean --version?\n"},
      {{"-t", "5"}, "unknown option -t; did you mean --take-lease, --timeout or --trace?\n"},
      {{"\u2013json"}, "begins with a dash that is not a hyphen; did you mean --json?\n"},
      {{"\u2014mac=0080F0123456"}, "begins with a dash that is not a hyphen; did you mean --mac?\n"},
  });
}

TEST_CASE("what was meant is only what there is") {
  const auto line = testing::invented_command_line();
  const auto command = [&](const std::string& word) { return unknown_command(line, std::array{word}); };
  CHECK(command("160") == "unknown command \"160\"; did you mean: provtool bake dhcp160");
  for (const auto* word : {"eth0", "0080F0123456", "http://10.0.0.2/", "a.cfg", "scan"})
    CHECK(command(word) == "unknown command \"" + std::string(word) + "\"; the commands are bake and wash");
  CHECK(unknown_option(line, "--json") == "unknown option --json");
  CHECK(unknown_option(line, "-sop") == "unknown option -sop; did you mean --soap?");
}

TEST_CASE("a path with a protocol inside is a file") {
  const auto result = parse_options(command_line(), Line{"validate", "./http://h/a.cfg"}, std::nullopt);
  CHECK(std::get<Options>(result).files.names == Line{"./http://h/a.cfg"});
}

TEST_CASE("a quoted word is masked and cut, and what would not be itself is not pasted") {
  CHECK(in_quotes("ftp://a:s3cret@h/") == "\"ftp://a:***@h/\"");
  CHECK(in_quotes(std::string(100'000, 'x')).size() < 100);
  CHECK(says(told({"http://u:s3cret@10.0.0.2/a"}), "did you mean: provtool fetch URL\n"));
  CHECK(says(told({std::string(100'000, 'x') + ".cfg"}), "did you mean: provtool validate FILE\n"));
}

}  // namespace provtool
