#include "device/url_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/address.hpp"
#include "base/foreign.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "device/impossible_host.hpp"
#include "device/other_vendors.hpp"

namespace provtool {

namespace {

constexpr std::array<std::string_view, 11> k_quotes{
    "\"", "'", "`", "\u201c", "\u201d", "\u201e", "\u2018", "\u2019", "\u201a", "\u00ab", "\u00bb"};
constexpr std::u32string_view k_blanks =
    U" \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000";
// Words before a colon that are a protocol rather than a host with a port.
constexpr std::array<std::string_view, 16> k_other_schemes{
    "file", "scp",        "sftp",   "ftps", "gopher", "smb", "nfs",   "ldap",
    "data", "javascript", "mailto", "sip",  "sips",   "tel", "rsync", "ssh"};

template <typename Table>
bool contains(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

bool is_quoted(std::string_view value) {
  return std::any_of(k_quotes.begin(), k_quotes.end(), [value](std::string_view quote) {
    return value.starts_with(quote) || value.ends_with(quote);
  });
}

bool has_blanks(std::string_view value) {
  while (!value.empty()) {
    const auto point = first_code_point(value);
    if (k_blanks.find(point.value) != std::u32string_view::npos) return true;
    value.remove_prefix(point.length);
  }
  return false;
}

bool port_is_sound(std::string_view port) {
  if (port.empty()) return true;  // RFC 3986 3.2.3 allows `host:`
  if (!is_digits(port) || port.size() > 5) return false;
  const int number = std::stoi(std::string(port));
  return number >= 1 && number <= 65535;
}

bool host_is_sound(std::string_view host) {
  return !host.empty() && !host.starts_with('.') && host.find("..") == std::string_view::npos;
}

// Digits and dots that are not an address as people write it. The library reads some of them as one: octal,
// short forms.
bool is_odd_number(std::string_view host) {
  const bool dotted_digits =
      std::all_of(host.begin(), host.end(), [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
  return dotted_digits && !Ipv4Address::parse(host);
}

std::optional<Ipv6Address> bracketed_address(std::string_view host) {
  if (!host.starts_with('[') || !host.ends_with(']')) return std::nullopt;
  return Ipv6Address::parse(host.substr(1, host.size() - 2));
}

// IPv6 literals may be written in many ways.
bool same_host(std::string_view a, std::string_view b) {
  if (equal_ignoring_case(a, b)) return true;
  const auto one = bracketed_address(a);
  return one && one == bracketed_address(b);
}

// IPv6 without brackets rather than two ports.
bool looks_like_ipv6(std::string_view text) {
  return std::count(text.begin(), text.end(), ':') >= 2 &&
         text.substr(0, text.find('%')).find_first_not_of("0123456789abcdefABCDEF:.]") ==
             std::string_view::npos;
}

std::string without_zone(std::string_view host) {
  const auto percent = host.find('%');
  if (!host.starts_with('[') || percent == std::string_view::npos) return std::string(host);
  return std::string(host.substr(0, percent)) + "]";
}

// Each odd word once, and no more of them than a person would read.
std::vector<std::string> first_different(const std::vector<std::string>& words) {
  constexpr std::size_t k_most = 4;
  std::vector<std::string> different;
  for (const auto& word : words)
    if (different.size() < k_most && std::find(different.begin(), different.end(), word) == different.end())
      different.push_back(word);
  return different;
}

}  // namespace

UrlChecks::UrlChecks(std::string_view value, const Phone& phone, std::vector<UrlNote>& notes)
    : m_value(value),
      m_visible(mask_value(looked_at(value))),
      m_schemes(phone.url.schemes.value),
      m_notes(notes) {}

void UrlChecks::note(FindingId id, std::string message, std::optional<Severity> milder) {
  m_notes.push_back({id, std::move(message), milder});
}

template <typename... Parts>
void UrlChecks::quote(FindingId id, std::string_view text, const Parts&... parts) {
  note(id, fmt::format(fmt::runtime(text), foreign(parts, without_secret(parts))...));
}

bool UrlChecks::spelling_is_sound(std::string_view value) {
  if (clean(value).escaped) {
    quote("url.control-characters",
          "the value {} contains control or invisible characters or bytes that are not text", value);
    return false;
  }
  if (is_quoted(value)) {
    quote("url.quoted", "the value {} is in quotes, which are part of it", value);
    return false;
  }
  if (has_blanks(value)) {
    quote("url.whitespace", "the value \"{}\" contains spaces", value);
    return false;
  }
  return true;
}

bool UrlChecks::scheme_is_sound(std::string_view value, const Spelled& spelled) {
  if (spelled.scheme) {
    if (contains(m_schemes, *spelled.scheme)) return true;
    quote("url.scheme-unsupported", "the phone does not support \"{}\"", *spelled.scheme);
    return false;
  }
  const auto colon = std::min(value.find(':'), value.size());
  const auto word = to_lower(value.substr(0, colon));
  const auto rest = value.substr(std::min(colon + 1, value.size()));
  if (colon < value.size() && contains(m_schemes, word)) {
    quote("url.single-slash",
          rest.starts_with('/') ? "\"{}:\" is followed by one slash instead of two"
                                : "\"{}:\" is followed by no slash instead of two",
          word);
    return false;
  }
  const bool other =
      contains(k_other_schemes, word) || (rest.starts_with('/') && word.find('.') == std::string::npos);
  if (colon < value.size() && other && !word.empty()) {
    quote("url.scheme-unsupported", "the phone does not support \"{}\"", word);
    return false;
  }
  if (contains(m_schemes, to_lower(spelled.host)) && !spelled.port && spelled.path.starts_with("//")) {
    quote("url.single-slash", "\"{}\" is followed by slashes without a colon", spelled.host);
    return false;
  }
  note("url.scheme-missing",
       fmt::format("no protocol is given; the phone tries {}", listed({m_schemes.begin(), m_schemes.end()})));
  return true;
}

bool UrlChecks::authority_is_sound(const Spelled& spelled) {
  if (!ipv6_is_sound(spelled)) return false;
  if (spelled.port && !port_is_sound(*spelled.port)) {
    quote("url.port-invalid", "\"{}\" is not a valid port (1 to 65535)", *spelled.port);
    return false;
  }
  if (spelled.port && spelled.port->empty() && contains(m_schemes, to_lower(spelled.host))) {
    quote("url.host-missing", "\"{}:\" stands where the host belongs", spelled.host);
    return false;
  }
  if (!host_is_sound(spelled.host)) {
    if (spelled.host.empty())
      note("url.host-missing", "the value contains no host");
    else
      quote("url.host-missing", "\"{}\" is neither a host name nor an address", spelled.host);
    return false;
  }
  return true;
}

bool UrlChecks::library_reads_it(const Spelled& spelled) {
  const auto text = fmt::format("{}://{}{}{}", spelled.scheme.value_or("http"), spelled.authority,
                                spelled.path, spelled.query);
  const auto parts = parse_url(text);
  if (!parts || is_odd_number(parts->host)) {
    quote("url.host-missing", "no host can be read from \"{}\"", spelled.authority);
    return false;
  }
  const auto path = spelled.path.empty() ? std::string("/") : spelled.path;
  m_host = parts->host;
  if (!same_host(parts->host, without_zone(spelled.host)))
    quote("url.host-rewritten", "\"{}\" is read as host \"{}\"", spelled.host, parts->host);
  else if (parts->path != path)
    quote("url.host-rewritten", "the path \"{}\" is read as \"{}\"", path, parts->path);
  return true;
}

void UrlChecks::host_is_possible() {
  host_is_possible(m_host);
}

void UrlChecks::macros(const std::vector<std::string>& unknown) {
  const auto foreign_ones = foreign_macros(m_value);
  const auto is_part_of_one = [&](const std::string& word) {
    return std::any_of(foreign_ones.begin(), foreign_ones.end(),
                       [&](const ForeignMacro& macro) { return macro.text.find(word) != std::string::npos; });
  };
  for (const auto& word : first_different(unknown)) {
    if (is_part_of_one(word)) continue;
    const auto own = own_macro(word);
    note("url.macro-unknown", fmt::format("{} is not a macro of the phone and is kept as it is{}{}",
                                          foreign(word, without_secret(word)), own.empty() ? "" : ": ", own));
  }
  for (const auto& macro : foreign_ones)
    if (m_notes.size() < k_most_notes)
      note("url.macro-unknown", fmt::format("{} {}; {}", foreign(macro.text, without_secret(macro.text)),
                                            macro.meaning, macro.instead));
}

void UrlChecks::credentials(const Spelled& spelled) {
  if (!spelled.userinfo || spelled.scheme == "https") return;
  const auto colon = spelled.userinfo->find(':');
  if (colon == std::string::npos || colon + 1 == spelled.userinfo->size()) return;
  note("url.credentials-in-clear", fmt::format("the password is sent unencrypted by {}",
                                               spelled.scheme.value_or(listed(unencrypted_schemes()))));
}

void UrlChecks::host_is_possible(std::string_view host) {
  const auto impossible = impossible_host(host);
  if (!impossible) return;
  const bool visible = !m_visible.masked || m_visible.text.find(host) != std::string::npos;
  note("url.host-impossible",
       foreign(impossible->meaning, visible ? impossible->meaning : std::string(k_mask)),
       impossible->severity);
}

std::vector<std::string> UrlChecks::unencrypted_schemes() const {
  std::vector<std::string> schemes(m_schemes.begin(), m_schemes.end());
  std::erase(schemes, "https");
  return schemes;
}

bool UrlChecks::ipv6_is_sound(const Spelled& spelled) {
  auto host_and_port = std::string_view(spelled.authority);
  if (spelled.userinfo) host_and_port.remove_prefix(spelled.userinfo->size() + 1);
  if (!host_and_port.starts_with('[')) {
    if (!looks_like_ipv6(host_and_port)) return true;
    quote("url.ipv6-brackets", "the IPv6 address in \"{}\" is not in brackets", host_and_port);
    host_is_possible(host_and_port);
    return false;
  }
  const auto address = bracketed_address(without_zone(spelled.host));
  if (!address) {
    quote("url.ipv6-brackets", "\"{}\" is not an IPv6 address in brackets", spelled.host);
    return false;
  }
  if (address->is_link_local())
    note("url.ipv6-link-local",
         fmt::format("{} is link-local and needs a zone, which the URL cannot give", address->text()));
  return true;
}

std::string UrlChecks::without_secret(std::string_view part) const {
  if (part == m_value) return m_visible.text;
  const bool visible = !m_visible.masked || m_visible.text.find(part) != std::string::npos;
  return visible ? mask_value(part).text : std::string(k_mask);
}

}  // namespace provtool
