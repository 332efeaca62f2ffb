#include "device/typed_hex.hpp"

#include <algorithm>
#include <array>

#include "base/address.hpp"
#include "base/bytes.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_fewest_bytes = 4;

struct Separated {
  char separator;
  std::string_view form;
};
constexpr std::array k_forms{
    Separated{':', "colon-separated hex"}, Separated{'.', "hex in groups with dots"},
    Separated{' ', "hex with spaces"},     Separated{'-', "hex with dashes"},
    Separated{',', "hex with commas"},     Separated{'\\', "hex with \\x before each byte"},
};

bool is_hex_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Takes `0x` or `\x` from the front.
bool take_prefix(std::string_view& text) {
  const bool prefix = text.starts_with("0x") || text.starts_with("0X") || text.starts_with("\\x");
  if (prefix) text.remove_prefix(2);
  return prefix;
}

// `hex 6874.7470` as in the commands of switches, `hex:68:74` as in registries.
bool take_word(std::string_view& text) {
  if (!equal_ignoring_case(text.substr(0, 3), "hex") || text.size() < 4 || (text[3] != ' ' && text[3] != ':'))
    return false;
  text = trim(text.substr(4));
  return true;
}

// x'6874' as SQL and Kea write it; without its quotes.
bool take_quotes(std::string_view& text) {
  if (text.size() < 3 || !(text.starts_with("x'") || text.starts_with("X'")) || !text.ends_with('\''))
    return false;
  text = text.substr(2, text.size() - 3);
  return true;
}

// Reads groups of digits from the front, all separated in the same way.
class Digits {
 public:
  explicit Digits(std::string_view text) : m_rest(text) {}

  bool read() {
    while (take_group())
      if (m_rest.empty())
        return true;
      else if (!take_separator())
        return false;
    return false;
  }

  [[nodiscard]] const std::string& all() const { return m_digits; }
  [[nodiscard]] char separator() const { return m_separator; }  // NUL when there is none
  [[nodiscard]] bool prefixed() const { return m_prefixed; }

 private:
  // One digit alone is a byte only where bytes are apart: `a:4d:0:9`.
  bool take_group() {
    const bool prefix = take_prefix(m_rest);
    m_prefixed |= prefix;
    const auto end = static_cast<std::size_t>(std::find_if_not(m_rest.begin(), m_rest.end(), is_hex_digit) -
                                              m_rest.begin());
    const auto group = m_rest.substr(0, end);
    const bool one =
        end == 1 && (prefix || m_separator == ':' || (end < m_rest.size() && m_rest[end] == ':'));
    if (end == 0 || (end % 2 != 0 && !one)) return false;
    if (one) m_digits += '0';
    m_digits += group;
    m_rest.remove_prefix(end);
    return true;
  }

  bool take_separator() {
    const char c = m_rest.front();
    const bool known =
        std::any_of(k_forms.begin(), k_forms.end(), [c](const auto& form) { return form.separator == c; });
    if (!known || (m_separator != '\0' && c != m_separator)) return false;
    m_separator = c;
    if (c == '\\') return true;  // the prefix of the next group
    m_rest.remove_prefix(1);
    if (c == ',' && m_rest.starts_with(' ')) m_rest.remove_prefix(1);
    return true;
  }

  std::string_view m_rest;
  std::string m_digits;
  char m_separator = '\0';
  bool m_prefixed = false;
};

std::string_view form_of(const Digits& digits, bool quoted) {
  const auto* const form = std::find_if(k_forms.begin(), k_forms.end(),
                                        [&](const auto& row) { return row.separator == digits.separator(); });
  if (form != k_forms.end()) return form->form;
  return digits.prefixed() ? "hex with 0x before it" : quoted ? "hex in x'…'" : "plain hex";
}

}  // namespace

std::optional<TypedHex> typed_hex(std::string_view text) {
  text = trim(text);
  const bool named = take_word(text);
  const bool quoted = take_quotes(text);
  Digits digits(text);
  if (Ipv4Address::parse(text) || !digits.read() || digits.all().size() < 2 * k_fewest_bytes)
    return std::nullopt;
  const auto bytes = parse_hex(digits.all());
  if (!bytes) return std::nullopt;
  const bool plain = digits.separator() == '\0' && !digits.prefixed() && !quoted && !named;
  return TypedHex{std::string(as_text(*bytes)), form_of(digits, quoted), plain};
}

}  // namespace provtool
