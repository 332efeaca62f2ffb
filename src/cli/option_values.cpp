#include "cli/option_values.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "cli/meant.hpp"
#include "cli/source_words.hpp"
#include "device/url_reading.hpp"

namespace provtool {

namespace {

// Longest time that makes sense; keeps arithmetic far from overflow.
constexpr double k_longest_seconds = 86400;

template <typename T, std::size_t N>
Wrong choose(const WordTable<T, N>& table, const Noun& what, std::string_view value, T& target) {
  for (const auto& [word, meaning] : table) {
    if (word != value) continue;
    target = meaning;
    return std::nullopt;
  }
  return unknown_word(what, value, words_of(table));
}

}  // namespace

Wrong take_seconds(std::string_view value, std::optional<Duration>& target, double least) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error != std::errc{} || end != value.data() + value.size() || !std::isfinite(seconds))
    return fmt::format("{} is not a number of seconds", in_quotes(value));
  if (seconds < least || seconds > k_longest_seconds)
    return fmt::format("{} is not in the range of {:g} to {:.0f} seconds", in_quotes(value), least,
                       k_longest_seconds);
  target = from_seconds(seconds);
  return std::nullopt;
}

// Words that become part of URLs and packets: one line of text.
Wrong take_word(std::string_view value, std::string_view what, std::size_t most,
                std::optional<std::string>& target) {
  if (value.empty()) return fmt::format("the {} is empty", what);
  if (value.size() > most) return fmt::format("the {} is longer than {} bytes", what, most);
  if (clean(value).escaped) return fmt::format("the {} contains control characters", what);
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
        "{} is not a MAC address; give 12 hex digits, such as 0080F0123456 or 00:80:f0:12:34:56, or random",
        in_quotes(value));
  if (mac->is_group() || mac->is_zero())
    return fmt::format("{} is a group address or zero, not the MAC address of a device", in_quotes(value));
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
    return "it is not mac, none, or 2 to 255 bytes in hex";
  who.client_id = *bytes;
  return std::nullopt;
}

Wrong take_request(WhoOptions& who, std::string_view value) {
  for (const auto word : split(value, ',')) {
    int code = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), code);
    if (error != std::errc{} || end != word.data() + word.size() || code < 1 || code > 254)
      return fmt::format("{} is not a list of DHCP option codes (1 to 254)", in_quotes(value));
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
    return fmt::format("{} is not a valid enterprise number (1 to 4294967295)", in_quotes(value));
  who.enterprise = number;
  return std::nullopt;
}

Wrong take_mode(WhereOptions& where, std::string_view value) {
  return choose(k_mode_words, {"mode", "modes"}, value, where.mode);
}

Wrong take_exchange(WhatOptions& what, std::string_view value) {
  return choose(k_exchange_words, {"DHCP exchange", "DHCP exchanges"}, value, what.dhcp_exchange);
}

// RFC 2132 9.10: two bytes, and 576 is the least.
Wrong take_message_size(WhatOptions& what, std::string_view value) {
  const auto* end = value.data() + value.size();
  std::uint16_t bytes = 0;
  const auto [stop, error] = std::from_chars(value.data(), end, bytes);
  if (error != std::errc{} || stop != end || bytes < 576)
    return fmt::format("{} is not a valid size of a DHCP message (576 to 65535)", in_quotes(value));
  what.max_message_size = bytes;
  return std::nullopt;
}

Wrong take_fail_on(ExpectOptions& expect, std::string_view value) {
  return choose(k_severity_words, {"severity", "severities"}, value, expect.fail_on);
}

Wrong take_printed(OutputOptions& output, std::string_view value) {
  return choose(k_printed_words, {"value", "values"}, value, output.only);
}

Wrong take_color(OutputOptions& output, std::string_view value) {
  return choose(k_color_words, {"color setting", "color settings"}, value, output.color);
}

Wrong take_disabled(WhatOptions& what, std::string_view value) {
  const auto sources = sources_named(value);
  if (sources.empty()) return unknown_source(std::array{std::string(value)}, source_words());
  what.disabled.insert(what.disabled.end(), sources.begin(), sources.end());
  return std::nullopt;
}

Wrong take_expected_source(ExpectOptions& expect, std::string_view value) {
  const SourceKind* source = find_source(value);
  if (source == nullptr) return unknown_source(std::array{std::string(value)}, source_names());
  expect.source = source->id;
  return std::nullopt;
}

Wrong take_expected_server(ExpectOptions& expect, std::string_view value) {
  const auto address = IpAddress::parse(value);
  if (!address)
    return fmt::format("{} is not an IP address{}", in_quotes(value),
                       value.find(',') == std::string_view::npos ? "" : "; name one at a time");
  expect.servers.push_back(address->text());
  return std::nullopt;
}

Wrong take_redirect_url(WhatOptions& what, std::string_view value) {
  const auto scheme = to_lower(value.substr(0, value.find("://")));
  if (!read_url(value, Identity{}).well_formed || (scheme != "http" && scheme != "https"))
    return "it is not a URL that begins with http:// or https://";
  what.redirect_url = value;
  return std::nullopt;
}

Wrong take_bytes(std::string_view value, std::size_t& target) {
  std::size_t bytes = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), bytes);
  constexpr std::size_t k_most = 1 << 30;
  if (error != std::errc{} || end != value.data() + value.size() || bytes == 0 || bytes > k_most)
    return fmt::format("{} is not a number of bytes from 1 to {}", in_quotes(value), k_most);
  target = bytes;
  return std::nullopt;
}

Wrong take_path(std::string_view value, std::optional<std::string>& target) {
  if (value.empty()) return "the file name is empty";
  target = value;
  return std::nullopt;
}

Wrong take_role(LoadOptions& load, std::string_view value) {
  DownloadRole role{};
  auto wrong = choose(k_role_words, {"role", "roles"}, value, role);
  if (!wrong) load.role = role;
  return wrong;
}

// What is wrong with it is said without a word of it.
Wrong take_user(LoadOptions& load, std::string_view value) {
  const auto colon = value.find(':');
  if (colon == std::string_view::npos) return "the value is not of the form NAME:PASSWORD";
  if (colon == 0) return "there is nothing before the colon; the form is NAME:PASSWORD";
  if (clean(value).escaped && value.find('\\') == std::string_view::npos)
    return "the value contains control characters";
  load.user = value;
  return std::nullopt;
}

}  // namespace provtool
