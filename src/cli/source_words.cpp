#include "cli/source_words.hpp"

namespace provtool {

namespace {

constexpr std::string_view k_dhcp_word = "dhcp";

}  // namespace

std::vector<std::string_view> source_words() {
  std::vector<std::string_view> words;
  for (const auto& kind : all_sources()) words.push_back(kind.name);
  words.insert(words.begin() + 2, k_dhcp_word);
  return words;
}

std::vector<SourceId> sources_named(std::string_view word) {
  if (word == k_dhcp_word) return dhcp4_sources();
  const SourceKind* kind = find_source(word);
  return kind == nullptr ? std::vector<SourceId>{} : std::vector<SourceId>{kind->id};
}

}  // namespace provtool
