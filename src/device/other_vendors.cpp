#include "device/other_vendors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"

namespace provtool {

namespace {

// How macros are written, the longer beginnings first; an empty end is that of the word.
struct Spelling {
  std::string_view open;
  std::string_view close;
  std::string_view meaning{};
  std::string_view source;
};
constexpr std::array k_spellings{
    Spelling{"%7b", "%7d", "is a macro of this phone, percent-encoded by a web form or a library",
             "sibling guide: a macro that is misspelt is requested as %7BMac%7D"},
    Spelling{"{{", "}}", "is a variable of a template", "Jinja and its relatives"},
    Spelling{"{$", "}", "is a variable of FusionPBX's templates", "FusionPBX, resources/templates/provision"},
    Spelling{"${", "}", "is a variable of a template", "MiRTA PBX, manual, Provisioning"},
    Spelling{"$(", ")", "is a macro of Cisco phones", "Cisco 8800 MPP administration guide, macro expansion"},
    Spelling{"$", "", "is a macro of Fanvil, PLANET and Cisco phones",
             "PLANET VIP-1120PT manual, 2.2.1; Cisco provisioning guide"},
    Spelling{"%", "%", "is a macro of Mediatrix devices",
             "Mediatrix MIB, configFileFetchingSpecificFileName"},
    Spelling{"<", ">", "is a macro of AudioCodes phones", "AudioCodes 400HD administrator's manual, 10.2"},
    Spelling{"[", "]", "is a macro of Poly phones", "Poly master configuration file: [PHONE_MAC_ADDRESS]"},
};

// What is meant, and this phone's own macro for it. `{mac}` is `{MAC}` where the word is in upper case.
struct Word {
  std::string_view text;  // in lower case
  std::string_view own;   // empty: it has none
  std::string_view meaning{};
};
constexpr std::string_view k_cisco = "is a macro of Cisco phones";
constexpr std::array k_words{
    Word{"mac", "{mac}"},
    Word{"ma", "{mac}", k_cisco},
    Word{"mau", "{MAC}", k_cisco},
    Word{"macaddress", "{mac}"},
    Word{"mac_address", "{mac}"},
    Word{"macaddr", "{mac}"},
    Word{"phone_mac_address", "{mac}"},
    Word{"phone_mac", "{mac}"},
    Word{"device_mac", "{mac}"},
    Word{"macd", "{mac}"},
    Word{"pn", "{MODEL}", "is a macro of Cisco and Yealink phones"},
    Word{"psn", "{MODEL}", k_cisco},
    Word{"model", "{MODEL}"},
    Word{"product", "{MODEL}"},
    Word{"phone_model", "{MODEL}"},
    Word{"device_model", "{MODEL}"},
    Word{"swver", "{fwver}", k_cisco},
    Word{"fwver", "{fwver}"},
    Word{"firmware", "{fwver}"},
    Word{"firmware_version", "{fwver}"},
    Word{"sn", ""},
    Word{"serial", ""},
    Word{"serial_number", ""},
    Word{"phone_serial_number", ""},
    Word{"input", "", "is a macro of Fanvil and PLANET phones"},
};

bool is_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

const Word* find_word(std::string_view text) {
  const auto* const found = std::find_if(k_words.begin(), k_words.end(), [text](const Word& word) {
    return equal_ignoring_case(word.text, text);
  });
  return found == k_words.end() ? nullptr : found;
}

std::string_view own_of(const Word& word, std::string_view as_written) {
  const bool upper = to_upper(as_written) == as_written;
  return word.own == "{mac}" && upper && word.text != "ma" ? "{MAC}" : word.own;
}

std::string instead(const Word& word, std::string_view as_written) {
  const auto own = own_of(word, as_written);
  return own.empty() ? "it has no such macro" : fmt::format("its own is {}", own);
}

// "$mac_v2" is `$mac` and more: what ends a word is not written.
std::string_view known_beginning(std::string_view word) {
  if (find_word(word) != nullptr) return word;
  const auto first = word.substr(0, word.find('_'));
  return find_word(first) != nullptr ? first : "";
}

std::optional<ForeignMacro> macro_at(std::string_view text, const Spelling& spelling) {
  if (!equal_ignoring_case(text.substr(0, spelling.open.size()), spelling.open)) return std::nullopt;
  const auto rest = text.substr(spelling.open.size());
  const auto end =
      static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_of_word) - rest.begin());
  const auto name = spelling.close.empty() ? known_beginning(rest.substr(0, end)) : rest.substr(0, end);
  const auto* word = find_word(name);
  if (word == nullptr ||
      !equal_ignoring_case(rest.substr(name.size(), spelling.close.size()), spelling.close))
    return std::nullopt;
  ForeignMacro macro{std::string(text.substr(0, spelling.open.size() + name.size() + spelling.close.size())),
                     word->meaning.empty() || spelling.open != "$" ? spelling.meaning : word->meaning,
                     fmt::format("this phone keeps it as it is: {}", instead(*word, name))};
  // `${mac}` has this phone's own macro in it, which is replaced.
  if (spelling.open.ends_with('{') && own_of(*word, name) == fmt::format("{{{}}}", name))
    macro.instead = fmt::format("this phone replaces the {{{}}} in it and keeps the rest", name);
  return macro;
}

std::optional<ForeignMacro> first_macro(std::string_view text) {
  for (const auto& spelling : k_spellings)
    if (auto macro = macro_at(text, spelling)) return macro;
  return std::nullopt;
}

// AudioCodes: firmware;configuration. A parameter of a path has an equals sign.
std::optional<ForeignMacro> second_file(std::string_view value) {
  const auto path = value.substr(0, value.find_first_of("?#"));
  const auto scheme = path.find("://");
  const auto host = scheme == std::string_view::npos ? 0 : path.find('/', scheme + 3);
  const auto mark = path.find(';', std::min(host, path.size()));
  if (mark == std::string_view::npos) return std::nullopt;
  const auto file = path.substr(mark);
  if (file.find('.') == std::string_view::npos || file.find_first_of("=@") != std::string_view::npos)
    return std::nullopt;
  return ForeignMacro{std::string(file), "names a second file to AudioCodes phones (firmware;configuration)",
                      "this phone keeps it as it is, a part of one name"};
}

}  // namespace

std::vector<ForeignMacro> foreign_macros(std::string_view value) {
  std::vector<ForeignMacro> macros;
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (std::string_view("%{$<[").find(value[at]) == std::string_view::npos) continue;
    auto macro = first_macro(value.substr(at));
    if (!macro) continue;
    at += macro->text.size() - 1;
    const bool known = std::any_of(macros.begin(), macros.end(),
                                   [&](const ForeignMacro& other) { return other.text == macro->text; });
    if (!known) macros.push_back(std::move(*macro));
  }
  if (auto file = second_file(value)) macros.push_back(std::move(*file));
  return macros;
}

std::string own_macro(std::string_view word_in_braces) {
  const auto name = word_in_braces.substr(word_in_braces.starts_with('{') ? 1 : 0);
  const auto* word = find_word(name.substr(0, name.find('}')));
  return word == nullptr ? "" : instead(*word, name.substr(0, name.find('}')));
}

// Cisco's phones look for their TFTP servers there, as Cisco's option 150 has them in IPv4 (field notes:
// raw-address).
std::string_view raw_addresses_meant_for(std::uint32_t enterprise) {
  constexpr std::uint32_t k_cisco_systems = 9;
  return enterprise == k_cisco_systems ? "Cisco phones" : "";
}

}  // namespace provtool
