#include "device/meant_url.hpp"

#include <fmt/format.h>

#include <array>

#include "base/text.hpp"
#include "device/typed_value.hpp"
#include "device/url_reading.hpp"

namespace provtool {

namespace {

using namespace std::string_view_literals;

constexpr std::array k_around{" "sv,      "\t"sv,     "\r"sv,     "\n"sv,     "\0"sv,     "\""sv,
                              "'"sv,      "`"sv,      "<"sv,      ">"sv,      "\u201c"sv, "\u201d"sv,
                              "\u201e"sv, "\u2018"sv, "\u2019"sv, "\u00ab"sv, "\u00bb"sv};

bool strip_one(std::string_view& text) {
  for (const auto around : k_around) {
    const auto size = text.size();
    if (text.starts_with(around)) text.remove_prefix(around.size());
    if (text.ends_with(around)) text.remove_suffix(around.size());
    if (text.size() != size) return true;
  }
  return false;
}

// The guide prints its example with one slash.
std::string with_two_slashes(std::string_view text) {
  const auto colon = text.find(":/");
  if (colon == std::string_view::npos || text.substr(colon, 3) == "://") return std::string(text);
  return fmt::format("{}:/{}", text.substr(0, colon), text.substr(colon + 1));
}

bool is_usable(std::string_view value, const Identity& identity) {
  return !value.empty() && read_url(value, identity).usable;
}

}  // namespace

std::optional<std::string> meant_url(std::string_view value, const Identity& identity) {
  auto text = without_trailing_nuls(value);
  const bool usable = is_usable(text, identity);
  const auto typed = typed_value(value, *identity.phone, {}, usable);
  if (typed && is_usable(typed->meant, identity)) return typed->meant;
  if (usable) return std::string(text);
  while (strip_one(text)) continue;
  auto mended = with_two_slashes(text);
  if (!is_usable(mended, identity)) return std::nullopt;
  return mended;
}

}  // namespace provtool
