#include "device/macros.hpp"

#include <algorithm>

namespace provtool {

Expansion expand_macros(std::string_view text, const Identity& identity) {
  const auto macros = identity.phone->url.macros;
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
        std::find_if(macros.begin(), macros.end(), [word](const auto& row) { return row.text == word; });
    const auto value = macro == macros.end() ? std::nullopt : macro->value(identity);
    if (macro == macros.end()) result.unknown.emplace_back(word);
    if (macro != macros.end() && !value) result.unexpanded.push_back(macro->text);
    result.text += value ? std::string_view(*value) : word;
    text.remove_prefix(word.size());
  }
}

Expansion expand_as_asked(std::string_view text, Identity identity) {
  identity.mac_from = MacFrom::option;
  if (!identity.firmware) identity.firmware = identity.phone->firmware.value;
  return expand_macros(text, identity);
}

}  // namespace provtool
