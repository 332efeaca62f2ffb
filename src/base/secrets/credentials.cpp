#include <algorithm>
#include <array>

#include "base/secrets/examined_text.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

// Behind these, credentials follow (RFC 9110 11.4 and its registry).
constexpr std::array<std::string_view, 8> k_credentials{"basic", "bearer", "digest", "negotiate",
                                                        "ntlm",  "hawk",   "apikey", "hoba"};

bool is_scheme(std::string_view word) {
  return std::find(k_credentials.begin(), k_credentials.end(), word) != k_credentials.end();
}

class Credentials {
 public:
  explicit Credentials(ExaminedText& text) : m_in(text), m_text(text.text()) {}

  void hide() {
    for (std::size_t at = 0; at < m_text.size();) {
      if (!is_alphanumeric(m_text[at])) {
        ++at;
        continue;
      }
      const auto end = skip(m_text, at, is_alphanumeric);
      const auto start = skip(m_text, end, is_space_or_tab);
      if (start > end && end - at < 10 && is_scheme(to_lower(m_in.part(at, end))))
        hide_credentials(to_lower(m_in.part(at, end)), start);
      at = end;
    }
  }

 private:
  void hide_credentials(std::string_view scheme, std::size_t start) {
    const auto end = m_in.word_end(start);
    // A challenge, or a sentence about one: "Basic realm=", "Digest authentication".
    const auto word = to_lower(m_in.part(start, end));
    if (word.starts_with("realm=") || word.starts_with("authenti") || word.starts_with("authoriz")) return;
    const bool parameters =
        word.find('=') != k_nowhere && word.find('=') + 1 < word.size() && word.back() != '=';
    if (scheme == "digest" && !parameters) return;
    const bool prose = scheme != "bearer" &&
                       std::all_of(word.begin(), word.end(),
                                   [](char c) { return (c >= 'a' && c <= 'z') || c == ',' || c == '.'; }) &&
                       word == m_in.part(start, end);
    if (prose && m_in.in_sentence()) return;
    m_in.hide(start, parameters ? m_text.size() : end);
  }

  ExaminedText& m_in;
  std::string_view m_text;
};

}  // namespace

void hide_credentials(ExaminedText& text) {
  Credentials(text).hide();
}

}  // namespace provtool
