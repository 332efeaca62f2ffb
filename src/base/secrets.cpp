#include "base/secrets.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"

namespace provtool {

namespace {

// A name is secret when one of these is a part of it: `auth_token`, `apiKey`, `HTTP_AUTH_PASSWORD`.
constexpr std::array<std::string_view, 13> k_secret_words{"pass",    "pwd",    "secret", "token", "key",
                                                          "auth",    "sig",    "cred",   "code",  "ticket",
                                                          "session", "bearer", "jwt"};
// Short names that are secret only as a whole.
constexpr std::array<std::string_view, 6> k_secret_names{"pw", "p", "sid", "st", "sas", "otp"};
constexpr std::size_t k_opaque_length = 20;

bool names_a_secret(std::string_view name) {
  const std::string lower = to_lower(name);
  return std::any_of(k_secret_words.begin(), k_secret_words.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; }) ||
         std::find(k_secret_names.begin(), k_secret_names.end(), lower) != k_secret_names.end();
}

bool is_name_char(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
}

bool ends_value(char c) {
  return c == '&' || c == ';' || c == ',' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '#' ||
         std::isspace(static_cast<unsigned char>(c)) != 0 || c == '\0';
}

// Long, of one piece, with digits and letters: a token rather than a word. A macro is none.
bool is_opaque(std::string_view value) {
  if (value.size() < k_opaque_length || value.find('{') != std::string_view::npos) return false;
  const bool one_piece = std::all_of(value.begin(), value.end(), [](char c) {
    return is_name_char(c) || c == '+' || c == '/' || c == '=' || c == '%' || c == '~';
  });
  const auto digits = std::count_if(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
  return one_piece && digits >= 3;
}

bool ends_authority(char c) {
  return c == '"' || c == '\'' || c == '<' || c == '>' || std::isspace(static_cast<unsigned char>(c)) != 0 ||
         c == '\0';
}

// `host:8080/a@b` is a port and a path, not a password.
bool is_port_and_path(std::string_view between) {
  const auto slash = between.find('/');
  return slash != std::string_view::npos && is_digits(between.substr(0, slash));
}

// The password of a URL stands behind the first `:` after the protocol, and ends at the last `@`.
std::string mask_password(std::string_view word, bool& masked) {
  const auto scheme = word.find(":/");
  std::size_t start = 0;
  if (scheme != std::string_view::npos) start = word.find_first_not_of('/', scheme + 1);
  start = std::min(start, word.size());
  auto at = word.substr(0, word.find('?', start)).rfind('@');
  if (at == std::string_view::npos) at = word.rfind('@');
  const auto colon = word.find(':', start);
  if (at == std::string_view::npos || colon >= at || is_port_and_path(word.substr(colon + 1, at - colon - 1)))
    return std::string(word);
  masked = true;
  return std::string(word.substr(0, colon + 1)).append(k_mask).append(word.substr(at));
}

// Each word of a text may be a URL.
std::string mask_passwords(std::string_view text, bool& masked) {
  std::string result;
  while (!text.empty()) {
    const auto end =
        static_cast<std::size_t>(std::find_if(text.begin(), text.end(), ends_authority) - text.begin());
    result += mask_password(text.substr(0, end), masked);
    text.remove_prefix(end);
    if (text.empty()) break;
    result += text[0];
    text.remove_prefix(1);
  }
  return result;
}

// A secret behind a colon needs a blank before it (`token: abc`): `key:` alone may be a host and its port.
std::size_t value_start(std::string_view text, std::size_t separator) {
  if (text[separator] == '=') return separator + 1;
  const auto start = text.find_first_not_of(" \t", separator + 1);
  return start == separator + 1 ? std::string_view::npos : start;
}

std::string mask_values(std::string_view text, bool& masked) {
  std::string result;
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=' && text[i] != ':') continue;
    std::size_t name = i;
    while (name > done && is_name_char(text[name - 1])) --name;
    const std::size_t start = value_start(text, i);
    if (start >= text.size()) continue;
    const auto end = static_cast<std::size_t>(
        std::find_if(text.begin() + static_cast<std::ptrdiff_t>(start), text.end(), ends_value) -
        text.begin());
    const auto value = text.substr(start, end - start);
    const bool in_query = text[i] == '=' && name > 0 && (text[name - 1] == '?' || text[name - 1] == '&');
    const bool secret = names_a_secret(text.substr(name, i - name)) || (in_query && is_opaque(value));
    if (!secret || value.empty() || value.front() == '{') continue;
    result.append(text.substr(done, start - done)).append(k_mask);
    done = end;
    i = end > i ? end - 1 : i;
    masked = true;
  }
  result += text.substr(done);
  return result;
}

}  // namespace

MaskedText mask_secrets(std::string_view text) {
  MaskedText result;
  result.text = mask_values(mask_passwords(text, result.masked), result.masked);
  return result;
}

MaskedText mask_value(std::string_view value) {
  MaskedText result;
  result.text = mask_values(mask_password(value, result.masked), result.masked);
  return result;
}

}  // namespace provtool
