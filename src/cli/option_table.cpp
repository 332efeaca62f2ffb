#include "cli/option_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "device/url_reading.hpp"

namespace provtool {

namespace {

using Wrong = std::optional<std::string>;
constexpr std::string_view k_dhcp_word = "dhcp";
// Longest time that makes sense; keeps arithmetic far from overflow.
constexpr double k_longest_seconds = 86400;

constexpr std::array k_commands{
    CommandRow{"discover", "[SOURCE…]",
               "run the phone's discovery sources in its priority order, or only those named; say which one "
               "wins and why the others do not"},
};

std::string quoted(std::string_view value) {
  return fmt::format("\"{}\"", clean(value).text);
}

Wrong unknown(std::string_view what, std::string_view value, const std::vector<std::string_view>& known) {
  const auto near = nearest(value, known);
  const std::vector<std::string> words(known.begin(), known.end());
  return fmt::format("{} is no {}{}; known are {}", quoted(value), what,
                     near.empty() ? "" : fmt::format(" (did you mean {}?)", near), listed(words));
}

template <typename T, std::size_t N>
Wrong choose(const std::array<std::pair<std::string_view, T>, N>& table, std::string_view what,
             std::string_view value, T& target) {
  std::vector<std::string_view> known;
  for (const auto& [word, meaning] : table) {
    known.push_back(word);
    if (word != value) continue;
    target = meaning;
    return std::nullopt;
  }
  return unknown(what, value, known);
}

Wrong take_seconds(std::string_view value, std::optional<Duration>& target) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error != std::errc{} || end != value.data() + value.size() || !std::isfinite(seconds))
    return fmt::format("{} is no number of seconds", quoted(value));
  if (seconds <= 0 || seconds > k_longest_seconds)
    return fmt::format("{} is not between 0 and {:.0f} seconds", quoted(value), k_longest_seconds);
  target = from_seconds(seconds);
  return std::nullopt;
}

// Words that become part of URLs and packets: one line of text.
Wrong take_word(std::string_view value, std::string_view what, std::size_t most,
                std::optional<std::string>& target) {
  if (value.empty()) return fmt::format("the {} is empty", what);
  if (value.size() > most) return fmt::format("the {} is longer than {} bytes", what, most);
  if (clean(value).escaped) return fmt::format("the {} {} holds control characters", what, quoted(value));
  target = value;
  return std::nullopt;
}

Wrong take_mac(WhoOptions& who, std::string_view value) {
  if (value == "random") {
    who.mac = RandomMac{};
    return std::nullopt;
  }
  const auto mac = MacAddress::parse(value);
  if (!mac)
    return fmt::format(
        "{} is no MAC address: 12 hex digits, as 0080F0123456 or 00:80:f0:12:34:56, or the word random",
        quoted(value));
  if (mac->is_group() || mac->is_zero())
    return fmt::format("{} is no device's MAC address but a group's, or zero", quoted(value));
  who.mac = *mac;
  return std::nullopt;
}

Wrong take_client_id(WhoOptions& who, std::string_view value) {
  if (value == "mac") {
    who.client_id = ClientIdOfMac{};
    return std::nullopt;
  }
  if (value == "none") {
    who.client_id = NoClientId{};
    return std::nullopt;
  }
  const auto bytes = parse_hex(value);
  // RFC 2132 9.14: at least two bytes; an option holds 255.
  if (!bytes || bytes->size() < 2 || bytes->size() > 255)
    return fmt::format("{} is neither mac nor none nor 2 to 255 bytes in hex", quoted(value));
  who.client_id = *bytes;
  return std::nullopt;
}

Wrong take_request(WhoOptions& who, std::string_view value) {
  for (const auto word : split(value, ',')) {
    int code = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), code);
    if (error != std::errc{} || end != word.data() + word.size() || code < 1 || code > 254)
      return fmt::format("{} is no list of DHCP option codes from 1 to 254", quoted(value));
    who.request.push_back(static_cast<std::uint8_t>(code));
  }
  return std::nullopt;
}

// Enterprise numbers are 32 bits; 0 is reserved (RFC 9371).
Wrong take_enterprise(WhoOptions& who, std::string_view value) {
  const auto* end = value.data() + value.size();
  std::uint32_t number = 0;
  const auto [stop, error] = std::from_chars(value.data(), end, number);
  if (error != std::errc{} || stop != end || number == 0)
    return fmt::format("{} is no enterprise number from 1 to 4294967295", quoted(value));
  who.enterprise = number;
  return std::nullopt;
}

Wrong take_mode(WhereOptions& where, std::string_view value) {
  static constexpr std::array<std::pair<std::string_view, std::optional<AddressMode>>, 4> k_modes{
      {{"auto", std::nullopt},
       {"ipv4", AddressMode::ipv4},
       {"ipv6", AddressMode::ipv6},
       {"dual", AddressMode::dual}}};
  return choose(k_modes, "mode", value, where.mode);
}

Wrong take_exchange(WhatOptions& what, std::string_view value) {
  static constexpr std::array<std::pair<std::string_view, DhcpExchange>, 3> k_exchanges{
      {{"offer", DhcpExchange::offer}, {"inform", DhcpExchange::inform}, {"ack", DhcpExchange::ack}}};
  return choose(k_exchanges, "DHCP exchange", value, what.dhcp_exchange);
}

Wrong take_fail_on(ExpectOptions& expect, std::string_view value) {
  static constexpr std::array<std::pair<std::string_view, std::optional<Severity>>, 4> k_severities{
      {{"error", Severity::error},
       {"warning", Severity::warning},
       {"info", Severity::info},
       {"never", std::nullopt}}};
  return choose(k_severities, "severity", value, expect.fail_on);
}

Wrong take_color(OutputOptions& output, std::string_view value) {
  static constexpr std::array<std::pair<std::string_view, ColorChoice>, 3> k_choices{
      {{"auto", ColorChoice::automatic}, {"always", ColorChoice::always}, {"never", ColorChoice::never}}};
  return choose(k_choices, "color choice", value, output.color);
}

Wrong take_format(OutputOptions& output, std::string_view value) {
  static constexpr std::array<std::pair<std::string_view, Format>, 2> k_formats{
      {{"text", Format::text}, {"json", Format::json}}};
  return choose(k_formats, "format", value, output.format);
}

Wrong take_disabled(WhatOptions& what, std::string_view value) {
  const auto sources = sources_named(value);
  if (sources.empty()) return unknown("source", value, source_words());
  what.disabled.insert(what.disabled.end(), sources.begin(), sources.end());
  return std::nullopt;
}

Wrong take_expected_source(ExpectOptions& expect, std::string_view value) {
  const SourceKind* source = find_source(value);
  std::vector<std::string_view> names;
  for (const auto& kind : all_sources()) names.push_back(kind.name);
  if (source == nullptr) return unknown("source", value, names);
  expect.source = source->id;
  return std::nullopt;
}

Wrong take_expected_server(ExpectOptions& expect, std::string_view value) {
  const auto address = IpAddress::parse(value);
  if (!address) return fmt::format("{} is no IP address", quoted(value));
  expect.servers.push_back(address->text());
  return std::nullopt;
}

Wrong take_redirect_url(WhatOptions& what, std::string_view value) {
  const auto resolved = read_url(value, Identity{}).resolved;
  if (resolved.empty() || !resolved.front().starts_with("http"))
    return fmt::format("{} is no URL with http:// or https://", quoted(value));
  what.redirect_url = value;
  return std::nullopt;
}

Wrong take_path(std::string_view value, std::optional<std::string>& target) {
  if (value.empty()) return "the file name is empty";
  target = value;
  return std::nullopt;
}

Wrong set(bool& flag) {
  flag = true;
  return std::nullopt;
}

// The message size that a DHCP client accepts at least (RFC 2131 2) leaves room for words of this length.
constexpr std::size_t k_longest_word = 255;

constexpr std::array k_options{
    OptionRow{"--mac", "MAC", "who",
              "the phone's MAC address in any usual spelling; random makes a locally administered one "
              "(default: the interface's own)",
              "random", false, [](Options& o, std::string_view v) { return take_mac(o.who, v); }},
    OptionRow{"--model", "NAME", "who", "the phone's model, for {MODEL} (default: KX-UTG200B)",
              "KX-UTG200|KX-UTG200B|KX-UTG300|KX-UTG300B", false,
              [](Options& o, std::string_view v) { return take_word(v, "model", 64, o.who.model); }},
    OptionRow{
        "--firmware", "VERSION", "who", "the phone's firmware version, for {fwver}", "", false,
        [](Options& o, std::string_view v) { return take_word(v, "firmware version", 64, o.who.firmware); }},
    OptionRow{"--vendor-class", "TEXT", "who",
              "DHCP vendor class, option 60 and DHCPv6 option 16 (default: Panasonic)", "", false,
              [](Options& o, std::string_view v) {
                return take_word(v, "vendor class", k_longest_word, o.who.vendor_class);
              }},
    OptionRow{"--client-id", "mac|none|HEX", "who",
              "DHCP client identifier, option 61 (default: mac, type 1 and the MAC)", "mac|none", false,
              [](Options& o, std::string_view v) { return take_client_id(o.who, v); }},
    OptionRow{"--user-agent", "TEXT", "who",
              "what the phone calls itself in SIP and HTTP (default: Panasonic_{MODEL}/{fwver} ({mac}))", "",
              false,
              [](Options& o, std::string_view v) {
                return take_word(v, "user agent", k_longest_word, o.who.user_agent);
              }},
    OptionRow{"--request", "CODE,…", "who", "more DHCP options to ask for", "", true,
              [](Options& o, std::string_view v) { return take_request(o.who, v); }},
    OptionRow{"--enterprise", "N", "who",
              "enterprise number of the DHCPv6 vendor option (default: 258, Matsushita; assumed)", "", false,
              [](Options& o, std::string_view v) { return take_enterprise(o.who, v); }},

    OptionRow{
        "-i,--interface", "NAME", "where",
        "the interface to ask on (default: the only wired one with carrier)", "", false,
        [](Options& o, std::string_view v) { return take_word(v, "interface name", 15, o.where.interface); }},
    OptionRow{
        "--mode", "MODE", "where",
        "the addresses a phone would have here: auto, ipv4, ipv6 or dual (default: auto, from evidence)",
        "auto|ipv4|ipv6|dual", false, [](Options& o, std::string_view v) { return take_mode(o.where, v); }},

    OptionRow{"--manual-url", "URL", "what",
              "the URL that was set by hand on the phone (default: assumed not set)", "", false,
              [](Options& o, std::string_view v) {
                o.what.manual_url = v;
                return v.empty() ? Wrong("the URL is empty") : std::nullopt;
              }},
    OptionRow{
        "--redirect-url", "TEMPLATE", "what",
        "the URL to ask the redirection server for, with macros (default: an assumed one, asked only when "
        "redirect is named)",
        "", false, [](Options& o, std::string_view v) { return take_redirect_url(o.what, v); }},
    OptionRow{"--disable", "SOURCE", "what",
              "a source that is switched off on the phone; dhcp stands for the three DHCPv4 options",
              "manual|pnp|dhcp|dhcp160|dhcp159|dhcp66|dhcp6|redirect", true,
              [](Options& o, std::string_view v) { return take_disabled(o.what, v); }},
    OptionRow{"--dhcp-exchange", "KIND", "what",
              "how far the DHCPv4 exchange goes: offer, inform or ack (default: offer)", "offer|inform|ack",
              false, [](Options& o, std::string_view v) { return take_exchange(o.what, v); }},
    OptionRow{"--take-lease", "", "what", "allow the ack exchange to take a lease", "", false,
              [](Options& o, std::string_view) { return set(o.what.take_lease); }},
    OptionRow{"--first", "", "what", "stop as soon as the winner is certain", "", false,
              [](Options& o, std::string_view) { return set(o.what.first); }},
    OptionRow{"--dry-run", "", "what", "show every packet, destination and side effect, and send nothing", "",
              false, [](Options& o, std::string_view) { return set(o.what.dry_run); }},

    OptionRow{"--timeout", "SECONDS", "how long",
              "end the whole run after this time, with what is known then", "", false,
              [](Options& o, std::string_view v) { return take_seconds(v, o.how_long.whole); }},
    OptionRow{"--pnp-timeout", "SECONDS", "how long",
              "wait this long for a SIP PnP answer (default: 5, as the phone)", "", false,
              [](Options& o, std::string_view v) { return take_seconds(v, o.how_long.pnp); }},
    OptionRow{"--dhcp-timeout", "SECONDS", "how long", "wait this long for DHCP answers (default: 5)", "",
              false, [](Options& o, std::string_view v) { return take_seconds(v, o.how_long.dhcp); }},
    OptionRow{"--redirect-timeout", "SECONDS", "how long",
              "wait this long for the redirection server (default: 5)", "", false,
              [](Options& o, std::string_view v) { return take_seconds(v, o.how_long.redirect); }},
    OptionRow{"--settle", "SECONDS", "how long",
              "once an answer has come, listen until this long after asking for a second one (default: 3.5 "
              "for DHCPv4, 1 for DHCPv6 and SIP PnP)",
              "", false, [](Options& o, std::string_view v) { return take_seconds(v, o.how_long.settle); }},

    OptionRow{"--expect-source", "SOURCE", "expect", "it is an error when another source wins",
              "manual|pnp|dhcp160|dhcp159|dhcp66|dhcp6|redirect", false,
              [](Options& o, std::string_view v) { return take_expected_source(o.expect, v); }},
    OptionRow{"--expect-url", "URL", "expect",
              "it is an error when another URL wins; given as received or as resolved", "", false,
              [](Options& o, std::string_view v) {
                o.expect.url = v;
                return Wrong();
              }},
    OptionRow{"--expect-server", "IP", "expect", "it is an error when another DHCP server answers", "", true,
              [](Options& o, std::string_view v) { return take_expected_server(o.expect, v); }},
    OptionRow{
        "--fail-on", "SEVERITY", "expect",
        "exit with 1 on findings of this severity or above: error, warning, info or never (default: error)",
        "error|warning|info|never", false,
        [](Options& o, std::string_view v) { return take_fail_on(o.expect, v); }},

    OptionRow{"--json", "", "output", "the report as one JSON document; the same as --format json", "", false,
              [](Options& o, std::string_view) {
                o.output.format = Format::json;
                return Wrong();
              }},
    OptionRow{"--format", "FORMAT", "output", "text or json (default: text)", "text|json", false,
              [](Options& o, std::string_view v) { return take_format(o.output, v); }},
    OptionRow{"-o,--output", "FILE", "output", "write the report to a file instead of standard output", "",
              false, [](Options& o, std::string_view v) { return take_path(v, o.output.file); }},
    OptionRow{"--save-capture", "FILE", "output", "write all datagrams sent and seen as pcapng, unredacted",
              "", false, [](Options& o, std::string_view v) { return take_path(v, o.output.capture); }},
    OptionRow{"--force", "", "output", "overwrite existing files", "", false,
              [](Options& o, std::string_view) { return set(o.output.force); }},
    OptionRow{"--color", "WHEN", "output", "auto, always or never (default: auto; NO_COLOR is honoured)",
              "auto|always|never", false,
              [](Options& o, std::string_view v) { return take_color(o.output, v); }},
    OptionRow{"--show-secrets", "", "output", "do not mask passwords and tokens", "", false,
              [](Options& o, std::string_view) { return set(o.output.show_secrets); }},
    OptionRow{"-q,--quiet", "", "output", "only the outcome and errors", "", false,
              [](Options& o, std::string_view) { return set(o.output.quiet); }},
    OptionRow{"-v,--verbose", "", "output", "also every DHCP option received and every assumption made", "",
              false, [](Options& o, std::string_view) { return set(o.output.verbose); }},
};

}  // namespace

std::string_view OptionRow::long_name() const {
  return names.substr(names.find("--"));
}

std::string_view OptionRow::short_name() const {
  const auto comma = names.find(',');
  return comma == std::string_view::npos ? std::string_view() : names.substr(0, comma);
}

std::span<const CommandRow> all_commands() {
  return k_commands;
}
std::span<const OptionRow> all_options() {
  return k_options;
}

std::vector<std::string_view> option_groups() {
  std::vector<std::string_view> groups;
  for (const auto& row : k_options)
    if (std::find(groups.begin(), groups.end(), row.group) == groups.end()) groups.push_back(row.group);
  return groups;
}

std::vector<std::string_view> source_words() {
  std::vector<std::string_view> words;
  for (const auto& kind : all_sources()) words.push_back(kind.name);
  words.insert(words.begin() + 2, k_dhcp_word);
  return words;
}

std::vector<SourceId> sources_named(std::string_view word) {
  if (word == k_dhcp_word) return {SourceId::dhcp160, SourceId::dhcp159, SourceId::dhcp66};
  const SourceKind* kind = find_source(word);
  return kind == nullptr ? std::vector<SourceId>{} : std::vector<SourceId>{kind->id};
}

}  // namespace provtool
