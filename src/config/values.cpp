#include "config/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "device/url_reading.hpp"

namespace provtool {

namespace {

// "is "65536", not from 0 to 65535"; of a secret "is not from 0 to 65535".
std::string is_not(const Parameter& parameter, std::string_view value, std::string_view what) {
  constexpr std::size_t k_most = 60;
  if (parameter.secret) return fmt::format("is {}", what);
  return fmt::format("is \"{}\", {}", foreign(shortened(value, k_most)), what);
}

std::string range_of(const ValueRule& rule) {
  if (rule.minimum && rule.maximum) return fmt::format("from {} to {}", *rule.minimum, *rule.maximum);
  return rule.minimum ? fmt::format("{} or more", *rule.minimum) : fmt::format("{} or less", *rule.maximum);
}

// Why a text is no whole number that the rule allows; empty when it is one.
std::string integer_fault(const ValueRule& rule, std::string_view text) {
  std::int64_t number = 0;
  const auto* end_of_text = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), end_of_text, number);
  if (end == text.data() || end != end_of_text) return "no whole number";
  if (error == std::errc::result_out_of_range) return "which no number of a phone can be";
  const bool fits = (!rule.minimum || number >= *rule.minimum) && (!rule.maximum || number <= *rule.maximum);
  return fits ? "" : fmt::format("not {}", range_of(rule));
}

std::string list_fault(const ValueRule& rule, std::string_view value) {
  std::string fault;
  for (const auto part : split(value, ',')) {
    const auto of_part = integer_fault(rule, part);
    if (of_part.starts_with("no ")) return "no list of whole numbers with commas between them";
    if (fault.empty() && !of_part.empty()) fault = fmt::format("of which one number is {}", of_part);
  }
  return fault;
}

std::string words_fault(std::span<const std::string_view> allowed, std::string_view value) {
  if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return "";
  const std::vector<std::string> words(allowed.begin(), allowed.end());
  return words.size() == 2 ? fmt::format("neither {}", listed(words, "nor"))
                           : fmt::format("none of {}", listed(words));
}

// The form is the guide's; which hours and minutes there are is not printed.
bool has_form_of_time(std::string_view value) {
  return value.size() == 5 && is_digits(value.substr(0, 2)) && value[2] == ':' && is_digits(value.substr(3));
}
std::string time_fault(std::string_view value) {
  if (!has_form_of_time(value)) return "not of the form HH:MM";
  return value.substr(0, 2) > "23" || value.substr(3) > "59" ? "no time of day" : "";
}

constexpr std::array<std::string_view, 2> k_flag{"Y", "N"};
constexpr std::array<std::string_view, 2> k_flag_word{"Yes", "No"};

std::string type_fault(const ValueRule& rule, std::string_view value) {
  switch (rule.type) {
    case ValueType::flag:
      return words_fault(k_flag, value);
    case ValueType::flag_word:
      return words_fault(k_flag_word, value);
    case ValueType::integer:
      return integer_fault(rule, value);
    case ValueType::integer_list:
      return list_fault(rule, value);
    case ValueType::time_of_day:
      return time_fault(value);
    case ValueType::text:
    case ValueType::url:
      break;
  }
  return "";
}

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string lengths_of(const ValueRule& rule) {
  if (!rule.max_length) return fmt::format("{} or more", *rule.min_length);
  if (!rule.min_length) return fmt::format("{} or less", *rule.max_length);
  if (*rule.min_length == *rule.max_length) return std::to_string(*rule.min_length);
  return fmt::format("{} to {}", *rule.min_length, *rule.max_length);
}

std::string length_fault(const ValueRule& rule, std::string_view value) {
  if (!rule.min_length && !rule.max_length) return "";
  const auto length = characters_in(value);
  const bool fits = length >= rule.min_length.value_or(0) && length <= rule.max_length.value_or(length);
  return fits ? "" : fmt::format("has {}, not {}", counted(length, "character"), lengths_of(rule));
}

std::string character_fault(const ValueRule& rule, std::string_view value) {
  if (rule.forbidden_characters.empty() ||
      value.find_first_of(rule.forbidden_characters) == std::string_view::npos)
    return "";
  std::vector<std::string> names;
  for (const char c : rule.forbidden_characters) names.emplace_back(c == ' ' ? "a space" : std::string(1, c));
  return fmt::format("contains a character that is not allowed ({})", listed(names, "or"));
}

// How a flag is spelled was seen in the published file: the guide says on and off. Of a time it prints the
// form.
bool is_certain(const Parameter& parameter, std::string_view value) {
  switch (parameter.rule.type) {
    case ValueType::flag:
    case ValueType::flag_word:
      return false;
    case ValueType::time_of_day:
      return !has_form_of_time(value) && parameter.rule_confidence == Confidence::guide;
    default:
      return parameter.rule_confidence == Confidence::guide;
  }
}

}  // namespace

std::optional<ValueFault> check_value(const Parameter& parameter, std::string_view value) {
  if (value.empty()) return std::nullopt;
  const auto& rule = parameter.rule;
  auto fault = type_fault(rule, value);
  if (fault.empty() && !rule.allowed.empty()) fault = words_fault(rule.allowed, value);
  auto what = fault.empty() ? length_fault(rule, value) : is_not(parameter, value, fault);
  if (what.empty()) what = character_fault(rule, value);
  if (what.empty()) return std::nullopt;
  return ValueFault{what, is_certain(parameter, value)};
}

std::vector<Finding> check_url(std::string_view value, const Identity& identity) {
  std::vector<Finding> findings;
  const auto trimmed = trim(value);
  if (trimmed.size() != value.size()) {
    findings.push_back(make_finding("url.whitespace", "there are spaces or line breaks around the URL"));
    findings.back().severity = Severity::warning;
  }
  for (const auto& note : read_url(trimmed, identity).notes) {
    if (note.id == "url.query") continue;  // no file name is ever added to a URL in a file
    auto finding = finding_of(note);
    if (finding.severity == Severity::error) {
      auto unusable = make_finding("config.url", fmt::format("{} ({})", note.message, note.id.text()));
      unusable.hint = finding.hint;
      finding = std::move(unusable);
    }
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace provtool
