#include "cli/option_values.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "cli/option_table.hpp"
#include "support/says.hpp"
#include "support/typed.hpp"

namespace provtool {

namespace {

using testing::Line;
using testing::options_of;
using testing::wrong;
using enum SourceId;
using Sources = std::vector<SourceId>;

using testing::says;
using Wrong = std::optional<std::string>;

// "… (1 to 254)": what a message says is taken.
std::optional<std::pair<double, double>> limits_in(const Wrong& wrong) {
  std::smatch found;
  if (!wrong || !std::regex_search(*wrong, found, std::regex("([0-9.]+) to ([0-9]+)"))) return std::nullopt;
  return std::pair(std::stod(found[1]), std::stod(found[2]));
}

}  // namespace

TEST_CASE("--mac takes any usual spelling, or the word random") {
  for (const auto* mac : {"0080F0123456", "00:80:f0:12:34:56", "00-80-F0-12-34-56", "0080.f012.3456"}) {
    const auto options = options_of({"--mac", mac});
    CHECK(std::get<MacAddress>(options.who.mac.value()).upper_plain() == "0080F0123456");
  }
  CHECK(std::holds_alternative<RandomMac>(options_of({"--mac=random"}).who.mac.value()));
  for (const auto* mac : {"", "0080F012345", "0080F01234567", "0080G0123456", "Random"})
    CHECK(says(wrong({"--mac", mac}), "is not a MAC address; give 12 hex digits"));
  for (const auto* mac : {"01005e000001", "ffffffffffff", "000000000000"})
    CHECK(says(wrong({"--mac", mac}), "is a group address or zero"));
}

TEST_CASE("--model, --firmware and --vendor-class take a word") {
  const auto options =
      options_of({"--model", "KX-UTG300", "--firmware", "03.210", "--vendor-class", "Panasonic KX-UTG"});
  CHECK(options.who.model == "KX-UTG300");
  CHECK(options.who.firmware == "03.210");
  CHECK(options.who.vendor_class == "Panasonic KX-UTG");
  CHECK(says(wrong({"--model", ""}), "--model: the model is empty"));
  CHECK(says(wrong({"--model", std::string(65, 'x')}), "longer than 64 bytes"));
  CHECK(says(wrong({"--firmware", "1\n2"}), "the firmware version contains control characters"));
  CHECK(says(wrong({"--vendor-class", std::string(256, 'x')}), "longer than 255 bytes"));
  CHECK(says(wrong({"--vendor-class", "\x1b[2J"}), "contains control characters"));
}

TEST_CASE("--client-id takes mac, none or bytes in hex") {
  CHECK(std::holds_alternative<NoClientId>(options_of({"--client-id", "none"}).who.client_id.value()));
  CHECK(std::holds_alternative<ClientIdOfMac>(options_of({"--client-id", "mac"}).who.client_id.value()));
  const auto options = options_of({"--client-id", "00:70:6f:72:74"});
  CHECK(to_hex(std::get<Bytes>(options.who.client_id.value())) == "00706f7274");
  for (const auto& value : {std::string(), std::string("xy"), std::string("01"), std::string(512, '0')})
    CHECK(says(wrong({"--client-id", value}), "is not mac, none, or 2 to 255 bytes in hex"));
}

TEST_CASE("--request takes codes, several at once and several times") {
  CHECK(options_of({"--request", "43,125", "--request", "2"}).who.request ==
        std::vector<std::uint8_t>{43, 125, 2});
  for (const auto* value : {"0", "255", "256", "66,", "66,,1", "x", "-1", "1.5", " 1"})
    CHECK(says(wrong({std::string("--request=") + value}), "not a list of DHCP option codes (1 to 254)"));
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
             "unknown mode \"ipv5\" (did you mean ipv4?); the modes are auto, ipv4, ipv6 and dual"));

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
  CHECK(says(wrong({"--color", "blue"}), "unknown color setting"));

  CHECK_FALSE(options_of({}).output.only);
  CHECK(options_of({"--print", "url"}).output.only == Printed::url);
  CHECK(options_of({"--print", "exit"}).output.only == Printed::exit_code);
  CHECK(says(wrong({"--print", "winer"}), "did you mean winner?"));
  CHECK(says(wrong({"--print", "url", "--json"}), "--print and --format cannot be used together"));

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
      CHECK(says(wrong({std::string(option) + "=" + value}), "is not a number of seconds"));
    for (const auto* value : {"0", "-1", "86401", "1e300"})
      CHECK(
          says(wrong({std::string(option) + "=" + value}), "is not in the range of 0.001 to 86400 seconds"));
  }
}

TEST_CASE("the limits that a message names are taken, and what is one step beyond is not") {
  struct Limited {
    std::string_view option;
    double step;
    std::string (*spelled)(double);
  };
  constexpr auto number = [](double value) { return fmt::format("{:g}", value); };
  constexpr auto whole = [](double value) { return fmt::format("{:.0f}", value); };
  constexpr auto bytes = [](double value) { return std::string(static_cast<std::size_t>(value) * 2, 'a'); };
  const std::vector<Limited> expected{
      {"--client-id", 1, bytes},
      {"--request", 1, whole},
      {"--enterprise", 1, whole},
      {"--wait-link", 0.001, number},
      {"--max-message-size", 1, whole},
      {"--timeout", 0.001, number},
      {"--pnp-timeout", 0.001, number},
      {"--dhcp-timeout", 0.001, number},
      {"--redirect-timeout", 0.001, number},
      {"--settle", 0.001, number},
      {"--watch", 0.001, number},
      {"--max-size", 1, whole},
  };
  auto next = expected.begin();
  for (const auto& row : command_line().options) {
    Options options;
    const auto limits = limits_in(row.value.empty() ? Wrong() : row.apply(options, "-1"));
    if (!limits) continue;
    CAPTURE(row.long_name());
    REQUIRE(next != expected.end());
    REQUIRE(row.long_name() == next->option);
    const auto [least, most] = *limits;
    CHECK_FALSE(row.apply(options, next->spelled(least)));
    CHECK_FALSE(row.apply(options, next->spelled(most)));
    for (const double beyond : {least - next->step, most + std::max(next->step, 1.0)})
      CHECK(limits_in(row.apply(options, next->spelled(beyond))) == limits);
    ++next;
  }
  CHECK((next == expected.end()));
}

TEST_CASE("a word as long as the message allows is taken, and one byte more is not") {
  std::vector<std::string_view> limited;
  for (const auto& row : command_line().options) {
    Options options;
    const auto wrong = row.value.empty() ? Wrong() : row.apply(options, std::string(5000, 'x'));
    std::smatch found;
    if (!wrong || !std::regex_search(*wrong, found, std::regex("is longer than (\\d+) bytes"))) continue;
    CAPTURE(row.long_name());
    const auto most = std::stoul(found[1]);
    CHECK_FALSE(row.apply(options, std::string(most, 'x')));
    CHECK(row.apply(options, std::string(most + 1, 'x')) == wrong);
    limited.push_back(row.long_name());
  }
  CHECK(limited == std::vector<std::string_view>{"--model", "--firmware", "--vendor-class", "--user-agent",
                                                 "--pnp-event", "--interface"});
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
    CHECK(says(wrong({"--redirect-url", url}), "is not a URL that begins with http:// or https://"));
  CHECK_FALSE(says(wrong({"--redirect-url", "ftp://user:secret@h/"}), "secret"));
}

TEST_CASE("--manual-url takes what a person may have typed") {
  CHECK(options_of({"--manual-url", "192.0.2.1"}).what.manual_url == "192.0.2.1");
  CHECK(options_of({"--manual-url", "http:/misprint"}).what.manual_url == "http:/misprint");
  CHECK(says(wrong({"--manual-url", ""}), "the URL is empty"));
  CHECK(says(wrong({"--expect-url", ""}), "the URL is empty"));
}

TEST_CASE("--disable may be given several times") {
  CHECK(options_of({"--disable", "pnp", "--disable", "dhcp"}).what.disabled ==
        Sources{pnp, dhcp160, dhcp159, dhcp66});
  CHECK(says(wrong({"--disable", "pmp"}), "unknown source \"pmp\" (did you mean pnp?)"));
}

// RFC 8415 21.17: 32 bits; 258 is Matsushita's, an assumption.
TEST_CASE("a DHCP message size is one of option 57") {
  CHECK_FALSE(options_of({}).what.max_message_size);
  CHECK(options_of({"--max-message-size", "576"}).what.max_message_size == 576);
  CHECK(options_of({"--max-message-size=65535"}).what.max_message_size == 65535);
  for (const std::string size : {"0", "575", "65536", "-1", "1472 ", "1e3"}) {
    CAPTURE(size);
    CHECK(
        says(wrong({"--max-message-size=" + size}), "is not a valid size of a DHCP message (576 to 65535)"));
  }
}

TEST_CASE("an enterprise number is a positive one of 32 bits") {
  CHECK_FALSE(options_of({}).who.enterprise);
  CHECK(options_of({"--enterprise", "40808"}).who.enterprise == 40808);
  CHECK(options_of({"--enterprise", "258"}).who.enterprise == 258);
  CHECK(options_of({"--enterprise=4294967295"}).who.enterprise == 4294967295);
  for (const std::string number :
       {"0", "-1", "+1", "4294967296", "99999999999", "258x", "0x102", " 258", "1e3"}) {
    CAPTURE(number);
    CHECK(says(wrong({"--enterprise=" + number}), "is not a valid enterprise number (1 to 4294967295)"));
  }
}

TEST_CASE("what is expected is one source, one URL, any number of servers") {
  const auto options = options_of({"--expect-source", "dhcp160", "--expect-url", "http://prov.example.com/",
                                   "--expect-server", "192.0.2.1", "--expect-server", "2001:DB8::1"});
  CHECK(options.expect.source == dhcp160);
  CHECK(options.expect.url == "http://prov.example.com/");
  CHECK(options.expect.servers == Line{"192.0.2.1", "2001:db8::1"});
  CHECK(says(wrong({"--expect-source", "dhcp"}), "\"dhcp\" is not one source"));
  for (const auto* address : {"prov.example.com", "010.0.0.1", "192.0.2", "192.0.2.256"})
    CHECK(says(wrong({std::string("--expect-server=") + address}), "is not an IP address"));
}

TEST_CASE("files and flags are taken") {
  const auto options = options_of({"-o", "report.json", "--save-capture", "run.pcapng", "--force", "--first",
                                   "--dry-run", "--show-secrets", "-v"});
  CHECK(options.output.file == "report.json");
  CHECK(options.output.capture == "run.pcapng");
  CHECK(options.output.force);
  CHECK(options.what.first);
  CHECK(options.what.dry_run);
  CHECK(options.output.secrets == Secrets::show);
  CHECK(options.output.verbose);
  CHECK(options_of({"-q"}).output.quiet);
  CHECK(options_of({"-o", "-"}).output.file == "-");
  CHECK(says(wrong({"-o", ""}), "the file name is empty"));
  CHECK(says(wrong({"--save-capture", ""}), "the file name is empty"));
}

}  // namespace provtool
