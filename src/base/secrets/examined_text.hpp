// A text in which secrets are looked for, and the places at which they were found.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/secrets.hpp"

namespace provtool {

inline constexpr auto k_nowhere = std::string_view::npos;

// Bytes of the text, from `start` to before `end`.
struct Span {
  std::size_t start = 0;
  std::size_t end = 0;
};

class ExaminedText {
 public:
  // A value ends with the text; in a sentence, spaces, quotes and control bytes end one.
  enum class Kind : unsigned char { value, sentence };

  ExaminedText(std::string_view text, Kind kind) : m_text(text), m_kind(kind) {}

  [[nodiscard]] std::string_view text() const { return m_text; }
  [[nodiscard]] bool in_sentence() const { return m_kind == Kind::sentence; }
  [[nodiscard]] std::string_view part(std::size_t start, std::size_t end) const {
    return m_text.substr(start, end - start);
  }
  [[nodiscard]] std::size_t word_end(std::size_t at, std::size_t limit = k_nowhere) const;
  // How far a secret goes that begins at `at`.
  [[nodiscard]] std::size_t secret_end(std::size_t at, std::size_t limit = k_nowhere) const;

  // What is empty, a macro or masked already is no secret. Returns where to go on.
  std::size_t hide(std::size_t start, std::size_t end);
  [[nodiscard]] MaskedText masked();

 private:
  std::string_view m_text;
  Kind m_kind;
  std::vector<Span> m_spans;
};

// Where secrets are; each goes through the text once.
void hide_named_values(ExaminedText& text);  // `name=value`, `name: value`, and the parameters of a URL
void hide_credentials(ExaminedText& text);   // `Basic dXNlcjp…`
void hide_elements(
    ExaminedText& text);  // `<password>secret</password>`, `<param name="key" value="secret"/>`
void hide_userinfo(ExaminedText& text);  // `user:password@host`

// What the places are told by.
bool is_alphanumeric(char c);
bool is_name_char(char c);
bool is_quote(char c);
bool is_control_byte(char c);
bool is_space_or_tab(char c);
bool ends_word(char c);
// One macro and nothing else: `{MAC}`.
bool is_macro(std::string_view value);
// The first place from `at` on that is not `what`.
std::size_t skip(std::string_view text, std::size_t at, bool (*what)(char));

}  // namespace provtool
