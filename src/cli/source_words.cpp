#include "cli/source_words.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/text.hpp"

namespace provtool {

namespace {

constexpr std::string_view k_dhcp_word = "dhcp";
// More of a word is no name of a source.
constexpr std::size_t k_longest_name = 80;

// What sources are called elsewhere, in lower case, letters and digits only.
constexpr auto k_source_synonyms = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"byhand", "manual"},
    {"hand", "manual"},
    {"manualurl", "manual"},
    {"manually", "manual"},
    {"multicast", "pnp"},
    {"plugandplay", "pnp"},
    {"plugnplay", "pnp"},
    {"pnpsip", "pnp"},
    {"sip", "pnp"},
    {"sippnp", "pnp"},
    {"subscribe", "pnp"},
    {"upnp", "pnp"},
    {"dhcp4", "dhcp"},
    {"dhcpoptions", "dhcp"},
    {"dhcpv4", "dhcp"},
    {"tftpserver", "dhcp66"},
    {"tftpservername", "dhcp66"},
    {"dhcpv6", "dhcp6"},
    {"dhcpv6option17", "dhcp6"},
    {"ipv6", "dhcp6"},
    {"option17", "dhcp6"},
    {"redirection", "redirect"},
    {"redirectionserver", "redirect"},
    {"redirectionservice", "redirect"},
    {"redirector", "redirect"},
    {"redirectserver", "redirect"},
    {"rps", "redirect"},
});

// What stands in front of an option's number.
constexpr auto k_before_a_number =
    std::to_array<std::string_view>({"", "dhcp", "dhcp4", "dhcpv4", "dhcpopt", "dhcpoption", "dhcp4option",
                                     "dhcpv4option", "o", "opt", "option"});

std::string letters_and_digits(std::string_view word) {
  std::string kept;
  for (const char c : to_lower(word.substr(0, k_longest_name)))
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) kept += c;
  return kept;
}

// "option66", without what stands between its parts.
std::string_view source_of_a_number(std::string_view plain) {
  for (const auto& kind : all_sources()) {
    if (!kind.dhcp_option) continue;
    const auto number = std::to_string(*kind.dhcp_option);
    if (!plain.ends_with(number)) continue;
    const auto before = plain.substr(0, plain.size() - number.size());
    if (std::find(k_before_a_number.begin(), k_before_a_number.end(), before) != k_before_a_number.end())
      return kind.name;
  }
  return "";
}

}  // namespace

std::vector<std::string_view> source_names() {
  std::vector<std::string_view> names;
  for (const auto& kind : all_sources()) names.push_back(kind.name);
  return names;
}

std::vector<std::string_view> source_words() {
  std::vector<std::string_view> words;
  bool named = false;
  for (const auto& kind : all_sources()) {
    if (kind.dhcp_option && !named) words.push_back(k_dhcp_word);
    named = named || kind.dhcp_option;
    words.push_back(kind.name);
  }
  return words;
}

std::vector<SourceId> sources_named(std::string_view word) {
  if (word == k_dhcp_word) return dhcp4_sources();
  const SourceKind* kind = find_source(word);
  return kind == nullptr ? std::vector<SourceId>{} : std::vector<SourceId>{kind->id};
}

std::string_view meant_source(std::string_view word) {
  const auto plain = letters_and_digits(word);
  for (const auto& [other, ours] : k_source_synonyms)
    if (other == plain) return ours;
  for (const auto known : source_words())
    if (known == plain) return known;
  return source_of_a_number(plain);
}

std::string_view meant_source(std::span<const std::string> words) {
  const auto& first = words.front();
  if (words.size() > 1 && is_digits(words[1]))
    if (const auto joined = source_of_a_number(letters_and_digits(first + words[1])); !joined.empty())
      return joined;
  return meant_source(first);
}

}  // namespace provtool
