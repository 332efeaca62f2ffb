#include "config/explain_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"
#include "config/open_tag.hpp"

namespace provtool {

namespace {

constexpr auto k_nowhere = std::string_view::npos;

// The bytes that are no UTF-8 become "?", all at once: an editor that saves as UTF-8 mends them all.
std::string without_foreign_bytes(std::string_view text) {
  std::string mended;
  mended.reserve(text.size());
  while (!text.empty()) {
    const auto length = first_code_point(text).length;
    if (length == 0) mended += '?';
    mended += text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return mended;
}

// RFC 3629 3: half a pair of UTF-16 is no character; source_text writes it as if it were.
bool is_half_pair(std::string_view rest) {
  return rest.size() >= 3 && rest[0] == '\xed' && (rest[1] & 0x60) == 0x20 && (rest[2] & 0xc0) == 0x80;
}

struct Character {
  std::string_view name;
  unsigned code;
};
// Those of HTML that people write; XML knows only amp, lt, gt, quot and apos.
constexpr std::array<Character, 14> k_html{
    Character{"nbsp", 160}, {"auml", 228}, {"ouml", 246},   {"uuml", 252},   {"Auml", 196},
    {"Ouml", 214},          {"Uuml", 220}, {"szlig", 223},  {"eacute", 233}, {"egrave", 232},
    {"copy", 169},          {"reg", 174},  {"ndash", 8211}, {"mdash", 8212}};

}  // namespace

std::optional<BreakExplanation> explain_bytes(std::string_view text, const DocumentBreak& broken) {
  const auto rest = text.substr(broken.at);
  if (rest.empty() || (rest.front() & 0x80) == 0 || first_code_point(rest).length > 0) return std::nullopt;
  const auto byte = static_cast<unsigned>(static_cast<unsigned char>(rest.front()));
  return BreakExplanation{broken.at,
                          is_half_pair(rest)
                              ? std::string("half a UTF-16 character is here; save the file as UTF-8")
                              : fmt::format("the byte 0x{:02X} is not UTF-8; save the file as UTF-8", byte),
                          {},
                          Edit{broken.at, rest.size(), without_foreign_bytes(rest)}};
}

// All of one kind that stand together: a disk that was full leaves thousands of NULs.
std::optional<BreakExplanation> explain_control(std::string_view text, const DocumentBreak& broken) {
  const auto rest = text.substr(broken.at);
  const auto code = rest.empty() ? U' ' : first_code_point(rest).value;
  const bool outside = code == 0xfffe || code == 0xffff;
  if ((code >= 0x20 && !outside) || code == '\t' || code == '\n' || code == '\r') return std::nullopt;
  const auto character = rest.substr(0, outside ? 3 : 1);
  auto length = character.size();
  while (rest.substr(length).starts_with(character)) length += character.size();
  return BreakExplanation{broken.at,
                          fmt::format("the character U+{:04X}{} is not allowed in XML",
                                      static_cast<unsigned>(code), code == 0 ? " (NUL)" : ""),
                          {},
                          Edit{broken.at, length, std::string(length, ' ')}};
}

// Pasted from a mail or a web page.
std::optional<BreakExplanation> explain_invisible(std::string_view text, const DocumentBreak& broken) {
  const auto [code, length] = first_code_point(text.substr(broken.at));
  const bool is_invisible = code == 0xa0 || (code >= 0x2000 && code <= 0x200f) || code == 0x202f ||
                            code == 0x205f || code == 0x2060 || code == 0x3000 || code == 0xfeff;
  if (!is_invisible) return std::nullopt;
  return BreakExplanation{broken.at,
                          fmt::format("the invisible character U+{:04X} is here; write a space, or nothing",
                                      static_cast<unsigned>(code)),
                          {},
                          Edit{broken.at, length, std::string(length, ' ')}};
}

// "&" that begins no entity: in a password, most often, so that nothing of the text is quoted.
std::optional<BreakExplanation> explain_ampersand(std::string_view text, const DocumentBreak& broken) {
  auto at = std::min(broken.at, text.size());
  while (at > 0 && (std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0 || text[at - 1] == '#')) --at;
  if (at > 0 && text[at - 1] == '&')
    --at;
  else if (broken.at < text.size() && text[broken.at] == '&')
    at = broken.at;
  else
    return std::nullopt;
  return BreakExplanation{at, "an & is not escaped; write &amp;", {}, Edit{at, 1, "+"}};
}

BreakExplanation explain_entity(std::string_view text, std::size_t from) {
  for (auto at = text.find('&', from); at != k_nowhere; at = text.find('&', at + 1)) {
    const auto name = name_at(text, at + 1);
    static constexpr std::array<std::string_view, 5> k_known{"amp", "lt", "gt", "quot", "apos"};
    if (name.empty() || std::find(k_known.begin(), k_known.end(), name) != k_known.end()) continue;
    const auto* html = std::find_if(k_html.begin(), k_html.end(),
                                    [&](const Character& character) { return character.name == name; });
    if (html != k_html.end())
      return {at,
              fmt::format("XML does not know the entity &{};: write &#{};", name, html->code),
              {},
              Edit{at, 1, "+"}};
    return {at, "XML does not know this entity; for an & by itself write &amp;", {}, Edit{at, 1, "+"}};
  }
  return {from, "XML does not know an entity that is used here", {}, {}};
}

BreakExplanation explain_character(std::string_view text, std::size_t from) {
  const auto at = text.find("&#", from);
  return {at == k_nowhere ? from : at,
          "a reference &#…; names a character that is not allowed in XML",
          {},
          at == k_nowhere ? std::nullopt : std::optional(Edit{at, 2, "++"})};
}

std::optional<BreakExplanation> explain_section_end(std::string_view text, const DocumentBreak& broken) {
  if (broken.at < 2 || !text.substr(broken.at - 2).starts_with("]]>")) return std::nullopt;
  return BreakExplanation{broken.at - 2, "]]> is in text; write ]]&gt;", {}, Edit{broken.at - 2, 3, ")))"}};
}

}  // namespace provtool
