#include "config/explain_break.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"

namespace provtool {

namespace {

bool is_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.' || c == ':';
}

std::string_view name_at(std::string_view text, std::size_t at) {
  const auto rest = text.substr(std::min(at, text.size()));
  const auto end = std::find_if_not(rest.begin(), rest.end(), is_name);
  return rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
}

// The beginning of the tag that stands around `at`, or nothing.
std::optional<std::size_t> tag_around(std::string_view text, std::size_t at) {
  const auto begin = text.substr(0, at).find_last_of("<>");
  if (begin == std::string_view::npos || text[begin] != '<') return std::nullopt;
  return begin;
}

struct Quote {
  std::string_view text;
  std::string_view name;
};
constexpr std::array<Quote, 6> k_typographic{Quote{"“", "U+201C"}, {"”", "U+201D"}, {"„", "U+201E"},
                                             {"‘", "U+2018"},      {"’", "U+2019"}, {"‟", "U+201F"}};

const Quote* typographic_quote_at(std::string_view text, std::size_t at) {
  const auto found = std::find_if(k_typographic.begin(), k_typographic.end(), [&](const Quote& quote) {
    return text.substr(std::min(at, text.size())).starts_with(quote.text);
  });
  return found == k_typographic.end() ? nullptr : &*found;
}

using Answer = std::optional<BreakExplanation>;

Answer explain_bytes(std::string_view text, std::size_t at) {
  const auto rest = text.substr(at);
  if (rest.empty() || (rest.front() & 0x80) == 0 || first_code_point(rest).length > 0) return std::nullopt;
  const auto byte = static_cast<unsigned>(static_cast<unsigned char>(rest.front()));
  return BreakExplanation{
      at, fmt::format("the byte 0x{:02X} is no UTF-8; save the file as UTF-8", byte), {}, Edit{at, 1, "?"}};
}

// Typographic quotes around a value: the whole tag is mended at once.
Answer explain_quotes(std::string_view text, std::size_t at) {
  const auto tag = tag_around(text, at);
  const auto* quote = typographic_quote_at(text, at);
  if (!tag || quote == nullptr) return std::nullopt;
  const auto end = text.find('>', at);
  auto mended = std::string(text.substr(*tag, end == std::string_view::npos ? end : end - *tag));
  const auto length = mended.size();
  for (const auto& known : k_typographic)
    for (auto place = mended.find(known.text); place != std::string::npos; place = mended.find(known.text))
      mended.replace(place, known.text.size(), "\"");
  return BreakExplanation{at, fmt::format("a typographic quote ({}) stands where \" must", quote->name),
                          "typographic quotes around attribute values", Edit{*tag, length, mended}};
}

// perm=RW": without the quote that opens.
Answer explain_open_quote(std::string_view text, std::size_t at) {
  const auto tag = tag_around(text, at);
  if (!tag || at == 0 || text[at - 1] != '=' || at >= text.size() || text[at] == '"' || text[at] == '\'')
    return std::nullopt;
  auto begin = at - 1;
  while (begin > *tag && is_name(text[begin - 1])) --begin;
  const auto value_end = text.find_first_of("\" >/\n", at);
  const bool closes = value_end != std::string_view::npos && text[value_end] == '"';
  return BreakExplanation{
      at, fmt::format("the value of {} has no quote before it", text.substr(begin, at - 1 - begin)),
      closes ? std::optional<std::string>("perm=RW\" without the opening quote") : std::nullopt,
      closes ? Edit{at, 0, "\""}
             : Edit{at, value_end == std::string_view::npos ? 0 : value_end - at,
                    "\"" + std::string(text.substr(at, value_end - at)) + "\""}};
}

// </NAME without its ">": the parser notices at the next "<".
Answer explain_unfinished_tag(std::string_view text, std::size_t at) {
  const auto tag = tag_around(text, at);
  if (!tag || at >= text.size() || text[at] != '<') return std::nullopt;
  const bool closes = text.substr(*tag).starts_with("</");
  const auto name = name_at(text, *tag + (closes ? 2 : 1));
  if (name.empty()) return std::nullopt;
  const auto end = *tag + (closes ? 2 : 1) + name.size();
  return BreakExplanation{*tag, fmt::format("<{}{} has no > at its end", closes ? "/" : "", name),
                          closes ? std::optional<std::string>("an end tag without >") : std::nullopt,
                          closes ? std::optional(Edit{end, 0, ">"}) : std::nullopt};
}

// "&" that begins no entity: in a password, most often, so that nothing of the text is quoted.
Answer explain_ampersand(std::string_view text, std::size_t at) {
  const bool is_here = at < text.size() && text[at] == '&';
  const auto before = text.substr(0, is_here ? at + 1 : at);
  const auto ampersand = before.find_last_of("&<>;");
  if (ampersand == std::string_view::npos || before[ampersand] != '&') return std::nullopt;
  return BreakExplanation{ampersand, "an & stands by itself; write &amp;", {}, Edit{ampersand, 1, "+"}};
}

Answer explain_less_than(std::string_view text, std::size_t at) {
  if (at == 0 || text[at - 1] != '<') return std::nullopt;
  return BreakExplanation{at - 1, "a < stands by itself; write &lt;", {}, Edit{at - 1, 1, "("}};
}

Answer explain_control(std::string_view text, std::size_t at) {
  if (at >= text.size() || !is_control(first_code_point(text.substr(at)).value)) return std::nullopt;
  return BreakExplanation{at,
                          fmt::format("the control character U+{:04X} is not allowed in XML",
                                      static_cast<unsigned>(first_code_point(text.substr(at)).value)),
                          {},
                          Edit{at, 1, " "}};
}

// Of the element that begins at `at`.
std::string_view element_at(const EditedText& text, std::size_t at) {
  return name_at(text.text(), at + 1);
}

std::string opened_in(const EditedText& text, std::size_t at) {
  return fmt::format("<{}> opened in line {}", element_at(text, at), text.position_of(at).line);
}

BreakExplanation explain_end_tag(const EditedText& edited, const DocumentBreak& broken) {
  const auto text = edited.text();
  const auto tag = text.substr(broken.at).starts_with("</") ? broken.at : text.rfind("</", broken.at);
  if (tag == std::string_view::npos || broken.open.empty())
    return {broken.at, "the file ends before its root element does", {}, {}};
  const auto name = name_at(text, tag + 2);
  const auto end = text.find('>', tag);
  const auto inner = broken.open.back();
  const bool closes_an_outer = std::any_of(broken.open.begin(), broken.open.end() - 1,
                                           [&](std::size_t at) { return element_at(edited, at) == name; });
  if (closes_an_outer)
    return {tag,
            fmt::format("{} is not closed before </{}>", opened_in(edited, inner), name),
            {},
            Edit{tag, 0, fmt::format("</{}>", element_at(edited, inner))}};
  const bool doubled = name == "CfgFiles";
  return {tag, fmt::format("</{}> closes nothing: {} is open", name, opened_in(edited, inner)),
          doubled ? std::optional<std::string>("</CfgFiles> twice") : std::nullopt,
          end == std::string_view::npos ? std::nullopt : std::optional(Edit{tag, end + 1 - tag, ""})};
}

BreakExplanation explain_end(const EditedText& text, const DocumentBreak& broken) {
  if (broken.open.empty()) return {broken.at, "there is no element in the file", {}, {}};
  return {broken.at,
          fmt::format("the file ends before {} is closed", opened_in(text, broken.open.back())),
          {},
          {}};
}

BreakExplanation explain_token(const EditedText& edited, const DocumentBreak& broken) {
  const auto text = edited.text();
  for (const auto attempt : {explain_bytes, explain_quotes, explain_open_quote, explain_unfinished_tag,
                             explain_less_than, explain_ampersand, explain_control})
    if (auto explanation = attempt(text, broken.at)) return *explanation;
  return {broken.at, fmt::format("this is no XML here ({})", broken.parser_says), {}, {}};
}

}  // namespace

BreakExplanation explain(const EditedText& text, const DocumentBreak& broken) {
  switch (broken.kind) {
    case BreakKind::doctype:
      return {broken.at, "a DOCTYPE is not allowed here", {}, {}};
    case BreakKind::too_deep:
      return {broken.at, fmt::format("more than {} elements stand inside each other", k_most_depth), {}, {}};
    case BreakKind::wrong_end:
      return explain_end_tag(text, broken);
    case BreakKind::not_closed:
      return explain_end(text, broken);
    case BreakKind::double_attribute:
      return {broken.at, "an attribute stands twice in one tag", {}, {}};
    case BreakKind::two_roots:
      return {broken.at, "something stands behind the end of the root element", {}, {}};
    case BreakKind::other:
      break;
  }
  return explain_token(text, broken);
}

}  // namespace provtool
