#include "cli/source_words.hpp"

namespace provtool {

namespace {

constexpr std::string_view k_dhcp_word = "dhcp";

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

}  // namespace provtool
