#include "config/values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "device/url_reading.hpp"

namespace provtool {

namespace {

std::optional<std::int64_t> to_integer(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string quoted(const Parameter& parameter, std::string_view value) {
  constexpr std::size_t k_most = 60;
  return parameter.secret ? "the value" : fmt::format("\"{}\"", foreign(shortened(value, k_most)));
}

std::string range_of(const ValueRule& rule) {
  if (rule.minimum && rule.maximum) return fmt::format("from {} to {}", *rule.minimum, *rule.maximum);
  return rule.minimum ? fmt::format("{} or more", *rule.minimum) : fmt::format("{} or less", *rule.maximum);
}

bool is_in_range(const ValueRule& rule, std::int64_t number) {
  return (!rule.minimum || number >= *rule.minimum) && (!rule.maximum || number <= *rule.maximum);
}

std::optional<std::string> check_integer(const Parameter& parameter, std::string_view value) {
  const auto number = to_integer(value);
  if (!number) return fmt::format("{} is no whole number", quoted(parameter, value));
  if (!is_in_range(parameter.rule, *number))
    return fmt::format("{} is not {}", quoted(parameter, value), range_of(parameter.rule));
  return std::nullopt;
}

std::optional<std::string> check_list(const Parameter& parameter, std::string_view value) {
  for (const auto part : split(value, ','))
    if (!to_integer(part))
      return fmt::format("{} is no list of whole numbers with commas between them", quoted(parameter, value));
  return std::nullopt;
}

std::optional<std::string> check_words(const Parameter& parameter, std::string_view value,
                                       std::span<const std::string_view> allowed) {
  if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return std::nullopt;
  return fmt::format("{} is none of {}", quoted(parameter, value),
                     listed({allowed.begin(), allowed.end()}, "and"));
}

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::optional<std::string> check_text(const Parameter& parameter, std::string_view value) {
  const auto& rule = parameter.rule;
  const auto length = rule.min_length || rule.max_length ? characters_in(value) : 0;
  if ((rule.min_length && length < *rule.min_length) || (rule.max_length && length > *rule.max_length))
    return rule.min_length == rule.max_length
               ? fmt::format("it has {}, not {}", counted(length, "character"), *rule.min_length)
               : fmt::format("it has {}, not {} to {}", counted(length, "character"),
                             rule.min_length.value_or(0), *rule.max_length);
  if (!rule.forbidden_characters.empty() &&
      value.find_first_of(rule.forbidden_characters) != std::string_view::npos)
    return fmt::format("it contains one of the characters that are not allowed: {}",
                       fmt::join(rule.forbidden_characters, " "));
  return std::nullopt;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The form is the guide's; which hours and minutes there are is not printed.
std::optional<ValueFault> check_time(const Parameter& parameter, std::string_view value) {
  const bool has_form = value.size() == 5 && is_digit(value[0]) && is_digit(value[1]) && value[2] == ':' &&
                        is_digit(value[3]) && is_digit(value[4]);
  if (!has_form)
    return ValueFault{fmt::format("{} is not of the form HH:MM", quoted(parameter, value)), true};
  if (value.substr(0, 2) > "23" || value.substr(3) > "59")
    return ValueFault{fmt::format("{} is no time of day", quoted(parameter, value)), false};
  return std::nullopt;
}

constexpr std::array<std::string_view, 2> k_flag{"Y", "N"};
constexpr std::array<std::string_view, 2> k_flag_word{"Yes", "No"};

std::optional<std::string> check_type(const Parameter& parameter, std::string_view value) {
  switch (parameter.rule.type) {
    case ValueType::flag:
      return check_words(parameter, value, k_flag);
    case ValueType::flag_word:
      return check_words(parameter, value, k_flag_word);
    case ValueType::integer:
      return check_integer(parameter, value);
    case ValueType::integer_list:
      return check_list(parameter, value);
    default:
      return std::nullopt;
  }
}

bool is_hex(char c) {
  return std::isxdigit(static_cast<unsigned char>(c)) != 0;
}

// The length of a MAC that begins at `at`: twelve digits, plain or in pairs or fours with one separator; 0
// for none.
std::size_t mac_length(std::string_view value, std::size_t at) {
  std::size_t digits = 0;
  char separator = 0;
  auto i = at;
  for (; i < value.size() && digits < 12; ++i) {
    if (is_hex(value[i])) {
      ++digits;
      continue;
    }
    const bool is_separator = value[i] == ':' || value[i] == '-' || value[i] == '.';
    const bool between_pairs = digits > 0 && digits % 2 == 0;
    if (!is_separator || !between_pairs || (separator != 0 && separator != value[i])) return 0;
    separator = value[i];
  }
  if (digits < 12 || (i < value.size() && is_hex(value[i]))) return 0;
  return i - at;
}

// Twelve digits may as well be a telephone number or a customer's: they are a MAC only when they begin as one
// of Panasonic's does (IEEE's registry of OUIs).
bool is_a_number(std::string_view mac) {
  static constexpr std::array<std::string_view, 1> k_decimal_ouis{"080023"};
  return is_digits(mac) && std::none_of(k_decimal_ouis.begin(), k_decimal_ouis.end(),
                                        [&](std::string_view oui) { return mac.starts_with(oui); });
}

}  // namespace

std::optional<ValueFault> check_value(const Parameter& parameter, std::string_view value) {
  if (value.empty()) return std::nullopt;
  if (parameter.rule.type == ValueType::time_of_day) return check_time(parameter, value);
  auto what = check_type(parameter, value);
  if (!what && !parameter.rule.allowed.empty()) what = check_words(parameter, value, parameter.rule.allowed);
  if (!what) what = check_text(parameter, value);
  if (!what) return std::nullopt;
  // How a flag is spelled was seen in the published file; the guide says on and off.
  const bool is_flag = parameter.rule.type == ValueType::flag || parameter.rule.type == ValueType::flag_word;
  return ValueFault{*what, parameter.rule_confidence == Confidence::guide && !is_flag};
}

std::vector<Finding> check_url(std::string_view value, const Identity& identity) {
  std::vector<Finding> findings;
  const auto trimmed = trim(value);
  if (trimmed.size() != value.size())
    findings.push_back(make_finding("url.whitespace", "there are blanks or line breaks around the URL"));
  if (!findings.empty()) findings.back().severity = Severity::warning;
  for (const auto& note : read_url(trimmed, identity).notes) {
    auto finding = make_finding(note.id, note.message);
    if (finding.severity == Severity::error) {
      auto unusable = make_finding("config.url", fmt::format("{} ({})", note.message, note.id.text()));
      unusable.hint = finding.hint;
      finding = std::move(unusable);
    }
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::optional<std::string_view> find_mac(std::string_view value) {
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (!is_hex(value[at]) || (at > 0 && is_hex(value[at - 1]))) continue;
    const auto mac = value.substr(at, mac_length(value, at));
    if (!mac.empty() && !is_a_number(mac)) return mac;
  }
  return std::nullopt;
}

}  // namespace provtool
