#include "config/explain_break.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "config/catalogue.hpp"
#include "config/explain_tag.hpp"
#include "config/explain_text.hpp"
#include "config/open_tag.hpp"

namespace provtool {

namespace {

constexpr auto k_nowhere = std::string_view::npos;

using Answer = std::optional<BreakExplanation>;

// ---- what is no element

Answer explain_merge_mark(std::string_view text, const DocumentBreak& broken) {
  const auto line_break = text.substr(0, broken.at).find_last_of("\r\n");
  const auto begin = line_break == k_nowhere ? 0 : line_break + 1;
  if (!text.substr(begin).starts_with("<<<<<<<")) return std::nullopt;
  const auto length = std::min(text.find_first_of("\r\n", begin), text.size()) - begin;
  return BreakExplanation{begin,
                          "a merge that was not finished left its mark here",
                          {},
                          Edit{begin, length, std::string(length, ' ')}};
}

Answer explain_comment(std::string_view text, const DocumentBreak& broken) {
  const auto before = text.substr(0, broken.at);
  const auto begin = before.rfind("<!--");
  if (begin == k_nowhere || !before.ends_with("--") || before.find("-->", begin) != k_nowhere)
    return std::nullopt;
  return BreakExplanation{broken.at - 2, "-- must not be inside a comment", {}, Edit{broken.at - 2, 2, "  "}};
}

Answer explain_markup(std::string_view text, const DocumentBreak& broken) {
  const auto begin = text.substr(0, broken.at).rfind('<');
  const auto what = begin == k_nowhere ? "" : text.substr(begin, 2);
  const bool has_ended = begin != k_nowhere && text.substr(begin, broken.at - begin).find('>') != k_nowhere;
  if (has_ended || (what != "<!" && what != "<?")) return std::nullopt;
  const auto end = text.find('>', begin);
  return BreakExplanation{begin,
                          fmt::format("{} begins nothing that is allowed here", what),
                          {},
                          end == k_nowhere ? std::nullopt : std::optional(Edit{begin, end + 1 - begin, ""})};
}

// ---- elements

// Of the element that begins at `at`.
std::string_view element_at(const EditedText& text, std::size_t at) {
  return name_at(text.text(), at + 1);
}

std::string opened_in(const EditedText& text, std::size_t at) {
  return fmt::format("<{}> opened in line {}", shown_name(element_at(text, at)), text.position_of(at).line);
}

// What looks like an element may be a part of a value with a "<": behind text, or in a secret.
bool may_be_text(const EditedText& text, const std::vector<std::size_t>& open, std::size_t depth) {
  if (depth == 0) return false;
  return is_behind_text(text.text(), open[depth]) || is_secret_name(element_at(text, open[depth - 1]));
}

// "<A>1<A>": nothing has itself inside.
bool is_end_without_slash(const EditedText& text, const std::vector<std::size_t>& open) {
  return open.size() > 1 && element_at(text, open.back()) == element_at(text, open[open.size() - 2]);
}

BreakExplanation explain_not_closed(const EditedText& text, const DocumentBreak& broken, std::size_t tag,
                                    std::string_view name) {
  const auto inner = broken.open.back();
  if (is_end_without_slash(text, broken.open))
    return {
        inner,
        fmt::format("<{0}> is where </{0}> must be: the / is missing", shown_name(element_at(text, inner))),
        {},
        Edit{inner + 1, 0, "/"}};
  if (may_be_text(text, broken.open, broken.open.size() - 1))
    return {inner,
            fmt::format("a < begins an element that is not closed before </{}>; write &lt; where the "
                        "character itself is meant",
                        shown_name(name)),
            {},
            Edit{inner, 1, "("}};
  return {tag,
          fmt::format("{} is not closed before </{}>", opened_in(text, inner), shown_name(name)),
          {},
          Edit{tag, 0, fmt::format("</{}>", element_at(text, inner))}};
}

// What stands within a secret may be a part of it, unless it is nearly the end of what is open.
std::string end_tag_named(const EditedText& text, const DocumentBreak& broken, std::string_view name) {
  const bool in_secret = std::any_of(broken.open.begin(), broken.open.end(),
                                     [&](std::size_t at) { return is_secret_name(element_at(text, at)); });
  if (in_secret && nearest(name, {element_at(text, broken.open.back())}).empty()) return "an end tag";
  return fmt::format("</{}>", shown_name(name));
}

// An end tag that closes nothing which is open: of the wrong spelling, when it stands right behind a text.
BreakExplanation explain_foreign_end(const EditedText& edited, const DocumentBreak& broken, std::size_t tag,
                                     std::string_view name) {
  const auto text = edited.text();
  const auto inner = broken.open.back();
  const auto expected = element_at(edited, inner);
  const auto which = end_tag_named(edited, broken, name);
  const bool by_case = equal_ignoring_case(name, expected);
  const bool is_leaf = text.find('<', inner + 1) == tag;
  if (by_case || is_leaf)
    return {tag,
            fmt::format("{} does not close {}{}", which, opened_in(edited, inner),
                        by_case ? ": capital and small letters differ" : ""),
            {},
            Edit{tag + 2, name.size(), std::string(expected)}};
  const auto end = text.find('>', tag);
  return {tag, fmt::format("{} closes nothing: {} is open", which, opened_in(edited, inner)),
          name == "CfgFiles" ? std::optional<std::string>("</CfgFiles> twice") : std::nullopt,
          end == k_nowhere ? std::nullopt : std::optional(Edit{tag, end + 1 - tag, ""})};
}

BreakExplanation explain_end_tag(const EditedText& edited, const DocumentBreak& broken) {
  const auto text = edited.text();
  const auto tag = text.substr(broken.at).starts_with("</") ? broken.at : text.rfind("</", broken.at);
  if (tag == k_nowhere || broken.open.empty()) return {broken.at, "an end tag closes nothing", {}, {}};
  const auto name = name_at(text, tag + 2);
  const bool closes_an_outer = std::any_of(broken.open.begin(), broken.open.end() - 1,
                                           [&](std::size_t at) { return element_at(edited, at) == name; });
  return closes_an_outer ? explain_not_closed(edited, broken, tag, name)
                         : explain_foreign_end(edited, broken, tag, name);
}

// What the parser was reading when the file ended.
std::string_view unfinished_at(std::string_view rest) {
  if (rest.starts_with("<!--")) return "in a comment";
  if (rest.starts_with("<?")) return "in a declaration";
  if (rest.starts_with("</")) return "in an end tag";
  if (rest.starts_with("<")) return "in a tag";
  if (rest.starts_with("&")) return "behind an &";
  return "";
}

// A comment most often has its end in its line.
std::optional<Edit> end_of_comment(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("<!--")) return std::nullopt;
  const auto end = text.find_first_of("\r\n", at);
  return end == k_nowhere ? std::nullopt : std::optional(Edit{end, 0, "-->"});
}

BreakExplanation explain_end(const EditedText& text, const DocumentBreak& broken) {
  const auto unfinished = unfinished_at(text.text().substr(broken.at));
  const auto where = fmt::format("the file ends{}{}", unfinished.empty() ? "" : " ", unfinished);
  auto repair = end_of_comment(text.text(), broken.at);
  if (broken.open.empty()) {
    const bool nothing = unfinished.empty() && !broken.behind_root;
    return {broken.at, nothing ? "there is no element in the file" : where, {}, repair};
  }
  auto depth = broken.open.size() - 1;
  while (may_be_text(text, broken.open, depth)) --depth;
  return {broken.at,
          fmt::format("{}{} {} is closed", where, unfinished.empty() ? " before" : ", before",
                      opened_in(text, broken.open[depth])),
          {},
          repair};
}

BreakExplanation explain_behind_root(std::string_view text, const DocumentBreak& broken) {
  for (const auto attempt : {explain_bytes, explain_control, explain_invisible})
    if (auto explanation = attempt(text, broken)) return *explanation;
  const auto at = broken.at;
  if (text.substr(at).starts_with("<") && !name_at(text, at + 1).empty())
    return {at, "a second root element begins behind the end of the first", {}, {}};
  const auto end = std::min(text.find('<', at), text.size());
  return {at, "text follows the end of the root element", {}, Edit{at, end - at, ""}};
}

// Before the root element, or behind it.
BreakExplanation explain_end_outside(std::string_view text, std::size_t at) {
  const auto end = text.find('>', at);
  return {at,
          fmt::format("</{}> closes nothing: no element is open", shown_name(name_at(text, at + 2))),
          {},
          end == k_nowhere ? std::nullopt : std::optional(Edit{at, end + 1 - at, ""})};
}

BreakExplanation explain_double(std::string_view text, std::size_t at) {
  const auto open = text.find_first_of("\"'", at);
  const auto close = open == k_nowhere ? open : text.find(text[open], open + 1);
  return {at,
          fmt::format("{} occurs twice in one tag", shown_name(name_at(text, at))),
          {},
          close == k_nowhere ? std::nullopt : std::optional(Edit{at, close + 1 - at, ""})};
}

// A DOCTYPE without entities of its own: reading on behind it is harmless.
BreakExplanation explain_doctype(std::string_view text, std::size_t from) {
  const auto at = text.substr(0, from).rfind("<!");
  const auto begin = at == k_nowhere ? from : at;
  const auto end = text.find_first_of("[>", begin);
  const bool is_plain = end != k_nowhere && text[end] == '>';
  return {begin,
          "a DOCTYPE is not allowed here",
          {},
          is_plain ? std::optional(Edit{begin, end + 1 - begin, ""}) : std::nullopt};
}

BreakExplanation explain_declaration(std::string_view text, std::size_t from) {
  const auto end = text.find('>', from);
  return {from,
          "the XML declaration is not <?xml version=\"1.0\" encoding=\"UTF-8\"?>",
          {},
          end == k_nowhere ? std::nullopt : std::optional(Edit{0, end + 1, std::string(end + 1, ' ')})};
}

BreakExplanation explain_late_declaration(std::string_view text, std::size_t at) {
  const auto end = text.find("?>", at);
  return {at,
          "something precedes the XML declaration, which must come first, or be left out",
          {},
          end == k_nowhere ? std::nullopt
                           : std::optional(Edit{at, end + 2 - at, std::string(end + 2 - at, ' ')})};
}

BreakExplanation explain_token(const EditedText& edited, const DocumentBreak& broken) {
  const auto text = edited.text();
  for (const auto attempt :
       {explain_bytes, explain_control, explain_invisible, explain_merge_mark, explain_comment,
        explain_section_end, explain_ampersand, explain_markup, explain_in_tag})
    if (auto explanation = attempt(text, broken)) return *explanation;
  if (broken.open.empty() && !broken.behind_root) {
    const auto end = text.find('<', broken.at);
    return {broken.at,
            "text precedes the root element",
            {},
            end == k_nowhere ? std::nullopt : std::optional(Edit{broken.at, end - broken.at, ""})};
  }
  return {broken.at, fmt::format("this is not XML ({})", broken.parser_says), {}, {}};
}

}  // namespace

BreakExplanation explain(const EditedText& edited, const DocumentBreak& broken) {
  const auto text = edited.text();
  switch (broken.kind) {
    case BreakKind::doctype:
      return explain_doctype(text, broken.at);
    case BreakKind::too_deep:
      return {broken.at, fmt::format("elements are nested more than {} deep", k_most_depth), {}, {}};
    case BreakKind::wrong_end:
      return explain_end_tag(edited, broken);
    case BreakKind::not_closed:
      return explain_end(edited, broken);
    case BreakKind::double_attribute:
      return explain_double(text, broken.at);
    case BreakKind::entity:
      return explain_entity(text, broken.at);
    case BreakKind::character:
      return explain_character(text, broken.at);
    case BreakKind::declaration:
      return explain_declaration(text, broken.at);
    case BreakKind::late_declaration:
      return explain_late_declaration(text, broken.at);
    case BreakKind::two_roots:
    case BreakKind::other:
      break;
  }
  const auto tag = broken.at == 0 ? 0 : broken.at - 1;
  if (broken.open.empty() && text.substr(tag).starts_with("</")) return explain_end_outside(text, tag);
  if (broken.kind == BreakKind::two_roots || (broken.behind_root && text.substr(broken.at).starts_with('&')))
    return explain_behind_root(text, broken);
  return explain_token(edited, broken);
}

}  // namespace provtool
