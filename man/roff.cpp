#include "man/roff.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"

namespace provtool::man {

namespace {

// Some ASCII characters stand for typographic ones unless they are escaped.
std::string_view escaped(char c) {
  switch (c) {
    case '\\':
      return "\\e";
    case '-':
      return "\\-";
    case '\'':
      return "\\(aq";
    case '`':
      return "\\(ga";
    case '^':
      return "\\(ha";
    case '~':
      return "\\(ti";
    default:
      return {};
  }
}

// A word that is longer than a line is given a place to break it: mandoc(1) knows no other than a space.
constexpr std::size_t k_longest_word = 60;

std::string breakable(std::string_view text) {
  std::string result;
  const char* between = "";
  for (const auto word : split(text, ' ')) {
    result += std::exchange(between, " ");
    for (const char c : word) {
      result += c;
      if (c == ';' && word.size() > k_longest_word) result += ' ';
    }
  }
  return result;
}

std::string as_a_line(const std::string& text) {
  return text.starts_with('.') ? "\\&" + text : text;  // a line that begins with a dot is a request
}

std::string characters(std::string_view text) {
  std::string result;
  for (const char c : breakable(text)) {
    if (const auto spelled = escaped(c); !spelled.empty())
      result += spelled;
    else
      result += c;
  }
  return result;
}

}  // namespace

std::string roff(std::string_view text) {
  return as_a_line(characters(text));
}

std::string prose(std::string_view text) {
  const auto parts = split(text, '`');
  if (parts.size() % 2 == 0) return roff(text);  // a backtick that opens nothing
  std::string result;
  for (std::size_t i = 0; i < parts.size(); ++i)
    result += i % 2 == 0 ? characters(parts[i]) : fmt::format("\\fB{}\\fR", characters(parts[i]));
  return as_a_line(result);
}

std::string bold(std::string_view text) {
  return fmt::format("\\fB{}\\fR", roff(text));
}

std::string italic(std::string_view text) {
  return fmt::format("\\fI{}\\fR", roff(text));
}

std::string entry(std::string_view tag, std::string_view said) {
  return fmt::format(".TP\n{}\n{}\n", tag, said);
}

}  // namespace provtool::man
