#include "base/foreign.hpp"

#include <fmt/format.h>

#include "base/secrets.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

// Noncharacters, which Unicode keeps for use within a program (23.7): `shown`, `masked` stand between them.
constexpr std::string_view k_open = "\uFDD0";
constexpr std::string_view k_middle = "\uFDD1";
constexpr std::string_view k_close = "\uFDD2";

// What is said of the rest must not make a text too long.
constexpr std::size_t k_tolerance = 64;

std::string without_marks(std::string_view text) {
  std::string result(text);
  for (const auto mark : {k_open, k_middle, k_close})
    for (auto at = result.find(mark); at != std::string::npos; at = result.find(mark, at))
      result.replace(at, mark.size(), "\uFFFD");
  return result;
}

std::string with_commas(std::size_t number) {
  auto digits = std::to_string(number);
  for (auto at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

}  // namespace

bool is_too_long(std::string_view value) {
  return value.size() > k_most_looked_at + k_tolerance;
}

std::string_view looked_at(std::string_view value) {
  return is_too_long(value) ? first_bytes(value, k_most_looked_at) : value;
}

std::string said_of_the_rest(std::string_view value) {
  if (!is_too_long(value)) return "";
  return fmt::format("… ({} bytes, the first {} are looked at)", with_commas(value.size()),
                     with_commas(k_most_looked_at));
}

std::string masked(std::string_view value) {
  if (!is_too_long(value)) return mask_value(value).text;
  // It may have been cut within a password, whose `@` is then missing.
  auto text = mask_value(std::string(looked_at(value)) + "@").text;
  if (text.ends_with('@')) text.pop_back();
  return text + said_of_the_rest(value);
}

std::string foreign(std::string_view value) {
  return foreign(std::string(looked_at(value)) + said_of_the_rest(value), masked(value));
}

std::string foreign(std::string_view shown, std::string_view masked) {
  if (shown == masked) return without_marks(shown);
  return fmt::format("{}{}{}{}{}", k_open, without_marks(shown), k_middle, without_marks(masked), k_close);
}

bool hides_between(const std::vector<std::string>& parts) {
  if (parts.size() < 2) return false;
  std::string joined;
  std::string apart;
  for (const auto& part : parts) {
    joined += part;
    apart += mask_value(looked_at(part)).text;
  }
  const auto together = mask_value(looked_at(joined));
  return together.masked && together.text != apart;
}

std::string with_secrets(std::string_view sentence, Secrets secrets) {
  std::string result;
  while (true) {
    const auto open = sentence.find(k_open);
    result += sentence.substr(0, open);
    if (open == std::string_view::npos) return result;
    sentence.remove_prefix(open + k_open.size());
    const auto middle = sentence.find(k_middle);
    const auto close = middle == std::string_view::npos ? middle : sentence.find(k_close, middle);
    // Half a pair was cut: what is left of it may be a secret.
    if (close == std::string_view::npos) return result + std::string(k_mask);
    const auto start = middle + k_middle.size();
    result += secrets == Secrets::show ? sentence.substr(0, middle) : sentence.substr(start, close - start);
    sentence.remove_prefix(close + k_close.size());
  }
}

}  // namespace provtool
