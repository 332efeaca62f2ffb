// A URL as libcurl reads it: what will fetch is what parses.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/transfer.hpp"

namespace provtool {

struct UrlParts {
  std::string scheme;
  std::string user;
  std::string password;
  std::string host;  // an IPv6 literal keeps its brackets
  std::optional<std::string> port;
  std::string path;
  std::string query;
};

// Nothing when libcurl refuses it. The scheme must be there.
std::optional<UrlParts> parse_url(std::string_view url);

// What a part stands for: `%41` decoded, once (RFC 3986 2.1); what is no such sequence stays.
std::string decoded_part(std::string_view part);

// The user and password in a URL, percent-decoded once (RFC 3986 2.4); nothing when it names neither.
std::optional<Credentials> credentials_in(std::string_view url);

}  // namespace provtool
