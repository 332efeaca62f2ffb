#include "base/secrets.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/address.hpp"
#include "base/encodings.hpp"
#include "base/secret_names.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

// Behind these, credentials follow (RFC 9110 11.4 and its registry).
constexpr std::array<std::string_view, 8> k_credentials{"basic", "bearer", "digest", "negotiate",
                                                        "ntlm",  "hawk",   "apikey", "hoba"};
// URIs with a user and no password before their `@`, as a rule.
constexpr std::array<std::string_view, 4> k_user_schemes{"sip", "sips", "mailto", "xmpp"};
constexpr std::array<std::string_view, 4> k_host_schemes{"tftp", "http", "https", "ftp"};
constexpr std::size_t k_opaque_length = 20;
// How often a secret may be encoded in another encoding: hex of base64.
constexpr int k_deepest_encoding = 2;
constexpr auto k_nowhere = std::string_view::npos;

template <typename Table>
bool contains(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_name_char(char c) {
  return is_alphanumeric(c) || c == '_' || c == '-' || c == '.' || c == '%' || c == '[' || c == ']';
}
bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool is_quote(char c) {
  return c == '"' || c == '\'';
}
bool is_control_byte(char c) {
  return (static_cast<unsigned char>(c) < 0x20) || c == 0x7F;
}
bool ends_word(char c) {
  return is_quote(c) || is_blank(c) || is_control_byte(c) || c == '<' || c == '>';
}
bool is_opaque_char(char c) {
  return is_alphanumeric(c) || std::string_view("_-.+/=%~").find(c) != k_nowhere;
}

std::size_t skip(std::string_view text, std::size_t at, bool (*what)(char)) {
  while (at < text.size() && what(text[at])) ++at;
  return at;
}

// One macro and nothing else: `{MAC}`.
bool is_macro(std::string_view value) {
  return value.size() > 2 && value.size() <= 10 && value.front() == '{' && value.back() == '}' &&
         std::all_of(value.begin() + 1, value.end() - 1, is_alphanumeric);
}

struct Span {
  std::size_t start = 0;
  std::size_t end = 0;
};

// Where user or host begin: behind `http://`, `http:/`, `http:`, `sip:`.
struct Authority {
  std::size_t start = 0;
  bool scheme = false;     // a scheme stands before it
  bool user_only = false;  // one whose URIs have a user and no password
  std::size_t before = 0;  // where the scheme begins
};

// Finds the places of secrets in a text and hides them. Each rule goes through the text once.
class Finder {
 public:
  enum class Kind : unsigned char { value, sentence };

  Finder(std::string_view text, Kind kind) : m_text(text), m_kind(kind), m_last_at(text.rfind('@')) {}

  MaskedText masked() {
    find_named();
    find_credentials();
    find_elements();
    find_userinfo();
    return build();
  }

 private:
  [[nodiscard]] bool in_sentence() const { return m_kind == Kind::sentence; }
  [[nodiscard]] std::string_view part(std::size_t start, std::size_t end) const {
    return m_text.substr(start, end - start);
  }
  [[nodiscard]] std::size_t word_end(std::size_t at, std::size_t limit = k_nowhere) const {
    limit = std::min(limit, m_text.size());
    while (at < limit && !ends_word(m_text[at])) ++at;
    return std::min(at, limit);
  }
  // How far a secret goes that begins at `at`.
  [[nodiscard]] std::size_t secret_end(std::size_t at, std::size_t limit = k_nowhere) const {
    limit = std::min(limit, m_text.size());
    return in_sentence() ? word_end(at, limit) : limit;
  }

  // What is empty, a macro or masked already is no secret. Returns where to go on.
  std::size_t hide(std::size_t start, std::size_t end) {
    const auto secret = part(start, end);
    if (secret.empty() || is_macro(secret) || secret == k_mask) return end;
    m_spans.push_back({start, end});
    return end;
  }

  // ---- `name=value`, `name: value`, and the parameters of a URL

  // The name that ends at `end`; what is before it, quotes and blanks, is left out.
  [[nodiscard]] Span name_before(std::size_t end, std::size_t from) const {
    const bool word_alone = m_text[end] != '=' && m_text[end] != ':';
    while (!word_alone && end > from && is_blank(m_text[end - 1])) --end;
    if (end > from && is_quote(m_text[end - 1])) --end;
    auto start = end;
    while (start > from && is_name_char(m_text[start - 1])) --start;
    return {start, end};
  }

  // In a query `&` ends a value, elsewhere only its quotes do.
  [[nodiscard]] Span value_behind(std::size_t separator, bool parameter) const {
    auto start = separator + 1;
    if (!parameter) start = skip(m_text, start, is_blank);
    if (start < m_text.size() && is_quote(m_text[start])) {
      const auto quote = m_text.find(m_text[start], start + 1);
      const bool whole =
          quote != k_nowhere && (quote + 1 == m_text.size() || !is_name_char(m_text[quote + 1]));
      return {start + 1, whole ? quote : m_text.size()};
    }
    return {start, secret_end(start, parameter ? m_text.find('&', start) : k_nowhere)};
  }

  // `key:8080` may be a host with its port, `key:` the end of a sentence.
  [[nodiscard]] bool is_host_and_port(std::size_t name, std::size_t colon) const {
    if (colon + 1 >= m_text.size()) return true;
    if (in_sentence()) return !is_blank(m_text[colon + 1]) && !is_quote(m_text[colon + 1]);
    const auto end = std::min(m_text.find_first_not_of("0123456789", colon + 1), m_text.size());
    const bool host = name == 0 || (name >= 2 && part(name - 2, name) == "//");
    return host && end > colon + 1 && (end == m_text.size() || m_text[end] == '/');
  }

  // A parameter that is long, of one piece and with digits: a token rather than a word.
  [[nodiscard]] Span opaque_value(std::size_t start) const {
    const auto end = skip(m_text, start, is_opaque_char);
    const bool ended =
        end == m_text.size() || ends_word(m_text[end]) || m_text[end] == '&' || m_text[end] == '#';
    const auto value = part(start, end);
    const auto digits =
        std::count_if(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
    return ended && value.size() >= k_opaque_length && digits >= 3 ? Span{start, end} : Span{};
  }

  void find_named() {
    std::size_t done = 0;
    for (std::size_t at = 0; at < m_text.size(); ++at) {
      const char c = m_text[at];
      const bool words_apart = !in_sentence() && (is_blank(c) || is_control_byte(c));
      if (c != '=' && c != ':' && !words_apart) continue;
      const auto name = name_before(at, done);
      const auto value = name.start < name.end ? named_value(name, at) : Span{};
      // The name of the next value begins behind this separator at the earliest.
      if (!is_blank(c)) done = at + 1;
      if (value.start >= value.end) continue;
      at = hide(value.start, value.end) - 1;
      done = value.end;
    }
  }

  [[nodiscard]] Span named_value(const Span& name, std::size_t separator) const {
    const char c = m_text[separator];
    const auto word = part(name.start, name.end);
    if (c == '=') {
      const char before = name.start > 0 ? m_text[name.start - 1] : '\0';
      const bool parameter = before == '?' || before == '&';
      if (names_a_secret_parameter(word)) return value_behind(separator, parameter);
      return parameter ? opaque_value(separator + 1) : Span{};
    }
    if (!names_a_secret(word)) return {};
    if (c == ':') return is_host_and_port(name.start, separator) ? Span{} : value_behind(separator, false);
    return c == ' ' ? odd_word_behind(separator) : value_behind(separator, false);
  }

  // `password s3cret`: behind a blank only what is no ordinary word, as in "Password required".
  [[nodiscard]] Span odd_word_behind(std::size_t blank) const {
    const auto start = skip(m_text, blank, is_blank);
    const auto word = part(start, word_end(start));
    const auto odd = [](char o) { return !(o >= 'a' && o <= 'z') && o != '.' && o != ',' && o != '-'; };
    const bool number = is_digits(word) && word.size() < 4;
    const bool assigned = word.starts_with('=') || word.starts_with(':');
    if (word.empty() || number || assigned || std::none_of(word.begin() + 1, word.end(), odd)) return {};
    return {start, m_text.size()};
  }

  // ---- `Basic dXNlcjp…`

  void find_credentials() {
    for (std::size_t at = 0; at < m_text.size();) {
      if (!is_alphanumeric(m_text[at])) {
        ++at;
        continue;
      }
      const auto end = skip(m_text, at, is_alphanumeric);
      const auto start = skip(m_text, end, is_blank);
      if (start > end && end - at < 10 && contains(k_credentials, to_lower(part(at, end))))
        hide_credentials(to_lower(part(at, end)), start);
      at = end;
    }
  }

  void hide_credentials(std::string_view scheme, std::size_t start) {
    const auto end = word_end(start);
    // A challenge, or a sentence about one: "Basic realm=", "Digest authentication".
    const auto word = to_lower(part(start, end));
    if (word.starts_with("realm=") || word.starts_with("authenti") || word.starts_with("authoriz")) return;
    const bool parameters =
        word.find('=') != k_nowhere && word.find('=') + 1 < word.size() && word.back() != '=';
    if (scheme == "digest" && !parameters) return;
    const bool prose = scheme != "bearer" &&
                       std::all_of(word.begin(), word.end(),
                                   [](char c) { return (c >= 'a' && c <= 'z') || c == ',' || c == '.'; }) &&
                       word == part(start, end);
    if (prose && in_sentence()) return;
    hide(start, parameters ? m_text.size() : end);
  }

  // ---- `<password>secret</password>`, `<param name="password" value="secret"/>`

  void find_elements() {
    auto close = m_text.find('>');
    for (auto open = m_text.find('<'); open != k_nowhere; open = m_text.find('<', open + 1)) {
      auto name_end = open + 1;
      while (name_end < m_text.size() && (is_name_char(m_text[name_end]) || m_text[name_end] == ':'))
        ++name_end;
      if (close < name_end) close = m_text.find('>', name_end);
      if (close == k_nowhere) return;
      const auto name = part(open + 1, name_end);
      const auto next = m_text.find('<', name_end);
      if (name.empty() || next < close) continue;
      if (says_secret(part(name_end, close))) return static_cast<void>(hide(name_end, m_text.size()));
      if (m_text[close - 1] == '/' || !names_a_secret(name.substr(name.rfind(':') + 1))) continue;
      open = hide_element(name, close + 1);
      if (open == k_nowhere) return;
    }
    find_keys();
  }

  // Up to the end of the element; where there is none, all of it. Returns where to go on.
  std::size_t hide_element(std::string_view name, std::size_t start) {
    const auto end = m_text.find("</" + std::string(name), start);
    hide(start, std::min(end, m_text.size()));
    return end;
  }

  // Attributes, one of which has a secret's name as its value: `name="password"`.
  [[nodiscard]] static bool says_secret(std::string_view attributes) {
    for (auto quote = attributes.find('"'); quote != k_nowhere;) {
      const auto end = attributes.find('"', quote + 1);
      if (end == k_nowhere) return false;
      const auto value = attributes.substr(quote + 1, end - quote - 1);
      if (std::all_of(value.begin(), value.end(), is_name_char) && names_a_secret(value)) return true;
      quote = attributes.find('"', end + 1);
    }
    return false;
  }

  // `<key>password</key><string>secret</string>`: a text that is a secret's name.
  void find_keys() {
    for (auto close = m_text.find('>'); close != k_nowhere; close = m_text.find('>', close + 1)) {
      const auto end = skip(m_text, close + 1, is_name_char);
      if (end >= m_text.size() || m_text[end] != '<' || !names_a_secret(part(close + 1, end))) continue;
      hide(end, m_text.size());
      return;
    }
  }

  // ---- `user:password@host`

  [[nodiscard]] std::vector<Authority> authorities() const {
    std::vector<Authority> found{{0, false, false, 0}};
    for (auto colon = m_text.find(':'); colon != k_nowhere; colon = m_text.find(':', colon + 1)) {
      auto start = colon;
      while (start > 0 && is_alphanumeric(m_text[start - 1]) && colon - start < 16) --start;
      const auto scheme = to_lower(part(start, colon));
      const bool user_only = contains(k_user_schemes, scheme);
      const bool slashes = m_text.substr(colon, 3) == "://";
      if (!user_only && !slashes && !contains(k_host_schemes, scheme)) continue;
      // `http:8080` is a host with its port.
      if (!slashes && !user_only && colon + 1 < m_text.size() && is_digits(m_text.substr(colon + 1, 1)))
        continue;
      const auto behind = std::min(m_text.find_first_not_of("/\\", colon + 1), m_text.size());
      found.push_back({user_only ? colon + 1 : behind, true, user_only, start});
    }
    return found;
  }

  void find_userinfo() {
    const auto starts = authorities();
    for (std::size_t i = 0; i < starts.size(); ++i) {
      const auto end = i + 1 < starts.size() ? starts[i + 1].before : m_text.size();
      if (starts[i].start >= end) continue;
      if (!in_sentence()) {
        look_at_authority(starts[i], end);
        continue;
      }
      if (starts[i].scheme)
        look_at_authority(starts[i], url_end(starts[i].start, end));
      else
        look_at_words(starts[i].start, end);
      if (starts[i].scheme) look_at_words(url_end(starts[i].start, end), end);
    }
  }

  // Words of a sentence that have no scheme.
  void look_at_words(std::size_t start, std::size_t end) {
    while (start < end) {
      const auto stop = word_end(start, end);
      if (stop > start) look_at_authority({start, false, false, start}, stop);
      start = stop + 1;
    }
  }

  // A password may contain what else ends a word; an `@` before the next slash shows that it does.
  [[nodiscard]] std::size_t url_end(std::size_t start, std::size_t end) const {
    const auto stop = word_end(start, end);
    const auto word = part(start, stop);
    const auto colon = word.find(':', skip_literal(word));
    if (word.find('@') != k_nowhere || colon == k_nowhere) return stop;
    const auto port = word.substr(colon + 1, word.find_first_of("/?#", colon + 1) - colon - 1);
    if (port.empty() || is_digits(port) || port == k_mask) return stop;
    const auto line = part(stop, stop + std::min(part(stop, end).find_first_of("/\n"), end - stop));
    const auto at = line.find('@');
    return at == k_nowhere ? stop : word_end(stop + at, end);
  }

  // Behind an IPv6 literal, whose colons are none of user and password.
  [[nodiscard]] static std::size_t skip_literal(std::string_view authority) {
    if (!authority.starts_with('[')) return 0;
    const auto bracket = authority.find(']');
    return bracket == k_nowhere ? 0 : bracket;
  }

  [[nodiscard]] bool has_at_behind(std::size_t start) const {
    return m_last_at != k_nowhere && m_last_at > start;
  }

  // Brackets around what is no address: where user and host are cannot be known.
  [[nodiscard]] static bool has_odd_brackets(std::string_view authority) {
    if (!authority.starts_with('[')) return false;
    const auto bracket = authority.find(']');
    const auto inside = authority.substr(1, bracket == k_nowhere ? k_nowhere : bracket - 1);
    const auto address = inside.substr(0, inside.find('%'));
    return address.find_first_not_of("0123456789abcdefABCDEF:.") != k_nowhere;
  }

  // The `@` before the query, or the last of all, since a password may contain a `?`.
  [[nodiscard]] static std::size_t find_at(std::string_view authority) {
    const auto at = authority.substr(0, authority.find('?')).rfind('@');
    return at == k_nowhere ? authority.rfind('@') : at;
  }

  // `host:8080/a@b` is a port and a path, not a password.
  [[nodiscard]] static bool is_port_and_more(std::string_view between) {
    const auto end = between.find_first_not_of("0123456789");
    return end != 0 && end != k_nowhere && std::string_view("/?#").find(between[end]) != k_nowhere;
  }

  void look_at_authority(const Authority& where, std::size_t end) {
    const auto authority = part(where.start, end);
    const auto at = find_at(authority);
    if (has_odd_brackets(authority) && authority.find('@') == k_nowhere && where.scheme &&
        has_at_behind(where.start)) {
      hide(where.start, m_text.size());
      return;
    }
    if (at == k_nowhere)
      return where.scheme && !where.user_only ? hide_cut_off(where.start, authority) : void();
    auto colon = authority.find(':', has_odd_brackets(authority) ? 0 : skip_literal(authority));
    while (colon < at && is_port_and_more(authority.substr(colon + 1, at - colon - 1)))
      colon = authority.find(':', authority.find_first_of("/?#", colon));
    if (colon >= at) return hide_user(where, authority, at);
    const auto password = authority.substr(colon + 1, at - colon - 1);
    if (!(where.user_only && MacAddress::parse(password))) hide(where.start + colon + 1, where.start + at);
  }

  // Without a password the user may be a token; but an address for mail has a user, too.
  void hide_user(const Authority& where, std::string_view authority, std::size_t at) {
    const auto user = authority.substr(0, at);
    if (where.user_only || user.find_first_of("/?#\\") != k_nowhere) return;
    const bool alone =
        !in_sentence() && where.start == 0 && std::none_of(authority.begin(), authority.end(), ends_word);
    if (where.scheme || alone) hide(where.start, where.start + at);
  }

  // `http://user:passw`: a value that was cut off before its `@`; where a port is expected, there is none.
  void hide_cut_off(std::size_t start, std::string_view authority) {
    const auto colon = authority.find(':', skip_literal(authority));
    if (colon == k_nowhere || authority.find_first_of("/?#") < colon) return;
    const auto behind = authority.substr(colon + 1);
    const auto port = behind.substr(0, behind.find_first_of("/?#\"'<>)],; \t\r\n\\"));
    const bool short_enough = port.size() <= 5 || port.size() == behind.size();
    if (port.empty() || is_macro(port) || (is_digits(port) && short_enough)) return;
    hide(start + colon + 1, start + authority.size());
  }

  MaskedText build() {
    std::sort(m_spans.begin(), m_spans.end(), [](const Span& a, const Span& b) { return a.start < b.start; });
    MaskedText result{{}, !m_spans.empty()};
    std::size_t done = 0;
    for (const auto& span : m_spans) {
      if (span.end <= done) continue;
      if (span.start > done || done == 0) result.text.append(part(done, span.start)).append(k_mask);
      done = span.end;
    }
    result.text.append(m_text.substr(done));
    return result;
  }

  std::string_view m_text;
  Kind m_kind;
  std::size_t m_last_at;
  std::vector<Span> m_spans;
};

bool holds_secret(std::string_view text, int depth) {
  if (Finder(text, Finder::Kind::value).masked().masked) return true;
  const auto plain = plainly_read(text);
  if (plain != text && Finder(plain, Finder::Kind::value).masked().masked) return true;
  if (depth == 0) return false;
  const auto parts = encoded_parts(plain);
  return std::any_of(parts.begin(), parts.end(), [depth](const EncodedPart& part) {
    return std::any_of(part.readings.begin(), part.readings.end(),
                       [depth](const std::string& reading) { return holds_secret(reading, depth - 1); });
  });
}

// Hex and base64 in which a secret is.
void mask_encoded(MaskedText& masked) {
  std::string result;
  std::size_t done = 0;
  for (const auto& part : encoded_parts(masked.text)) {
    if (part.start < done) continue;
    const bool secret =
        std::any_of(part.readings.begin(), part.readings.end(),
                    [](const std::string& reading) { return holds_secret(reading, k_deepest_encoding - 1); });
    if (!secret) continue;
    result.append(masked.text, done, part.start - done).append(k_mask);
    done = part.end;
  }
  if (done == 0) return;
  masked = {result.append(masked.text, done), true};
}

}  // namespace

MaskedText mask_value(std::string_view value) {
  auto masked = Finder(value, Finder::Kind::value).masked();
  mask_encoded(masked);
  // What shows only in what a reader makes of it has no place in the value that could be masked alone.
  const auto plain = plainly_read(masked.text);
  if (plain != masked.text && holds_secret(plain, k_deepest_encoding)) return {std::string(k_mask), true};
  return masked;
}

MaskedText mask_secrets(std::string_view text) {
  auto masked = Finder(text, Finder::Kind::sentence).masked();
  mask_encoded(masked);
  return masked;
}

}  // namespace provtool
