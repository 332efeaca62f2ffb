#include "config/appearance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/foreign.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

constexpr std::string_view k_blanks = " \t\r\n";

// Behind blanks, declarations, comments and a DOCTYPE.
std::string_view from_root(std::string_view text) {
  while (true) {
    const auto next = text.find_first_not_of(k_blanks);
    text.remove_prefix(next == std::string_view::npos ? text.size() : next);
    const auto end = text.starts_with("<?")     ? "?>"
                     : text.starts_with("<!--") ? "-->"
                     : text.starts_with("<!")   ? ">"
                                                : "";
    if (*end == 0) return text;
    const auto found = text.find(end);
    if (found == std::string_view::npos) return {};
    text.remove_prefix(found + std::string_view(end).size());
  }
}

bool begins_like(std::string_view text, std::string_view tag) {
  return equal_ignoring_case(text.substr(0, tag.size()), tag) &&
         (text.size() == tag.size() || std::isalnum(static_cast<unsigned char>(text[tag.size()])) == 0);
}

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

// The first line, whatever its length, as a person would recognize it.
std::string first_line(std::string_view text) {
  constexpr std::size_t k_most = 40;
  return shortened(trim(text.substr(0, text.find_first_of("\r\n"))), k_most);
}

// Where a mark must stand, to be one.
enum class Where : unsigned char { anywhere, line_begin, whole_line };

struct Mark {
  std::string_view text;
  std::string_view what;
  Where where = Where::anywhere;
};
constexpr std::string_view k_merge = "a mark of a merge that was not finished";
constexpr std::string_view k_fence = "a code fence that was copied with the file";
constexpr std::array<Mark, 11> k_marks{Mark{"{if", "\"{if\" of a template that was not rendered"},
                                       Mark{"{$", "\"{$\" of a template that was not rendered"},
                                       Mark{"{{", "\"{{\" of a template that was not rendered"},
                                       Mark{"{%", "\"{%\" of a template that was not rendered"},
                                       Mark{"<?php", "\"<?php\" of a program that was not run"},
                                       Mark{"<<<<<<< ", k_merge, Where::line_begin},
                                       Mark{"||||||| ", k_merge, Where::line_begin},
                                       Mark{"=======", k_merge, Where::whole_line},
                                       Mark{">>>>>>> ", k_merge, Where::line_begin},
                                       Mark{"```", k_fence, Where::line_begin},
                                       Mark{"~~~", k_fence, Where::line_begin}};

bool begins_a_line(std::string_view text, std::size_t at) {
  return at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r';
}

bool stands_at(const Mark& mark, std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with(mark.text)) return false;
  if (mark.where == Where::anywhere) return true;
  const auto next = text.substr(at + mark.text.size());
  const bool ends = next.empty() || next.front() == '\n' || next.front() == '\r';
  return begins_a_line(text, at) && (mark.where == Where::line_begin || ends);
}

const Mark* mark_at(std::string_view text, std::size_t at) {
  const auto found = std::find_if(k_marks.begin(), k_marks.end(),
                                  [&](const Mark& mark) { return stands_at(mark, text, at); });
  return found == k_marks.end() ? nullptr : &*found;
}

// The places at which a mark may stand: every "{", every "<?", and lines that begin like one. A file has few
// of
// "?", and many of "<".
template <typename Visit>
void for_each_candidate(std::string_view text, bool lines, Visit&& visit) {
  for (auto at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) visit(at);
  for (auto at = text.find('?'); at != std::string_view::npos; at = text.find('?', at + 1))
    if (at > 0) visit(at - 1);
  for (std::size_t at = 0; lines && at < text.size();) {
    if (text[at] == '<' || may_be_leftover(text[at])) visit(at);
    const auto end = text.find('\n', at);
    at = end == std::string_view::npos ? text.size() : end + 1;
  }
}

// "12: <Prov>" on the first line that holds something, and 13 on the next.
std::optional<std::size_t> number_of_line(std::string_view line) {
  line = trim(line);
  const auto digits = line.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos || digits > 5) return std::nullopt;
  if (trim(line.substr(digits)).find('<') > 2) return std::nullopt;
  return std::stoul(std::string(line.substr(0, digits)));
}

bool has_line_numbers(std::string_view text) {
  const auto lines = split(text.substr(0, 400), '\n');
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const auto first = number_of_line(lines[i]);
    const auto second = number_of_line(lines[i + 1]);
    if (first && second && *second == *first + 1) return true;
  }
  return false;
}

// The siblings' files begin with comments, "# Panasonic SIP Phone Standard Format File #".
bool has_text_format(std::string_view text) {
  for (const auto line : split(text.substr(0, 4000), '\n')) {
    const auto content = trim(line);
    if (!content.empty() && !content.starts_with('#')) return is_text_format(content);
  }
  return false;
}

bool is_json(std::string_view text) {
  if (!text.starts_with('{') && !text.starts_with('[')) return false;
  const auto inside = trim(text.substr(1));
  return inside.empty() || std::string_view("\"{[]}").find(inside.front()) != std::string_view::npos;
}

struct Beginning {
  std::string_view text;
  std::string_view what;
};
constexpr std::array<Beginning, 6> k_beginnings{
    Beginning{"Salted__", "it is encrypted, and not in base64"},
    Beginning{"U2FsdGVkX1", "it is encrypted"},
    Beginning{"\x1f\x8b", "it is compressed by gzip"},
    Beginning{"PK\x03\x04", "it is a ZIP archive"},
    Beginning{"%PDF", "it is a PDF document"},
    Beginning{"{\\rtf", "it is a document of a word processor (RTF)"}};

}  // namespace

std::optional<std::string> why_not_xml(std::string_view text) {
  const auto content = trim(text);
  if (content.empty()) return "it is empty";
  const auto root = from_root(content);
  for (const std::string_view tag : {"<html", "<head", "<body"})
    if (begins_like(root, tag)) return "it is an HTML page";
  if (content.starts_with('<')) return std::nullopt;
  for (const auto& beginning : k_beginnings)
    if (content.starts_with(beginning.text)) return std::string(beginning.what);
  if (const auto* mark = mark_at(content, 0)) return fmt::format("it begins with {}", mark->what);
  if (is_json(content)) return "it is JSON";
  if (has_text_format(content))
    return "it has lines of the form NAME=\"value\", the format of other Panasonic phones";
  if (has_line_numbers(content)) return "its lines begin with numbers, which were copied with it";
  return fmt::format("it is text that begins \"{}\"", foreign(first_line(content)));
}

std::vector<Leftover> find_leftovers(std::string_view text, bool lines) {
  std::vector<Leftover> found;
  for_each_candidate(text, lines, [&](std::size_t at) {
    const auto* mark = mark_at(text, at);
    if (mark == nullptr) return;
    const bool said =
        std::any_of(found.begin(), found.end(), [&](const auto& known) { return known.what == mark->what; });
    if (!said) found.push_back({at, std::string(mark->what)});
  });
  if (has_line_numbers(text)) found.push_back({0, "line numbers that were copied with the file"});
  return found;
}

bool may_be_leftover(char first) {
  return first == '=' || first == '>' || first == '|' || first == '`' || first == '~';
}

bool is_text_format(std::string_view text) {
  text = trim(text);
  const auto name = std::find_if_not(text.begin(), text.end(), is_name_character);
  if (name == text.begin() || !std::isalpha(static_cast<unsigned char>(text.front()))) return false;
  const auto rest = trim(text.substr(static_cast<std::size_t>(name - text.begin())));
  return rest.starts_with('=') && trim(rest.substr(1)).starts_with('"');
}

}  // namespace provtool
