#include "explain/value_words.hpp"

#include <fmt/format.h>

#include <vector>

#include "base/text.hpp"

namespace provtool {

namespace {

std::string_view words_of(ValueType type) {
  switch (type) {
    case ValueType::flag:
      return "Y or N";
    case ValueType::flag_word:
      return "Yes or No";
    case ValueType::integer:
      return "A whole number";
    case ValueType::integer_list:
      return "Whole numbers with commas between them";
    case ValueType::url:
      return "A URL; it is used as it is written";
    case ValueType::time_of_day:
      return "A time of day, HH:MM";
    case ValueType::text:
      break;
  }
  return "Text";
}

template <typename Number>
std::string range_words(const std::optional<Number>& least, const std::optional<Number>& most) {
  if (least && most) return *least == *most ? std::to_string(*least) : fmt::format("{} to {}", *least, *most);
  return least ? fmt::format("{} or more", *least) : fmt::format("{} or less", *most);
}

std::string forbidden_words(std::string_view characters) {
  std::vector<std::string> names;
  for (const char c : characters) names.emplace_back(c == ' ' ? "a space" : std::string(1, c));
  return listed(names, "or");
}

}  // namespace

std::string value_words(const Parameter& parameter) {
  const auto& rule = parameter.rule;
  auto text = std::string(words_of(rule.type));
  if (rule.minimum || rule.maximum) text += ", " + range_words(rule.minimum, rule.maximum);
  if (rule.min_length || rule.max_length)
    text += fmt::format(", {} characters", range_words(rule.min_length, rule.max_length));
  if (!rule.allowed.empty())
    text += fmt::format(": {}", listed({rule.allowed.begin(), rule.allowed.end()}, "or"));
  if (!rule.forbidden_characters.empty())
    text += fmt::format(", without {}", forbidden_words(rule.forbidden_characters));
  return text + ".";
}

}  // namespace provtool
