#include "provisioning/origin.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "device/macros.hpp"

namespace provtool {

namespace {

struct UsualPort {
  std::string_view scheme;
  std::uint16_t port;
};
constexpr std::array k_usual_ports{UsualPort{"tftp", 69}, UsualPort{"http", 80}, UsualPort{"https", 443},
                                   UsualPort{"ftp", 21}};

std::optional<std::uint16_t> usual_port(std::string_view scheme) {
  for (const auto& row : k_usual_ports)
    if (row.scheme == scheme) return row.port;
  return std::nullopt;
}

std::string bare_host(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return to_lower(host);
}

std::string in_url(const std::string& host) {
  return host.find(':') == std::string::npos ? host : fmt::format("[{}]", host);
}

// Of a URL without a protocol one for each, as the phone tries them.
std::vector<std::string> with_protocol(const std::string& url, const Phone& phone) {
  if (url.find("://") != std::string::npos) return {url};
  std::vector<std::string> urls;
  for (const auto scheme : phone.url.schemes.value) urls.push_back(fmt::format("{}://{}", scheme, url));
  return urls;
}

}  // namespace

std::string Origin::text() const {
  return fmt::format("{}://{}:{}", scheme, in_url(host), port);
}

std::optional<Origin> origin_of(std::string_view url) {
  const auto parts = parse_url(url);
  const auto usual = parts ? usual_port(parts->scheme) : std::nullopt;
  if (!usual || parts->host.empty()) return std::nullopt;
  Origin origin{parts->scheme, bare_host(parts->host), *usual};
  if (parts->port)
    std::from_chars(parts->port->data(), parts->port->data() + parts->port->size(), origin.port);
  return origin;
}

std::string shown_host(std::string_view url) {
  const auto origin = origin_of(url);
  if (!origin) return "the server";
  if (origin->port == usual_port(origin->scheme)) return origin->host;
  return fmt::format("{}:{}", in_url(origin->host), origin->port);
}

// The last @ before the path ends them, as libcurl reads it.
std::string without_credentials(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::string(url);
  const auto start = scheme + 3;
  const auto end = std::min(url.find_first_of("/?#", start), url.size());
  const auto at = url.substr(start, end - start).rfind('@');
  if (at == std::string_view::npos) return std::string(url);
  return fmt::format("{}{}", url.substr(0, start), url.substr(start + at + 1));
}

std::string without_password(std::string text, const std::optional<Credentials>& told) {
  constexpr std::size_t k_least = 4;  // a shorter one is in many words
  if (!told || told->password.size() < k_least) return text;
  const auto& password = told->password;
  for (auto at = text.find(password); at != std::string::npos; at = text.find(password, at + k_mask.size()))
    text.replace(at, password.size(), k_mask);
  return text;
}

CredentialRules::CredentialRules(std::string_view provisioning_url, const Identity& identity,
                                 const LoadTerms& terms)
    : m_terms(terms) {
  const auto expanded = expand_macros(provisioning_url, identity).text;
  for (const auto& url : with_protocol(expanded, *identity.phone)) {
    if (const auto origin = origin_of(url)) m_home.push_back(*origin);
    if (!m_homes_own) m_homes_own = credentials_in(url);
  }
}

bool CredentialRules::is_at_home(const Origin& origin) const {
  return std::find(m_home.begin(), m_home.end(), origin) != m_home.end();
}

std::optional<Credentials> CredentialRules::for_request(std::string_view target, std::string_view own) const {
  const auto origin = origin_of(target);
  if (!origin) return std::nullopt;
  if (origin == origin_of(own))
    if (auto credentials = credentials_in(own)) return credentials;
  for (const auto& row : m_terms.per_host)
    if (bare_host(row.host) == origin->host) return row.credentials;
  if (!is_at_home(*origin)) return std::nullopt;
  return m_terms.user ? m_terms.user : m_homes_own;
}

}  // namespace provtool
