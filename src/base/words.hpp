// The fixed words of enums, for people and for JSON: one table per enum, from which both directions come.
//
// The table is beside its enum, in the enum's namespace:
//
//   constexpr auto words(Standing) {
//     return std::to_array<Word<Standing>>({{Standing::won, "won"}, …});
//   }
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace provtool {

template <typename Enum>
struct Word {
  Enum value;
  std::string_view text;
};

template <typename Enum>
concept HasWords = requires(Enum value) {
  words(value);
};

// Nothing for a value without a word: a number from the network that was cast to an enum.
template <HasWords Enum>
constexpr std::optional<std::string_view> find_word(Enum value) {
  for (const auto& word : words(value))
    if (word.value == value) return word.text;
  return std::nullopt;
}

template <HasWords Enum>
constexpr std::string_view to_text(Enum value) {
  return find_word(value).value_or("");
}

template <HasWords Enum>
constexpr std::optional<Enum> from_text(std::string_view text) {
  for (const auto& word : words(Enum{}))
    if (word.text == text) return word.value;
  return std::nullopt;
}

}  // namespace provtool
