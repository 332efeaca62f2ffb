#include "config/open_tag.hpp"

#include <algorithm>
#include <cctype>

#include "base/foreign.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

using Part = OpenTag::Part;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool is_name(char c) {
  return (c & 0x80) != 0 || std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' ||
         c == '.' || c == ':';
}

// Reads the attributes up to `end`; false when the tag ends before.
bool read_attributes(std::string_view text, std::size_t at, std::size_t end, OpenTag& tag) {
  while (at < end) {
    const char c = text[at];
    if (c == '>') return false;
    tag.touches_value = false;
    if (is_blank(c)) {
      if (tag.part != Part::attribute && tag.part != Part::behind_equals) tag.part = Part::between;
      ++at;
    } else if (c == '/') {
      tag.part = Part::behind_slash;
      ++at;
    } else if (c == '=') {
      tag.part = Part::behind_equals;
      tag.value_at = ++at;
    } else if (tag.part == Part::behind_equals && (c == '"' || c == '\'')) {
      tag.part = Part::value;
      tag.value_at = at;
      const auto close = text.substr(0, end).find(c, at + 1);
      if (close == std::string_view::npos) return true;
      tag.part = Part::between;
      tag.touches_value = true;
      at = close + 1;
    } else {
      tag.part = Part::attribute;
      tag.attribute_at = at;
      tag.attribute = name_at(text.substr(0, end), at);
      at += std::max<std::size_t>(tag.attribute.size(), 1);
    }
  }
  return true;
}

}  // namespace

std::string_view name_at(std::string_view text, std::size_t at) {
  const auto rest = text.substr(std::min(at, text.size()));
  const auto end = std::find_if_not(rest.begin(), rest.end(), is_name);
  return rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
}

std::string shown_name(std::string_view name) {
  return foreign(shortened(name, k_longest_name));
}

bool is_behind_text(std::string_view text, std::size_t begin) {
  while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) --begin;
  if (begin == 0) return false;
  const char before = text[begin - 1];
  return before != '>' && before != '\n' && before != '\r';
}

std::optional<OpenTag> open_tag_at(std::string_view text, std::size_t at) {
  if (at == 0 || at > text.size()) return std::nullopt;
  const auto begin = text.rfind('<', at - 1);
  if (begin == std::string_view::npos) return std::nullopt;
  OpenTag tag;
  tag.begin = begin;
  tag.behind_text = is_behind_text(text, begin);
  auto next = begin + 1;
  if (next < at && (text[next] == '!' || text[next] == '?')) return std::nullopt;
  if (next < at && text[next] == '/') {
    tag.closes = true;
    ++next;
  }
  tag.name = name_at(text.substr(0, at), next);
  if (!read_attributes(text, next + tag.name.size(), at, tag)) return std::nullopt;
  return tag;
}

}  // namespace provtool
