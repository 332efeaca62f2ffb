#include "base/secrets.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"

namespace provtool {

namespace {

// A name is secret when one of these is a part of it: `auth_token`, `apiKey`, `HTTP_AUTH_PASSWORD`.
constexpr std::array<std::string_view, 11> k_secret_words{
    "pass", "pwd", "secret", "token", "key", "auth", "cred", "ticket", "session", "bearer", "jwt"};
// Short names that are secret only as a whole.
constexpr std::array<std::string_view, 6> k_secret_names{"pw", "sid", "sas", "otp", "sig", "signature"};
// Secret as the name of a parameter; in `code: 404` they are ordinary words.
constexpr std::array<std::string_view, 3> k_secret_parameters{"p", "st", "code"};
// What comes between `Authorization:` and the credentials (RFC 9110 11.4).
constexpr std::array<std::string_view, 2> k_authentication_schemes{"basic", "bearer"};
// URIs with a user and no password before their `@`, as a rule.
constexpr std::array<std::string_view, 3> k_user_schemes{"sip:", "sips:", "mailto:"};
constexpr std::array<std::string_view, 4> k_host_schemes{"tftp", "http", "https", "ftp"};
constexpr std::size_t k_opaque_length = 20;

template <typename Table>
bool contains(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

bool names_a_secret(std::string_view name, char separator) {
  const std::string lower = to_lower(name);
  return std::any_of(k_secret_words.begin(), k_secret_words.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; }) ||
         contains(k_secret_names, lower) || (separator == '=' && contains(k_secret_parameters, lower));
}

bool is_name_char(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool is_quote(char c) {
  return c == '"' || c == '\'';
}

bool ends_word(char c) {
  return is_quote(c) || c == '<' || c == '>' || std::isspace(static_cast<unsigned char>(c)) != 0 || c == '\0';
}

std::size_t find_word_end(std::string_view text, std::size_t start) {
  while (start < text.size() && !ends_word(text[start])) ++start;
  return std::min(start, text.size());
}

bool is_opaque_char(char c) {
  return is_name_char(c) || c == '+' || c == '/' || c == '=' || c == '%' || c == '~';
}

// One macro and nothing else: `{MAC}`.
bool is_macro(std::string_view value) {
  return value.size() > 2 && value.size() <= 10 && value.front() == '{' && value.back() == '}' &&
         std::all_of(value.begin() + 1, value.end() - 1, is_name_char);
}

// `host:8080/a@b` is a port and a path, not a password.
bool is_port_and_more(std::string_view between) {
  const auto end = between.find_first_of("/?#");
  return end != std::string_view::npos && is_digits(between.substr(0, end));
}

// Where user or host begin in a word: behind `http://`, `http:/` or `sip:`.
std::size_t authority_start(std::string_view word) {
  for (const auto scheme : k_user_schemes)
    if (word.size() > scheme.size() && equal_ignoring_case(word.substr(0, scheme.size()), scheme))
      return scheme.size();
  const auto mark = word.find(":/");
  if (mark == std::string_view::npos) return 0;
  // With one slash only a known scheme is one: `user:/password@host`.
  const bool known = std::any_of(k_host_schemes.begin(), k_host_schemes.end(), [&](auto scheme) {
    return to_lower(word.substr(0, mark)).ends_with(scheme);
  });
  if (!known && word.substr(mark, 3) != "://") return 0;
  return std::min(word.find_first_not_of('/', mark + 1), word.size());
}

// The colon between user and password, or host and port; the colons of an IPv6 literal are passed over.
std::size_t find_colon(std::string_view word, std::size_t start) {
  const bool bracketed = start < word.size() && word[start] == '[';
  const auto bracket = bracketed ? word.find(']', start) : std::string_view::npos;
  return word.find(':', bracket == std::string_view::npos ? start : bracket);
}

struct Span {
  std::size_t start = 0;
  std::size_t end = 0;
};

// A password may contain what else ends a word; an `@` before the next slash shows that it does.
std::size_t find_url_end(std::string_view text) {
  const auto end = find_word_end(text, 0);
  const auto word = text.substr(0, end);
  if (word.find("://") == std::string_view::npos || word.find('@') != std::string_view::npos) return end;
  const auto colon = find_colon(word, authority_start(word));
  if (colon == std::string_view::npos) return end;
  const auto behind = word.substr(colon + 1);
  const auto port = behind.substr(0, behind.find_first_of("/?#"));
  if (port.size() < behind.size() || behind.empty() || is_digits(port)) return end;
  const auto at = text.substr(0, text.find_first_of("/\n", end)).find('@', end);
  return at == std::string_view::npos ? end : find_word_end(text, at);
}

// The password of the first URL of a word: behind the first `:` that is not a port's, up to the last `@`
// before the query, or up to the last of all, since a password may contain a `?`.
Span find_password(std::string_view word) {
  const auto start = authority_start(word);
  auto at = word.substr(0, word.find('?', start)).rfind('@');
  if (at == std::string_view::npos) at = word.rfind('@');
  if (at == std::string_view::npos) return {};
  auto colon = find_colon(word, start);
  while (colon < at && is_port_and_more(word.substr(colon + 1, at - colon - 1)))
    colon = word.find(':', word.find_first_of("/?#", colon));
  return colon < at ? Span{colon + 1, at} : Span{};
}

// Behind the password of one URL, or in its query, there may be another one.
std::string mask_password(std::string_view word, bool& masked) {
  std::string result;
  while (word.find('@') != std::string_view::npos) {
    const auto password = find_password(word);
    auto done = password.end;
    if (password.start < password.end) {
      result.append(word.substr(0, password.start)).append(k_mask);
      masked = true;
    } else {
      done = word.find('?', authority_start(word));
      if (done == std::string_view::npos) break;
      result.append(word.substr(0, ++done));
    }
    word.remove_prefix(done);
    if (word.find("://") == std::string_view::npos) break;
  }
  return result.append(word);
}

// Each word of a text may be a URL.
std::string mask_passwords(std::string_view text, bool& masked) {
  std::string result;
  while (!text.empty()) {
    const auto end = find_url_end(text);
    result += mask_password(text.substr(0, end), masked);
    text.remove_prefix(end);
    if (text.empty()) break;
    result += text[0];
    text.remove_prefix(1);
  }
  return result;
}

// The name before a `=` or `:`: `name=`, `name =`, `"name":`.
Span find_name(std::string_view text, std::size_t separator, std::size_t from) {
  Span name{separator, separator};
  while (text[separator] == '=' && name.end > from && is_blank(text[name.end - 1])) --name.end;
  if (name.end > from && is_quote(text[name.end - 1])) --name.end;
  name.start = name.end;
  while (name.start > from && is_name_char(text[name.start - 1])) --name.start;
  return name;
}

// The value behind a `=` or `:`, without its quotes. Behind a colon there must be a space or a quote: `key:`
// alone may be a host and its port. Only in a query does `&` end it.
Span find_value(std::string_view text, std::size_t separator, bool in_query) {
  auto start = separator + 1;
  while (!in_query && start < text.size() && is_blank(text[start])) ++start;
  if (start >= text.size()) return {};
  if (is_quote(text[start])) return {start + 1, std::min(text.find(text[start], start + 1), text.size())};
  if (text[separator] == ':' && start == separator + 1) return {};
  auto end = find_word_end(text, start);
  if (contains(k_authentication_schemes, to_lower(text.substr(start, end - start))) &&
      end + 1 < text.size()) {
    start = end + 1;
    end = find_word_end(text, start);
  }
  return {start, in_query ? std::min(text.find('&', start), end) : end};
}

// A query value that is long, of one piece and with digits: a token rather than a word. Looks no further than
// such a value goes, so that a text of nothing but `?a=` takes no quadratic time.
Span find_opaque_value(std::string_view text, std::size_t start) {
  auto end = start;
  while (end < text.size() && is_opaque_char(text[end])) ++end;
  const bool ended = end == text.size() || ends_word(text[end]) || text[end] == '&' || text[end] == '#';
  const auto value = text.substr(start, end - start);
  const auto digits = std::count_if(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
  return ended && value.size() >= k_opaque_length && digits >= 3 ? Span{start, end} : Span{};
}

std::string mask_values(std::string_view text, bool& masked) {
  std::string result;
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=' && text[i] != ':') continue;
    const auto name = find_name(text, i, done);
    const char before = name.start > 0 ? text[name.start - 1] : '\0';
    const bool in_query = text[i] == '=' && (before == '?' || before == '&');
    const bool secret = names_a_secret(text.substr(name.start, name.end - name.start), text[i]);
    if (!secret && !in_query) continue;
    const auto value = secret ? find_value(text, i, in_query) : find_opaque_value(text, i + 1);
    if (value.start >= value.end || is_macro(text.substr(value.start, value.end - value.start))) continue;
    result.append(text.substr(done, value.start - done)).append(k_mask);
    done = value.end;
    i = value.end - 1;
    masked = true;
  }
  result += text.substr(done);
  return result;
}

// What was masked may have stood between another password and its `@`: until nothing changes any more.
template <typename MaskPasswords>
MaskedText mask(std::string_view text, MaskPasswords mask_passwords_in) {
  MaskedText result{std::string(text)};
  while (true) {
    auto again = mask_values(mask_passwords_in(result.text, result.masked), result.masked);
    if (again == result.text) return result;
    result.text = std::move(again);
  }
}

}  // namespace

MaskedText mask_secrets(std::string_view text) {
  return mask(text, mask_passwords);
}
MaskedText mask_value(std::string_view value) {
  return mask(value, mask_password);
}

}  // namespace provtool
