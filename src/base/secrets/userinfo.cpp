#include <algorithm>
#include <array>
#include <vector>

#include "base/address.hpp"
#include "base/secrets/examined_text.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

// URIs with a user and no password before their `@`, as a rule.
constexpr std::array<std::string_view, 4> k_user_schemes{"sip", "sips", "mailto", "xmpp"};
constexpr std::array<std::string_view, 4> k_host_schemes{"tftp", "http", "https", "ftp"};

// Headers of SIP and MIME whose `@` stands in an address.
constexpr std::array<std::string_view, 5> k_address_headers{"from", "to", "contact", "call-id", "reply-to"};
constexpr std::string_view k_content_id = "content-id";

template <typename Table>
bool contains(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

// Where user or host begin: behind `http://`, `http:/`, `http:`, `sip:`.
struct Authority {
  std::size_t start = 0;
  bool scheme = false;     // a scheme stands before it
  bool user_only = false;  // one whose URIs have a user and no password
  std::size_t before = 0;  // where the scheme begins
};

// Behind an IPv6 literal, whose colons are none of user and password.
std::size_t skip_literal(std::string_view authority) {
  if (!authority.starts_with('[')) return 0;
  const auto bracket = authority.find(']');
  return bracket == k_nowhere ? 0 : bracket;
}

// An IPv6 address whose brackets are missing: what is wrong must be seen.
bool is_bare_literal(std::string_view authority) {
  auto host = authority.substr(0, authority.find_first_of("/?#"));
  if (host.starts_with('[')) host.remove_prefix(1);
  if (host.ends_with(']')) host.remove_suffix(1);
  return std::count(host.begin(), host.end(), ':') >= 2 &&
         Ipv6Address::parse(host.substr(0, host.find('%'))).has_value();
}

// Brackets around what is no address: where user and host are cannot be known.
bool has_odd_brackets(std::string_view authority) {
  if (!authority.starts_with('[')) return false;
  const auto bracket = authority.find(']');
  const auto inside = authority.substr(1, bracket == k_nowhere ? k_nowhere : bracket - 1);
  const auto address = inside.substr(0, inside.find('%'));
  return address.find_first_not_of("0123456789abcdefABCDEF:.") != k_nowhere;
}

// The `@` before the query, or the last of all, since a password may contain a `?`.
std::size_t find_at(std::string_view authority) {
  const auto at = authority.substr(0, authority.find('?')).rfind('@');
  return at == k_nowhere ? authority.rfind('@') : at;
}

// `host:8080/a@b` is a port and a path, not a password.
bool is_port_and_more(std::string_view between) {
  const auto end = between.find_first_not_of("0123456789");
  return end != 0 && end != k_nowhere && std::string_view("/?#").find(between[end]) != k_nowhere;
}

// Where a header begins that names an address, as `Content-ID: <x` before its `@` does, or nowhere. Where
// line ends were taken away it stands behind another one.
std::size_t address_header_in(std::string_view before) {
  const auto colon = before.rfind(':');
  if (colon == k_nowhere || colon + 1 >= before.size() || !is_space_or_tab(before[colon + 1]))
    return k_nowhere;
  const auto name = to_lower(before.substr(0, colon));
  if (name.ends_with(k_content_id)) return colon - k_content_id.size();
  const auto line = name.find_last_of("\r\n") + 1;
  return contains(k_address_headers, std::string_view(name).substr(line)) ? line : k_nowhere;
}

// Without the headers with an address at its end.
std::string_view without_address_headers(std::string_view text) {
  for (auto at = find_at(text); at != k_nowhere; at = find_at(text)) {
    const auto start = address_header_in(text.substr(0, at));
    if (start == k_nowhere) break;
    text = text.substr(0, start);
  }
  return text;
}

class Userinfo {
 public:
  explicit Userinfo(ExaminedText& text) : m_in(text), m_text(text.text()) {}

  void hide() {
    const auto starts = authorities();
    for (std::size_t i = 0; i < starts.size(); ++i) {
      const auto end = i + 1 < starts.size() ? starts[i + 1].before : m_text.size();
      if (starts[i].start >= end) continue;
      if (!m_in.in_sentence()) {
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

 private:
  [[nodiscard]] std::vector<Authority> authorities() const {
    std::vector<Authority> found{{0, false, false, 0}};
    for (auto colon = m_text.find(':'); colon != k_nowhere; colon = m_text.find(':', colon + 1)) {
      auto start = colon;
      while (start > 0 && is_alphanumeric(m_text[start - 1]) && colon - start < 16) --start;
      const auto scheme = to_lower(m_in.part(start, colon));
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

  // Words of a sentence that have no scheme.
  void look_at_words(std::size_t start, std::size_t end) {
    while (start < end) {
      const auto stop = m_in.word_end(start, end);
      if (stop > start) look_at_authority({start, false, false, start}, stop);
      start = stop + 1;
    }
  }

  // A password may contain what else ends a word; an `@` before the next slash shows that it does.
  [[nodiscard]] std::size_t url_end(std::size_t start, std::size_t end) const {
    const auto stop = m_in.word_end(start, end);
    const auto word = m_in.part(start, stop);
    const auto colon = word.find(':', skip_literal(word));
    if (word.find('@') != k_nowhere || colon == k_nowhere) return stop;
    const auto port = word.substr(colon + 1, word.find_first_of("/?#", colon + 1) - colon - 1);
    if (port.empty() || is_digits(port) || port == k_mask) return stop;
    const auto line = m_in.part(stop, stop + std::min(m_in.part(stop, end).find_first_of("/\n"), end - stop));
    const auto at = line.find('@');
    return at == k_nowhere ? stop : m_in.word_end(stop + at, end);
  }

  [[nodiscard]] bool has_at_behind(std::size_t start) const {
    return m_last_at != k_nowhere && m_last_at > start;
  }

  void look_at_authority(const Authority& where, std::size_t end) {
    const auto whole = m_in.part(where.start, end);
    const auto authority = where.scheme ? whole : without_address_headers(whole);
    const auto at = find_at(authority);
    if (has_odd_brackets(authority) && authority.find('@') == k_nowhere && where.scheme &&
        has_at_behind(where.start)) {
      m_in.hide(where.start, m_text.size());
      return;
    }
    if (at == k_nowhere && is_bare_literal(authority)) return;
    if (at == k_nowhere)
      return where.scheme && !where.user_only ? hide_cut_off(where.start, authority) : void();
    auto colon = authority.find(':', has_odd_brackets(authority) ? 0 : skip_literal(authority));
    while (colon < at && is_port_and_more(authority.substr(colon + 1, at - colon - 1)))
      colon = authority.find(':', authority.find_first_of("/?#", colon));
    if (colon >= at) return hide_user(where, authority, at);
    const auto password = authority.substr(colon + 1, at - colon - 1);
    if (!(where.user_only && MacAddress::parse(password)))
      m_in.hide(where.start + colon + 1, where.start + at);
  }

  // Without a password the user may be a token; but an address for mail has a user, too.
  void hide_user(const Authority& where, std::string_view authority, std::size_t at) {
    const auto user = authority.substr(0, at);
    if (where.user_only || user.find_first_of("/?#\\") != k_nowhere) return;
    const bool alone = !m_in.in_sentence() && where.start == 0 &&
                       std::none_of(authority.begin(), authority.end(), ends_word);
    if (where.scheme || alone) m_in.hide(where.start, where.start + at);
  }

  // `http://user:passw`: a value that was cut off before its `@`; where a port is expected, there is none.
  void hide_cut_off(std::size_t start, std::string_view authority) {
    const auto colon = authority.find(':', skip_literal(authority));
    if (colon == k_nowhere || authority.find_first_of("/?#") < colon) return;
    const auto behind = authority.substr(colon + 1);
    const auto port = behind.substr(0, behind.find_first_of("/?#\"'<>)],; \t\r\n\\"));
    const bool short_enough = port.size() <= 5 || port.size() == behind.size();
    if (port.empty() || is_macro(port) || (is_digits(port) && short_enough)) return;
    m_in.hide(start + colon + 1, start + authority.size());
  }

  ExaminedText& m_in;
  std::string_view m_text;
  std::size_t m_last_at = m_text.rfind('@');
};

}  // namespace

void hide_userinfo(ExaminedText& text) {
  Userinfo(text).hide();
}

}  // namespace provtool
