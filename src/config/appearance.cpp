#include "config/appearance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/foreign.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

constexpr std::string_view k_blanks = " \t\r\n";
constexpr auto k_nowhere = std::string_view::npos;

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

// A colon within a word may stand between a user and a password; one of a URL does not.
bool joins_words(std::string_view line) {
  for (auto at = line.find(':'); at != k_nowhere; at = line.find(':', at + 1))
    if (at + 1 < line.size() && line[at + 1] != ' ' && line[at + 1] != '/') return true;
  return false;
}

// The first line when it is a sentence, as of a server that says no. A single word may be a key.
std::optional<std::string> first_line(std::string_view text) {
  constexpr std::size_t k_most = 40;
  const auto line = trim(text.substr(0, text.find_first_of("\r\n")));
  const bool is_sentence = std::all_of(line.begin(), line.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view(" .,:!'()-/#").find(c) != k_nowhere;
  });
  const bool is_word = line.find(' ') == k_nowhere && !line.starts_with("#!");
  if (!is_sentence || is_word || joins_words(line) || mask_secrets(line).masked) return std::nullopt;
  return shortened(line, k_most);
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
  const char line_end = text.find('\n') == k_nowhere ? '\r' : '\n';
  for (std::size_t at = 0; lines && at < text.size();) {
    if (text[at] == '<' || may_be_leftover(text[at])) visit(at);
    const auto end = text.find(line_end, at);
    at = end == std::string_view::npos ? text.size() : end + 1;
  }
}

// How many bytes a line begins with that are a number and what separates it from the line: "12: ", " 12\t",
// "12 | ". Zero when there is none.
std::size_t length_of_number(std::string_view line) {
  const auto digits = line.find_first_not_of(" \t");
  if (digits == k_nowhere) return 0;
  auto at = line.find_first_not_of("0123456789", digits);
  if (at == digits || (at != k_nowhere && at - digits > 6)) return 0;
  if (at == k_nowhere) return line.size();
  for (const std::string_view separator : {":", ".", ")", "|", "│"})
    if (line.substr(at).starts_with(separator)) return at + separator.size();
  const auto next = line.find_first_not_of(" \t", at);
  if (next == k_nowhere || next == at) return next == at && line[at] == '<' ? at : 0;
  for (const std::string_view separator : {"|", "│"})
    if (line.substr(next).starts_with(separator)) return next + separator.size();
  return at;
}

std::optional<std::size_t> number_of_line(std::string_view line) {
  if (length_of_number(line) == 0) return std::nullopt;
  const auto begin = line.find_first_not_of(" \t");
  std::size_t number = 0;
  for (auto at = begin; at < line.size() && line[at] >= '0' && line[at] <= '9'; ++at)
    number = number * 10 + static_cast<std::size_t>(line[at] - '0');
  return number;
}

// Of the lines that hold something the first three.
bool has_line_numbers(std::string_view text) {
  const auto first = text.find_first_not_of(k_blanks);
  if (first == k_nowhere || std::isdigit(static_cast<unsigned char>(text[first])) == 0) return false;
  std::vector<std::size_t> numbers;
  const auto lines = split(text.substr(0, 4096), '\n');
  for (const auto line : lines) {
    if (trim(line).empty()) continue;
    const auto number = number_of_line(line);
    if (!number || (!numbers.empty() && *number != numbers.back() + 1)) return false;
    numbers.push_back(*number);
    if (numbers.size() == 3) break;
  }
  return numbers.size() >= 2;
}

bool is_quoted_mail(std::string_view text) {
  const auto lines = split(text.substr(0, 4096), '\n');
  return lines.size() >= 2 && lines[0].starts_with('>') && lines[1].starts_with('>');
}

bool is_fence(std::string_view line) {
  line = trim(line);
  return line.starts_with("```") || line.starts_with("~~~");
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
constexpr std::array k_beginnings{
    Beginning{"Salted__", "it is encrypted, and not in base64"},
    Beginning{"U2FsdGVkX1", "it is encrypted"},
    Beginning{"\x1f\x8b", "it is compressed by gzip"},
    Beginning{"PK\x03\x04", "it is a ZIP archive"},
    Beginning{"%PDF", "it is a PDF document"},
    Beginning{"{\\rtf", "it is a document of a word processor (RTF)"},
    Beginning{"{#", "it is a template that was not rendered"},
    Beginning{"{*", "it is a template that was not rendered"},
    Beginning{"{foreach", "it is a template that was not rendered"},
    Beginning{"{include", "it is a template that was not rendered"},
    Beginning{"{assign", "it is a template that was not rendered"},
    Beginning{"\xef\xbb\xbf", "it begins with two byte order marks"},
    Beginning{"&lt;", "its tags are escaped (&lt;), as in the source of a web page"},
    Beginning{"diff ", "it is a list of changes (diff), not a file"},
    Beginning{"--- ", "it is a list of changes (diff), not a file"},
    Beginning{"-----BEGIN ", "it is a certificate or a key (PEM)"},
};

constexpr std::string_view k_text_format =
    "it has lines of the form NAME=\"value\", the format of other Panasonic phones";

// Behind comments, of which the siblings' format has one on its first line.
bool has_text_format(std::string_view text) {
  constexpr std::size_t k_looked_at = 50;  // lines
  for (std::size_t i = 0; i < k_looked_at && !text.empty(); ++i) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    if (is_text_format(text.substr(0, end))) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

bool is_binary(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\x1b';
  });
}

// The places of "http:/prov.com" and its like.
std::optional<std::size_t> find_single_slash(std::string_view text) {
  for (auto at = text.find(":/"); at != k_nowhere; at = text.find(":/", at + 1)) {
    if (text.substr(at).starts_with("://")) continue;
    for (const std::string_view scheme : {"https", "http", "tftp", "ftp"})
      if (text.substr(0, at).ends_with(scheme)) return at - scheme.size();
  }
  return std::nullopt;
}

std::optional<std::size_t> find_common_file(std::string_view text) {
  constexpr std::string_view k_name = "ConfigCom";
  for (auto at = text.find(".cfg"); at != k_nowhere; at = text.find(".cfg", at + 1))
    if (text.substr(0, at).ends_with(k_name)) return at - k_name.size();
  return std::nullopt;
}

std::optional<std::size_t> find_text_format(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto first = text.find_first_not_of(" \t", at);
    if (first < end && std::isalpha(static_cast<unsigned char>(text[first])) != 0 &&
        is_text_format(text.substr(first, end - first)))
      return first;
    at = end + 1;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> why_not_xml(std::string_view text) {
  const auto content = trim(text);
  if (content.empty()) return "it is empty";
  const auto root = from_root(content);
  for (const std::string_view tag : {"<html", "<head", "<body"})
    if (begins_like(root, tag)) return "it is an HTML page";
  if (begins_like(content, "<!doctype html")) return "it is an HTML page";
  if (content.starts_with('<')) return std::nullopt;
  for (const auto& beginning : k_beginnings)
    if (content.starts_with(beginning.text)) return std::string(beginning.what);
  if (const auto* mark = mark_at(content, 0)) return fmt::format("it begins with {}", mark->what);
  if (is_json(content)) return "it is JSON";
  if (has_line_numbers(text)) return "its lines begin with numbers, which were copied with it";
  if (is_quoted_mail(content)) return "its lines begin with >, as they do in the answer to a mail";
  if (has_text_format(content)) return std::string(k_text_format);
  if (is_base64(content)) return "it is base64, as of a file that was encrypted with -nosalt";
  if (is_binary(content)) return "it is not text";
  const auto line = first_line(content);
  return line ? fmt::format("it is text that begins \"{}\"", foreign(*line)) : "it is text, and no XML";
}

bool is_base64(std::string_view text) {
  if (text.size() < 24) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("+/=\r\n").find(c) != k_nowhere;
  });
}

std::optional<std::string> without_paste(std::string_view text) {
  const bool numbers = has_line_numbers(text);
  const bool mail = is_quoted_mail(trim(text));
  if (!numbers && !mail && !is_fence(trim(text))) return std::nullopt;
  std::string plain(text);
  const auto blank = [&](std::size_t at, std::size_t length) {
    std::fill_n(plain.begin() + static_cast<std::ptrdiff_t>(at), length, ' ');
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find_first_of("\r\n", at), text.size());
    const auto line = text.substr(at, end - at);
    blank(at, is_fence(line)                  ? line.size()
              : numbers                       ? length_of_number(line)
              : mail && line.starts_with('>') ? 1
                                              : 0);
    at = end + 1;
  }
  // It has to be at the very beginning, and says nothing that is not known.
  const auto first = plain.find_first_not_of(k_blanks);
  if (first != k_nowhere && std::string_view(plain).substr(first).starts_with("<?xml "))
    if (const auto end = plain.find("?>", first); end != k_nowhere) blank(first, end + 2 - first);
  return plain;
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

std::vector<Leftover> find_misprints(std::string_view text, bool lines) {
  std::vector<Leftover> found;
  const auto add = [&](std::optional<std::size_t> at, std::string_view what) {
    if (at) found.push_back({*at, std::string(what)});
  };
  add(find_single_slash(text), "a URL with one slash, http:/prov.com");
  add(find_common_file(text), "ConfigCom.cfg beside ConfigCommon.cfg");
  if (lines) add(find_text_format(text), "lines NAME=\"value\" within XML");
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
