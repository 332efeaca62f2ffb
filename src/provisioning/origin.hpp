// Where a URL leads, and who may be told credentials there.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "device/identity.hpp"
#include "provisioning/terms.hpp"

namespace provtool {

// Scheme, host and port (RFC 6454 4); the port that a scheme implies is filled in.
struct Origin {
  std::string scheme;
  std::string host;  // in lower case, without the brackets of an IPv6 literal
  std::uint16_t port = 0;

  [[nodiscard]] std::string text() const;  // "http://192.0.2.1:80"
  auto operator<=>(const Origin&) const = default;
};

// Nothing for what is not a URL of the four protocols that the phone loads by.
std::optional<Origin> origin_of(std::string_view url);
// "192.0.2.1", "prov.example.com:8080": the port where it is not the usual one. For sentences.
std::string shown_host(std::string_view url);

std::string without_credentials(std::string_view url);
// What a server says, which may be what it was told: with the password masked.
std::string without_password(std::string text, const std::optional<Credentials>& told);

// Whose credentials are sent where: those of a URL to its own origin, --credentials to the host that they
// name, --user and those of the provisioning URL to the provisioning URL's origin.
class CredentialRules {
 public:
  // Without a protocol the provisioning URL is at home in each of the four.
  CredentialRules(std::string_view provisioning_url, const Identity& identity, const LoadTerms& terms);

  // `own`: the URL as it was named, with its credentials; `target` is that one or where it redirects to.
  [[nodiscard]] std::optional<Credentials> for_request(std::string_view target, std::string_view own) const;
  [[nodiscard]] bool is_at_home(const Origin& origin) const;

 private:
  const LoadTerms& m_terms;
  std::vector<Origin> m_home;
  std::optional<Credentials> m_homes_own;
};

}  // namespace provtool
