#include "config/explain_tag.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"
#include "config/catalogue.hpp"
#include "config/open_tag.hpp"

namespace provtool {

namespace {

using Part = OpenTag::Part;
using Answer = std::optional<BreakExplanation>;

struct Quote {
  std::string_view text;
  std::string_view name;
};
constexpr std::array<Quote, 8> k_typographic{Quote{"“", "U+201C"}, {"”", "U+201D"}, {"„", "U+201E"},
                                             {"‟", "U+201F"},      {"«", "U+00AB"}, {"»", "U+00BB"},
                                             {"‘", "U+2018"},      {"’", "U+2019"}};

const Quote* typographic_quote_at(std::string_view text, std::size_t at) {
  const auto found = std::find_if(k_typographic.begin(), k_typographic.end(), [&](const Quote& quote) {
    return text.substr(at).starts_with(quote.text);
  });
  return found == k_typographic.end() ? nullptr : &*found;
}

std::string straightened(std::string_view tag) {
  std::string text;
  for (std::size_t at = 0; at < tag.size();) {
    const auto* quote = typographic_quote_at(tag, at);
    text += quote == nullptr ? tag[at] : '"';
    at += quote == nullptr ? 1 : quote->text.size();
  }
  return text;
}

// The place of a break in a tag, and what is around it.
class TagPlace {
 public:
  TagPlace(std::string_view text, std::size_t at, const OpenTag& tag, const std::vector<std::size_t>& open)
      : m_text(text), m_at(at), m_tag(tag), m_open(open) {}

 protected:
  [[nodiscard]] char here() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
  // So that no edit tears a character apart.
  [[nodiscard]] std::size_t here_length() const {
    return std::max<std::size_t>(first_code_point(rest()).length, 1);
  }
  [[nodiscard]] std::string_view rest() const { return m_text.substr(m_at); }
  [[nodiscard]] std::size_t name_end() const {
    return m_tag.begin + (m_tag.closes ? 2 : 1) + m_tag.name.size();
  }
  // What stands in the tag of a secret may be the secret.
  [[nodiscard]] std::string attribute_name() const {
    return m_tag.attribute.empty() || is_secret_name(m_tag.name) ? "an attribute"
                                                                 : shown_name(m_tag.attribute);
  }
  [[nodiscard]] bool is_open(std::string_view name) const {
    return std::any_of(m_open.begin(), m_open.end(),
                       [&](std::size_t at) { return name_at(m_text, at + 1) == name; });
  }

  std::string_view m_text;
  std::size_t m_at;
  const OpenTag& m_tag;
  const std::vector<std::size_t>& m_open;
};

class EndTagBreak : public TagPlace {
 public:
  explicit EndTagBreak(const TagPlace& place) : TagPlace(place) {}

  // "</NAME" without its ">", which the parser notices at the next tag.
  [[nodiscard]] BreakExplanation explain() const {
    if (m_tag.name.empty()) return nameless_end_tag();
    const auto which = is_open(m_tag.name) ? fmt::format("the end tag </{}", shown_name(m_tag.name))
                                           : std::string("an end tag");
    if (here() == '<' && is_open(m_tag.name))
      return {m_tag.begin, fmt::format("{} has no > at its end", which), "an end tag without >",
              Edit{name_end(), 0, ">"}};
    if (here() == '<')
      return {m_tag.begin, fmt::format("{} has no > at its end", which), {}, Edit{m_tag.begin, 1, "("}};
    const auto end = m_text.find_first_of("<>\r\n", m_at);
    const bool ends = end != std::string_view::npos && m_text[end] == '>';
    return {m_tag.begin,
            fmt::format("{} contains more than its name", is_open(m_tag.name) ? which + ">" : which),
            {},
            ends ? std::optional(Edit{name_end(), end - name_end(), ""}) : std::nullopt};
  }

 private:
  [[nodiscard]] BreakExplanation nameless_end_tag() const {
    const auto name = name_at(m_text, std::min(m_text.find_first_not_of(" \t", m_at), m_text.size()));
    if (name.empty() || !is_open(name))
      return {m_tag.begin, "an end tag has no name", {}, Edit{m_tag.begin, 1, "("}};
    return {m_tag.begin,
            fmt::format("a space precedes the name in </{}>", shown_name(name)),
            {},
            Edit{m_at, static_cast<std::size_t>(name.data() - m_text.data()) - m_at, ""}};
  }
};

// In an attribute, or between two.
class AttributeBreak : public TagPlace {
 public:
  explicit AttributeBreak(const TagPlace& place) : TagPlace(place) {}

  // perm=RW": the value ends where it would without the quote.
  [[nodiscard]] BreakExplanation no_opening_quote() const {
    if (rest().starts_with("3D\""))
      return {m_at,
              "=3D stands for = in mails (quoted-printable); save the attachment itself",
              {},
              Edit{m_at, 2, ""}};
    const auto end = std::min(m_text.find_first_of("\"' >/\r\n\t<", m_at), m_text.size());
    const bool closes = end < m_text.size() && (m_text[end] == '"' || m_text[end] == '\'') && end > m_at;
    if (end == m_at)
      return {m_at, fmt::format("{} has no value", attribute_name()), {}, Edit{m_at, 0, "\"\""}};
    const auto message = fmt::format("the value of {} has no quote before it", attribute_name());
    if (closes)
      return {m_at, message, "perm=RW\" without the opening quote",
              Edit{m_at, 0, std::string(1, m_text[end])}};
    return {m_at, message, {}, Edit{m_at, end - m_at, fmt::format("\"{}\"", rest().substr(0, end - m_at))}};
  }

  // The parser notices at the next "<", which cannot stand in a value.
  [[nodiscard]] BreakExplanation no_closing_quote() const {
    const auto value = m_text.substr(m_tag.value_at, m_at - m_tag.value_at);
    if (value.find('>') == std::string_view::npos)
      return {m_at,
              fmt::format("a < is in the value of {}; write &lt;", attribute_name()),
              {},
              Edit{m_at, here_length(), "("}};
    const auto end = m_tag.value_at + value.find_first_of(" \t\r\n>'/", 1);
    return {m_tag.value_at,
            fmt::format("the value of {} has no quote at its end", attribute_name()),
            {},
            Edit{end, 0, std::string(1, value.front())}};
  }

  // Between attributes, or in the name of one.
  [[nodiscard]] BreakExplanation attribute() const {
    if (m_tag.touches_value)
      return {m_at, "a space is missing between two attributes", {}, Edit{m_at, 0, " "}};
    if (m_tag.part == Part::between && m_tag.attribute.empty())
      return {m_at, "an attribute does not begin with a letter", {}, Edit{m_at, here_length(), "_"}};
    if (here() != '>' && here() != '/' && std::isalnum(static_cast<unsigned char>(here())) == 0)
      return {m_at,
              "this character is not allowed in the name of an attribute",
              {},
              Edit{m_at, here_length(), "_"}};
    const auto words = trim(m_text.substr(name_end(), m_text.find_first_of("<>", m_at) - name_end()));
    const auto closing = fmt::format("</{} {}>", m_tag.name, words);
    if (m_text.find(closing, m_at) != std::string_view::npos)
      return {m_tag.begin,
              "the name of an element contains a space",
              {},
              Edit{name_end(), m_text.find('>', m_at) - name_end(), ""}};
    return {m_tag.attribute_at,
            fmt::format("{} has no value; attributes are written name=\"value\"", attribute_name()),
            {},
            Edit{m_tag.attribute_at, std::max<std::size_t>(m_tag.attribute.size(), 1), ""}};
  }
};

class StartTagBreak : public TagPlace {
 public:
  explicit StartTagBreak(const TagPlace& place) : TagPlace(place) {}

  [[nodiscard]] BreakExplanation explain() const {
    const AttributeBreak in_attribute(*this);
    switch (m_tag.part) {
      case Part::name:
        return here() == '<' ? no_end() : bad_name();
      case Part::behind_equals:
        return in_attribute.no_opening_quote();
      case Part::value:
        return in_attribute.no_closing_quote();
      case Part::behind_slash:
        return {m_at, "something is between the / and the > of a tag", {}, {}};
      case Part::between:
      case Part::attribute:
        break;
    }
    return here() == '<' ? no_end() : in_attribute.attribute();
  }

 private:
  [[nodiscard]] BreakExplanation no_end() const {
    return {m_tag.begin,
            fmt::format("the tag <{} has no > at its end", shown_name(m_tag.name)),
            {},
            m_tag.part == Part::name || m_tag.part == Part::between
                ? std::optional(Edit{m_at, 0, ">"})
                : std::optional(Edit{name_end(), 0, ">"})};
  }

  // What follows is left out: in the tag of a secret it may be the secret.
  [[nodiscard]] BreakExplanation bad_name() const {
    const auto end = m_text.find_first_of("<>", m_at);
    const bool ends = end != std::string_view::npos && m_text[end] == '>';
    return {m_at,
            "this character is not allowed in the name of an element",
            {},
            ends ? Edit{m_at, end - m_at, ""} : Edit{m_at, here_length(), ">"}};
  }
};

// In either kind of tag.
class TagBreak : public TagPlace {
 public:
  using TagPlace::TagPlace;

  [[nodiscard]] BreakExplanation explain() const {
    if (!m_tag.closes && (m_tag.behind_text || m_tag.name.empty())) return less_than();
    if (auto quotes = typographic_quotes()) return *quotes;
    return m_tag.closes ? EndTagBreak(*this).explain() : StartTagBreak(*this).explain();
  }

 private:
  [[nodiscard]] BreakExplanation less_than() const {
    return {m_tag.begin,
            "no name of an element follows this <, or text stands before it; write &lt; where the character "
            "itself is meant",
            {},
            Edit{m_tag.begin, 1, "("}};
  }

  [[nodiscard]] Answer typographic_quotes() const {
    auto at = m_tag.part == Part::value ? m_tag.value_at : m_at;
    while (at < m_at && m_text[at] != '>' && typographic_quote_at(m_text, at) == nullptr) ++at;
    const auto* quote = typographic_quote_at(m_text, at);
    if (quote == nullptr) return std::nullopt;
    const auto end = m_text.find_first_of(">\r\n", at);
    const auto tag = m_text.substr(m_tag.begin, end - m_tag.begin);
    return BreakExplanation{at, fmt::format("a typographic quote ({}) is where \" must be", quote->name),
                            "typographic quotes around attribute values",
                            Edit{m_tag.begin, tag.size(), straightened(tag)}};
  }
};

}  // namespace

std::optional<BreakExplanation> explain_in_tag(std::string_view text, const DocumentBreak& broken) {
  const auto tag = open_tag_at(text, broken.at);
  if (!tag) return std::nullopt;
  return TagBreak(text, broken.at, *tag, broken.open).explain();
}

}  // namespace provtool
