#include <algorithm>

#include "base/secret_names.hpp"
#include "base/secrets/examined_text.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_opaque_length = 20;

bool is_opaque_char(char c) {
  return is_alphanumeric(c) || std::string_view("_-.+/=%~").find(c) != k_nowhere;
}

class NamedValues {
 public:
  explicit NamedValues(ExaminedText& text) : m_in(text), m_text(text.text()) {}

  void hide() {
    std::size_t done = 0;
    for (std::size_t at = 0; at < m_text.size(); ++at) {
      const char c = m_text[at];
      const bool words_apart = !m_in.in_sentence() && (is_space_or_tab(c) || is_control_byte(c));
      if (c != '=' && c != ':' && !words_apart) continue;
      const auto name = name_before(at, done);
      const auto value = name.start < name.end ? named_value(name, at) : Span{};
      // The name of the next value begins behind this separator at the earliest.
      if (!is_space_or_tab(c)) done = at + 1;
      if (value.start >= value.end) continue;
      at = m_in.hide(value.start, value.end) - 1;
      done = value.end;
    }
  }

 private:
  // The name that ends at `end`; what is before it, quotes and blanks, is left out.
  [[nodiscard]] Span name_before(std::size_t end, std::size_t from) const {
    const bool word_alone = m_text[end] != '=' && m_text[end] != ':';
    while (!word_alone && end > from && is_space_or_tab(m_text[end - 1])) --end;
    if (end > from && is_quote(m_text[end - 1])) --end;
    auto start = end;
    while (start > from && is_name_char(m_text[start - 1])) --start;
    return {start, end};
  }

  // In a query `&` ends a value, elsewhere only its quotes do.
  [[nodiscard]] Span value_behind(std::size_t separator, bool parameter) const {
    auto start = separator + 1;
    if (!parameter) start = skip(m_text, start, is_space_or_tab);
    if (start < m_text.size() && is_quote(m_text[start])) {
      const auto quote = m_text.find(m_text[start], start + 1);
      const bool whole =
          quote != k_nowhere && (quote + 1 == m_text.size() || !is_name_char(m_text[quote + 1]));
      return {start + 1, whole ? quote : m_text.size()};
    }
    return {start, m_in.secret_end(start, parameter ? m_text.find('&', start) : k_nowhere)};
  }

  // `key:8080` may be a host with its port, `key:` the end of a sentence.
  [[nodiscard]] bool is_host_and_port(std::size_t name, std::size_t colon) const {
    if (colon + 1 >= m_text.size()) return true;
    if (m_in.in_sentence()) return !is_space_or_tab(m_text[colon + 1]) && !is_quote(m_text[colon + 1]);
    const auto end = std::min(m_text.find_first_not_of("0123456789", colon + 1), m_text.size());
    const bool host = name == 0 || (name >= 2 && m_in.part(name - 2, name) == "//");
    return host && end > colon + 1 && (end == m_text.size() || m_text[end] == '/');
  }

  // A parameter that is long, of one piece and with digits: a token rather than a word.
  [[nodiscard]] Span opaque_value(std::size_t start) const {
    const auto end = skip(m_text, start, is_opaque_char);
    const bool ended =
        end == m_text.size() || ends_word(m_text[end]) || m_text[end] == '&' || m_text[end] == '#';
    const auto value = m_in.part(start, end);
    const auto digits =
        std::count_if(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
    return ended && value.size() >= k_opaque_length && digits >= 3 ? Span{start, end} : Span{};
  }

  [[nodiscard]] Span named_value(const Span& name, std::size_t separator) const {
    const char c = m_text[separator];
    const auto word = m_in.part(name.start, name.end);
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
    const auto start = skip(m_text, blank, is_space_or_tab);
    const auto word = m_in.part(start, m_in.word_end(start));
    const auto odd = [](char o) { return !(o >= 'a' && o <= 'z') && o != '.' && o != ',' && o != '-'; };
    const bool number = is_digits(word) && word.size() < 4;
    const bool assigned = word.starts_with('=') || word.starts_with(':');
    if (word.empty() || number || assigned || std::none_of(word.begin() + 1, word.end(), odd)) return {};
    return {start, m_text.size()};
  }

  ExaminedText& m_in;
  std::string_view m_text;
};

}  // namespace

void hide_named_values(ExaminedText& text) {
  NamedValues(text).hide();
}

}  // namespace provtool
