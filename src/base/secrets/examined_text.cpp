#include "base/secrets/examined_text.hpp"

#include <algorithm>

namespace provtool {

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_name_char(char c) {
  return is_alphanumeric(c) || c == '_' || c == '-' || c == '.' || c == '%' || c == '[' || c == ']';
}
bool is_space_or_tab(char c) {
  return c == ' ' || c == '\t';
}
bool is_quote(char c) {
  return c == '"' || c == '\'';
}
bool is_control_byte(char c) {
  return (static_cast<unsigned char>(c) < 0x20) || c == 0x7F;
}
bool ends_word(char c) {
  return is_quote(c) || is_space_or_tab(c) || is_control_byte(c) || c == '<' || c == '>';
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

namespace {

// "token=***:", where the sentence goes on behind a value that is masked already.
bool is_mask(std::string_view value) {
  return value.starts_with(k_mask) &&
         value.substr(k_mask.size()).find_first_not_of(".,:;)") == std::string_view::npos;
}

}  // namespace

std::size_t ExaminedText::word_end(std::size_t at, std::size_t limit) const {
  limit = std::min(limit, m_text.size());
  while (at < limit && !ends_word(m_text[at])) ++at;
  return std::min(at, limit);
}

std::size_t ExaminedText::secret_end(std::size_t at, std::size_t limit) const {
  limit = std::min(limit, m_text.size());
  return in_sentence() ? word_end(at, limit) : limit;
}

std::size_t ExaminedText::hide(std::size_t start, std::size_t end) {
  const auto secret = part(start, end);
  if (secret.empty() || is_macro(secret) || is_mask(secret)) return end;
  m_spans.push_back({start, end});
  return end;
}

MaskedText ExaminedText::masked() {
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

}  // namespace provtool
