#include <algorithm>
#include <string>

#include "base/secret_names.hpp"
#include "base/secrets/examined_text.hpp"

namespace provtool {

namespace {

class Elements {
 public:
  explicit Elements(ExaminedText& text) : m_in(text), m_text(text.text()) {}

  void hide() {
    auto close = m_text.find('>');
    for (auto open = m_text.find('<'); open != k_nowhere; open = m_text.find('<', open + 1)) {
      auto name_end = open + 1;
      while (name_end < m_text.size() && (is_name_char(m_text[name_end]) || m_text[name_end] == ':'))
        ++name_end;
      if (close < name_end) close = m_text.find('>', name_end);
      if (close == k_nowhere) return;
      const auto name = m_in.part(open + 1, name_end);
      const auto next = m_text.find('<', name_end);
      if (name.empty() || next < close) continue;
      if (says_secret(m_in.part(name_end, close)))
        return static_cast<void>(m_in.hide(name_end, m_text.size()));
      if (m_text[close - 1] == '/' || !names_a_secret(name.substr(name.rfind(':') + 1))) continue;
      open = hide_element(name, close + 1);
      if (open == k_nowhere) return;
    }
    find_keys();
  }

 private:
  // Up to the end of the element; where there is none, all of it. Returns where to go on.
  std::size_t hide_element(std::string_view name, std::size_t start) {
    const auto end = m_text.find("</" + std::string(name), start);
    m_in.hide(start, std::min(end, m_text.size()));
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
      if (end >= m_text.size() || m_text[end] != '<' || !names_a_secret(m_in.part(close + 1, end))) continue;
      m_in.hide(end, m_text.size());
      return;
    }
  }

  ExaminedText& m_in;
  std::string_view m_text;
};

}  // namespace

void hide_elements(ExaminedText& text) {
  Elements(text).hide();
}

}  // namespace provtool
