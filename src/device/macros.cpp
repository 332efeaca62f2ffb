#include "device/macros.hpp"

#include <algorithm>
#include <array>

namespace provtool {

namespace {

std::optional<std::string> if_phones(const Identity& identity, std::string value) {
  if (!identity.mac_is_phones()) return std::nullopt;
  return value;
}

constexpr std::array k_macros{
    Macro{"{MODEL}", "the model number, as given by --model", Confidence::guide,
          [](const Identity& identity) { return std::optional(identity.model); }},
    Macro{"{MAC}", "the MAC address, 12 upper-case hex digits", Confidence::sibling,
          [](const Identity& identity) { return if_phones(identity, identity.mac.upper_plain()); }},
    Macro{"{mac}", "the MAC address, 12 lower-case hex digits", Confidence::sample,
          [](const Identity& identity) { return if_phones(identity, identity.mac.lower_plain()); }},
    Macro{"{fwver}", "the firmware version, as given by --firmware", Confidence::sample,
          [](const Identity& identity) { return identity.firmware; }},
};

}  // namespace

std::span<const Macro> all_macros() {
  return k_macros;
}

Expansion expand_macros(std::string_view text, const Identity& identity) {
  Expansion result;
  while (true) {
    const auto open = text.find('{');
    result.text += text.substr(0, open);
    if (open == std::string_view::npos) return result;
    text.remove_prefix(open);
    // A brace that another one follows first is unclosed; what follows may be a macro.
    const auto next = text.find_first_of("{}", 1);
    const bool closed = next != std::string_view::npos && text[next] == '}';
    const auto word = text.substr(0, closed ? next + 1 : next);
    const auto macro =
        std::find_if(k_macros.begin(), k_macros.end(), [word](const auto& row) { return row.text == word; });
    const auto value = macro == k_macros.end() ? std::nullopt : macro->value(identity);
    if (macro == k_macros.end()) result.unknown.emplace_back(word);
    if (macro != k_macros.end() && !value) result.unexpanded.push_back(macro->text);
    result.text += value ? std::string_view(*value) : word;
    text.remove_prefix(word.size());
  }
}

}  // namespace provtool
