#include "cli/options.hpp"

#include <doctest/doctest.h>

#include "base/text.hpp"
#include "cli/help.hpp"
#include "cli/option_table.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using Words = std::vector<std::string>;
using enum SourceId;
using Sources = std::vector<SourceId>;
using testing::says;

std::variant<Options, Message> parsed(const Words& words, std::optional<std::size_t> width = std::nullopt) {
  return parse_options(words, width);
}

// `provtool discover` with these words behind it, which must be right.
Options options_of(Words words) {
  words.insert(words.begin(), "discover");
  auto result = parsed(words);
  if (const auto* message = std::get_if<Message>(&result)) FAIL(message->text);
  return std::get<Options>(result);
}

// The same, which must be wrong.
std::string wrong(Words words) {
  words.insert(words.begin(), "discover");
  const auto result = parsed(words);
  REQUIRE(std::holds_alternative<Message>(result));
  CHECK(std::get<Message>(result).code == ExitCode::usage);
  return std::get<Message>(result).text;
}

}  // namespace

TEST_CASE("without options everything has its documented default") {
  const auto options = options_of({});
  CHECK(options.command == "discover");
  CHECK(options.arguments == Words{"discover"});
  CHECK(options.sources.empty());
  CHECK_FALSE(options.who.mac);
  CHECK_FALSE(options.who.model);
  CHECK_FALSE(options.who.firmware);
  CHECK_FALSE(options.who.vendor_class);
  CHECK_FALSE(options.who.client_id);
  CHECK_FALSE(options.where.interface);
  CHECK_FALSE(options.where.mode);
  CHECK(options.what.dhcp_exchange == DhcpExchange::offer);
  CHECK_FALSE(options.what.take_lease);
  for (const auto& time : {options.how_long.whole, options.how_long.pnp, options.how_long.dhcp,
                           options.how_long.redirect, options.how_long.settle})
    CHECK_FALSE(time);
  CHECK(options.expect.fail_on == Severity::error);
  CHECK(options.output.format == Format::text);
  CHECK(options.output.color == ColorChoice::automatic);
  CHECK_FALSE(options.output.show_secrets);
}

// ---- commands and sources

TEST_CASE("without a command the help is a usage error, as wide as the terminal") {
  const auto result = parsed({}, 50);
  REQUIRE(std::holds_alternative<Message>(result));
  CHECK(std::get<Message>(result).code == ExitCode::usage);
  CHECK(std::get<Message>(result).text == help_text(50));
}

TEST_CASE("help and version are results, whatever stands beside them") {
  for (const auto& words :
       {Words{"--help"}, Words{"-h"}, Words{"discover", "--help"}, Words{"-h", "nonsense"}}) {
    const auto result = parsed(words, 90);
    REQUIRE(std::holds_alternative<Message>(result));
    CHECK(std::get<Message>(result).code == ExitCode::done);
    CHECK(std::get<Message>(result).text == help_text(90));
  }
  const auto version = parsed({"--version"});
  CHECK(std::get<Message>(version).code == ExitCode::done);
  CHECK(std::get<Message>(version).text == version_text());
}

TEST_CASE("an unknown command is named, and what was meant") {
  const auto text_of = [](const Words& words) { return std::get<Message>(parsed(words)).text; };
  CHECK(says(text_of({"discovr"}), "there is no command \"discovr\"; did you mean discover?"));
  CHECK(says(text_of({"dhcp66"}), "did you mean: provtool discover dhcp66"));
  CHECK_FALSE(says(text_of({"zebra"}), "did you mean"));
  CHECK(std::get<Message>(parsed({"zebra"})).code == ExitCode::usage);
}

TEST_CASE("sources are named by their words, dhcp standing for three, each counted once") {
  CHECK(options_of({"manual", "pnp", "dhcp6", "redirect"}).sources == Sources{manual, pnp, dhcp6, redirect});
  CHECK(options_of({"dhcp"}).sources == Sources{dhcp160, dhcp159, dhcp66});
  CHECK(options_of({"dhcp66", "dhcp", "dhcp66"}).sources == Sources{dhcp66, dhcp160, dhcp159});
}

TEST_CASE("an unknown source is named, with what was meant and what there is") {
  const auto text = wrong({"dhcp161"});
  CHECK(says(text, "there is no source \"dhcp161\" (did you mean dhcp160?)"));
  CHECK(says(text, "manual, pnp, dhcp, dhcp160, dhcp159, dhcp66, dhcp6 and redirect"));
  CHECK(says(wrong({"DHCP"}), "did you mean dhcp?"));
}

// ---- each option

TEST_CASE("--mac takes any usual spelling, or the word random") {
  for (const auto* mac : {"0080F0123456", "00:80:f0:12:34:56", "00-80-F0-12-34-56", "0080.f012.3456"}) {
    const auto options = options_of({"--mac", mac});
    CHECK(std::get<MacAddress>(options.who.mac.value()).upper_plain() == "0080F0123456");
  }
  CHECK(std::holds_alternative<RandomMac>(options_of({"--mac=random"}).who.mac.value()));
  for (const auto* mac : {"", "0080F012345", "0080F01234567", "0080G0123456", "Random"})
    CHECK(says(wrong({"--mac", mac}), "is no MAC address: 12 hex digits"));
  for (const auto* mac : {"01005e000001", "ffffffffffff", "000000000000"})
    CHECK(says(wrong({"--mac", mac}), "is no device's MAC address"));
}

TEST_CASE("--model, --firmware and --vendor-class take a word") {
  const auto options =
      options_of({"--model", "KX-UTG300", "--firmware", "03.210", "--vendor-class", "Panasonic KX-UTG"});
  CHECK(options.who.model == "KX-UTG300");
  CHECK(options.who.firmware == "03.210");
  CHECK(options.who.vendor_class == "Panasonic KX-UTG");
  CHECK(says(wrong({"--model", ""}), "--model: the model is empty"));
  CHECK(says(wrong({"--model", std::string(65, 'x')}), "longer than 64 bytes"));
  CHECK(says(wrong({"--firmware", "1\n2"}), "\"1\\x0a2\" holds control characters"));
  CHECK(says(wrong({"--vendor-class", std::string(256, 'x')}), "longer than 255 bytes"));
  CHECK(says(wrong({"--vendor-class", "\x1b[2J"}), "holds control characters"));
}

TEST_CASE("--client-id takes mac, none or bytes in hex") {
  CHECK(std::holds_alternative<NoClientId>(options_of({"--client-id", "none"}).who.client_id.value()));
  CHECK(std::holds_alternative<ClientIdOfMac>(options_of({"--client-id", "mac"}).who.client_id.value()));
  const auto options = options_of({"--client-id", "00:70:6f:72:74"});
  CHECK(to_hex(std::get<Bytes>(options.who.client_id.value())) == "00706f7274");
  for (const auto& value : {std::string(), std::string("xy"), std::string("01"), std::string(512, '0')})
    CHECK(says(wrong({"--client-id", value}), "neither mac nor none nor 2 to 255 bytes in hex"));
}

TEST_CASE("--request takes codes, several at once and several times") {
  CHECK(options_of({"--request", "43,125", "--request", "2"}).who.request ==
        std::vector<std::uint8_t>{43, 125, 2});
  for (const auto* value : {"0", "255", "256", "66,", "66,,1", "x", "-1", "1.5", " 1"})
    CHECK(says(wrong({std::string("--request=") + value}), "no list of DHCP option codes from 1 to 254"));
}

TEST_CASE("--interface takes a kernel's name") {
  CHECK(options_of({"-i", "eth0"}).where.interface == "eth0");
  CHECK(options_of({"--interface", "enx00005e005301"}).where.interface == "enx00005e005301");
  CHECK(says(wrong({"-i", ""}), "empty"));
  CHECK(says(wrong({"-i", "sixteenletters16"}), "longer than 15 bytes"));
  CHECK(says(wrong({"-i", "eth0\x1b[m"}), "control characters"));
}

TEST_CASE("words from a list: each is taken, others are told with what was meant") {
  CHECK_FALSE(options_of({"--mode", "auto"}).where.mode);
  CHECK(options_of({"--mode", "ipv4"}).where.mode == AddressMode::ipv4);
  CHECK(options_of({"--mode", "ipv6"}).where.mode == AddressMode::ipv6);
  CHECK(options_of({"--mode", "dual"}).where.mode == AddressMode::dual);
  CHECK(says(wrong({"--mode", "ipv5"}),
             "\"ipv5\" is no mode (did you mean ipv4?); known are auto, ipv4, ipv6 and dual"));

  CHECK(options_of({"--dhcp-exchange", "offer"}).what.dhcp_exchange == DhcpExchange::offer);
  CHECK(options_of({"--dhcp-exchange", "inform"}).what.dhcp_exchange == DhcpExchange::inform);
  CHECK(says(wrong({"--dhcp-exchange", "ofer"}), "did you mean offer?"));

  CHECK(options_of({"--fail-on", "warning"}).expect.fail_on == Severity::warning);
  CHECK(options_of({"--fail-on", "info"}).expect.fail_on == Severity::info);
  CHECK(options_of({"--fail-on", "error"}).expect.fail_on == Severity::error);
  CHECK_FALSE(options_of({"--fail-on", "never"}).expect.fail_on);
  CHECK(says(wrong({"--fail-on", "warnings"}), "did you mean warning?"));

  CHECK(options_of({"--color", "always"}).output.color == ColorChoice::always);
  CHECK(options_of({"--color", "never"}).output.color == ColorChoice::never);
  CHECK(options_of({"--color", "auto"}).output.color == ColorChoice::automatic);
  CHECK(says(wrong({"--color", "blue"}), "no color choice"));

  CHECK(options_of({"--format", "json"}).output.format == Format::json);
  CHECK(options_of({"--format", "text"}).output.format == Format::text);
  CHECK(options_of({"--json"}).output.format == Format::json);
  CHECK(says(wrong({"--format", "jsn"}), "did you mean json?"));
}

TEST_CASE("seconds are positive numbers, with or without a fraction") {
  using namespace std::chrono_literals;
  CHECK(options_of({"--timeout", "30"}).how_long.whole == 30s);
  CHECK(options_of({"--dhcp-timeout", "0.5"}).how_long.dhcp == 500ms);
  CHECK(options_of({"--settle", "1.25"}).how_long.settle == 1250ms);
  CHECK(options_of({"--timeout", "86400"}).how_long.whole == 86400s);
  for (const auto* option : {"--timeout", "--dhcp-timeout", "--settle"}) {
    for (const auto* value : {"five", "5s", "1,5", "inf", "nan", "0x10", "1e999"})
      CHECK(says(wrong({std::string(option) + "=" + value}), "is no number of seconds"));
    for (const auto* value : {"0", "-1", "86401", "1e300"})
      CHECK(says(wrong({std::string(option) + "=" + value}), "is not between 0 and 86400 seconds"));
  }
}

TEST_CASE("--redirect-url takes a URL of HTTP or HTTPS, with macros anywhere") {
  for (const std::string url :
       {"http://redirect.example.net/{MAC}.cfg", "https://user:secret@192.0.2.80:8443/?mac={mac}&fw={fwver}",
        "http://{MODEL}.example.net/{other}"}) {
    CAPTURE(url);
    CHECK(options_of({"--redirect-url", url}).what.redirect_url == url);
  }
  CHECK_FALSE(options_of({}).what.redirect_url);
  for (const std::string url :
       {"", "redirect.example.net", "ftp://redirect.example.net/", "http://", "http:/one/"})
    CHECK(says(wrong({"--redirect-url", url}), "is no URL with http:// or https://"));
  CHECK_FALSE(says(wrong({"--redirect-url", "ftp://user:secret@h/"}), "secret"));
}

TEST_CASE("--manual-url takes what a person may have typed") {
  CHECK(options_of({"--manual-url", "192.0.2.1"}).what.manual_url == "192.0.2.1");
  CHECK(options_of({"--manual-url", "http:/misprint"}).what.manual_url == "http:/misprint");
  CHECK(says(wrong({"--manual-url", ""}), "the URL is empty"));
}

TEST_CASE("--disable may be given several times") {
  CHECK(options_of({"--disable", "pnp", "--disable", "dhcp"}).what.disabled ==
        Sources{pnp, dhcp160, dhcp159, dhcp66});
  CHECK(says(wrong({"--disable", "pmp"}), "\"pmp\" is no source (did you mean pnp?)"));
}

// RFC 8415 21.17: 32 bits; 258 is Matsushita's, an assumption.
TEST_CASE("an enterprise number is a positive one of 32 bits") {
  CHECK_FALSE(options_of({}).who.enterprise);
  CHECK(options_of({"--enterprise", "40808"}).who.enterprise == 40808);
  CHECK(options_of({"--enterprise", "258"}).who.enterprise == 258);
  CHECK(options_of({"--enterprise=4294967295"}).who.enterprise == 4294967295);
  for (const std::string number :
       {"0", "-1", "+1", "4294967296", "99999999999", "258x", "0x102", " 258", "1e3"}) {
    CAPTURE(number);
    CHECK(says(wrong({"--enterprise=" + number}), "is no enterprise number from 1 to 4294967295"));
  }
}

TEST_CASE("what is expected is one source, one URL, any number of servers") {
  const auto options = options_of({"--expect-source", "dhcp160", "--expect-url", "http://prov.example.com/",
                                   "--expect-server", "192.0.2.1", "--expect-server", "2001:DB8::1"});
  CHECK(options.expect.source == dhcp160);
  CHECK(options.expect.url == "http://prov.example.com/");
  CHECK(options.expect.servers == Words{"192.0.2.1", "2001:db8::1"});
  CHECK(says(wrong({"--expect-source", "dhcp"}), "\"dhcp\" is no source"));
  for (const auto* address : {"prov.example.com", "010.0.0.1", "192.0.2", "192.0.2.256"})
    CHECK(says(wrong({std::string("--expect-server=") + address}), "is no IP address"));
}

TEST_CASE("files and flags are taken") {
  const auto options = options_of({"-o", "report.json", "--save-capture", "run.pcapng", "--force", "--first",
                                   "--dry-run", "--show-secrets", "-v"});
  CHECK(options.output.file == "report.json");
  CHECK(options.output.capture == "run.pcapng");
  CHECK(options.output.force);
  CHECK(options.what.first);
  CHECK(options.what.dry_run);
  CHECK(options.output.show_secrets);
  CHECK(options.output.verbose);
  CHECK(options_of({"-q"}).output.quiet);
  CHECK(options_of({"-o", "-"}).output.file == "-");
  CHECK(says(wrong({"-o", ""}), "the file name is empty"));
  CHECK(says(wrong({"--save-capture", ""}), "the file name is empty"));
}

// ---- what does not go together

TEST_CASE("a lease is taken only when that is said twice") {
  CHECK(says(wrong({"--dhcp-exchange", "ack"}), "--take-lease"));
  CHECK(says(wrong({"--take-lease"}), "--dhcp-exchange ack"));
  CHECK(options_of({"--dhcp-exchange", "ack", "--take-lease"}).what.take_lease);
}

TEST_CASE("what contradicts itself is refused") {
  CHECK(says(wrong({"-q", "-v"}), "exclude each other"));
  CHECK(says(wrong({"-o", "x", "--save-capture", "x"}), "the same file"));
  CHECK(says(wrong({"--save-capture", "-"}), "standard output holds the report"));
}

TEST_CASE("an option that stands once may not stand twice") {
  CHECK(says(wrong({"--mac", "0080F0123456", "--mac", "0080F0123457"}), "--mac is given more than once"));
  CHECK(says(wrong({"-i", "eth0", "--interface", "eth1"}), "--interface is given more than once"));
}

// ---- wrong words

TEST_CASE("an unknown option is named, and what was meant") {
  CHECK(says(wrong({"--interfaze", "eth0"}), "there is no option --interfaze; did you mean --interface?"));
  CHECK(says(wrong({"--jsn"}), "did you mean --json?"));
  CHECK(says(wrong({"--Mac=0080F0123456"}), "there is no option --Mac; did you mean --mac?"));
  CHECK(says(wrong({"-x"}), "there is no option -x"));
  CHECK_FALSE(says(wrong({"--zebra-crossing"}), "did you mean"));
}

TEST_CASE("a missing value is told") {
  for (const auto& row : all_options()) {
    if (row.value.empty()) continue;
    CAPTURE(row.long_name());
    const std::string name(row.long_name());
    CHECK(wrong({name}) == "provtool: " + name + " needs a value\nTry: provtool --help\n");
    CHECK(wrong({name + "="}) == wrong({name}));
  }
}

TEST_CASE("a flag takes no value") {
  for (const auto* name : {"--first", "--json", "--help", "--version"})
    for (const auto* value : {"=maybe", "=0", "=2"})
      CHECK(says(wrong({std::string(name) + value}), std::string(name) + " takes no value"));
}

TEST_CASE("each message is for a person: a sentence, and where to look, on clean lines") {
  for (const auto& words : {Words{"--mac", "x\x1b[2J\r\n"}, Words{"--zebra\x1b[2J"}, Words{"dhcp\n\x9b"},
                            Words{"--first=\x1b[2J"}, Words{"--mode", "\xff\xfe"}}) {
    const auto text = wrong(words);
    CAPTURE(text);
    CHECK(text.starts_with("provtool: "));
    CHECK(text.ends_with("\nTry: provtool --help\n"));
    const auto lines = split(text, '\n');
    CHECK(lines.size() == 3);
    for (const auto line : lines) CHECK_FALSE(clean(line).escaped);
  }
}

TEST_CASE("secrets in wrong values are not repeated") {
  const std::string url = "ftp://phone:s3cret@prov.example.com/x?token=s3cret";
  for (const auto& words :
       {Words{"--mac", url}, Words{"--mode=" + url}, Words{"--expect-server", url}, Words{"--settle", url},
        Words{url}, Words{"--manual-ulr=" + url}, Words{"--first=" + url}, Words{"-i", url},
        Words{"--model", "a\n" + url}, Words{"--disable", url}, Words{"--request", url}}) {
    const auto text = wrong(words);
    CAPTURE(text);
    CHECK_FALSE(says(text, "s3cret"));
  }
  CHECK_FALSE(says(std::get<Message>(parsed({url})).text, "s3cret"));
}

}  // namespace provtool
