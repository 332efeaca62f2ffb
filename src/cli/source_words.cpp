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
  auto words = source_names();
  words.insert(words.begin() + 2, k_dhcp_word);
  return words;
}

std::vector<SourceId> sources_named(std::string_view word) {
  if (word == k_dhcp_word) return {SourceId::dhcp160, SourceId::dhcp159, SourceId::dhcp66};
  const SourceKind* kind = find_source(word);
  return kind == nullptr ? std::vector<SourceId>{} : std::vector<SourceId>{kind->id};
}

}  // namespace provtool
