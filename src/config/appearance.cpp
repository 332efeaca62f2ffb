#include "config/appearance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

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

struct Mark {
  std::string_view text;
  std::string_view what;
  bool begins_a_line;
};
constexpr std::array<Mark, 10> k_marks{Mark{"{if", "\"{if\" of a template that was not rendered", false},
                                       Mark{"{$", "\"{$\" of a template that was not rendered", false},
                                       Mark{"{{", "\"{{\" of a template that was not rendered", false},
                                       Mark{"{%", "\"{%\" of a template that was not rendered", false},
                                       Mark{"<?php", "\"<?php\" of a program that was not run", false},
                                       Mark{"<<<<<<< ", "a mark of a merge that was not finished", true},
                                       Mark{"=======", "a mark of a merge that was not finished", true},
                                       Mark{">>>>>>> ", "a mark of a merge that was not finished", true},
                                       Mark{"```", "a code fence that was copied with the file", true},
                                       Mark{"~~~", "a code fence that was copied with the file", true}};

bool begins_a_line(std::string_view text, std::size_t at) {
  return at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r';
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

}  // namespace

std::optional<std::string> why_not_xml(std::string_view text) {
  const auto content = trim(text);
  if (content.empty()) return "it is empty";
  const auto root = from_root(content);
  for (const std::string_view tag : {"<html", "<head", "<body"})
    if (begins_like(root, tag)) return "it is an HTML page";
  if (content.starts_with('<')) return std::nullopt;
  if (content.starts_with('{') || content.starts_with('[')) return "it is JSON";
  if (content.starts_with("Salted__")) return "it is encrypted, and not in base64";
  if (content.starts_with("U2FsdGVkX1")) return "it is encrypted";
  if (is_text_format(content.substr(0, content.find_first_of("\r\n"))))
    return "it has lines of the form NAME=\"value\", the format of other Panasonic phones";
  if (has_line_numbers(content)) return "its lines begin with numbers, which were copied with it";
  if (content.starts_with("```")) return "it begins with a code fence, which was copied with it";
  return fmt::format("it is text that begins \"{}\"", first_line(content));
}

std::vector<Leftover> find_leftovers(std::string_view text, bool lines) {
  std::vector<Leftover> found;
  for_each_candidate(text, lines, [&](std::size_t at) {
    for (const auto& mark : k_marks) {
      if (!text.substr(at).starts_with(mark.text) || (mark.begins_a_line && !begins_a_line(text, at)))
        continue;
      const bool said =
          std::any_of(found.begin(), found.end(), [&](const auto& known) { return known.what == mark.what; });
      if (!said) found.push_back({at, std::string(mark.what)});
    }
  });
  if (has_line_numbers(text)) found.push_back({0, "line numbers that were copied with the file"});
  return found;
}

bool may_be_leftover(char first) {
  return first == '=' || first == '>' || first == '`' || first == '~';
}

bool is_text_format(std::string_view text) {
  text = trim(text);
  const auto name = std::find_if_not(text.begin(), text.end(), is_name_character);
  if (name == text.begin() || !std::isalpha(static_cast<unsigned char>(text.front()))) return false;
  const auto rest = trim(text.substr(static_cast<std::size_t>(name - text.begin())));
  return rest.starts_with('=') && trim(rest.substr(1)).starts_with('"');
}

}  // namespace provtool
