#include "config/effective.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace provtool {

namespace {

// From the one that counts most.
constexpr std::array k_order{FileRole::standard, FileRole::product, FileRole::master, FileRole::initial,
                             FileRole::none};

std::size_t place_of(FileRole role) {
  return static_cast<std::size_t>(std::find(k_order.begin(), k_order.end(), role) - k_order.begin());
}

}  // namespace

std::vector<const ConfigFile*> by_rank(std::span<const ConfigFile> files) {
  std::vector<const ConfigFile*> sorted;
  for (const auto& file : files) sorted.push_back(&file);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto* a, const auto* b) { return place_of(a->role) < place_of(b->role); });
  return sorted;
}

std::vector<EffectiveValue> merge(std::span<const ConfigFile> files) {
  std::vector<EffectiveValue> merged;
  std::unordered_map<std::string, std::size_t> places;
  for (const auto* file : by_rank(files)) {
    for (const auto& value : file->values) {
      if (!value.path.starts_with("Device/")) continue;
      const auto [place, is_new] = places.try_emplace(value.path, merged.size());
      EffectiveValue effective{value.parameter, value.path, value.value, value.secret, file->role,
                               file->name,      value.line, value.perm,  value.access, {}};
      if (is_new) {
        merged.push_back(std::move(effective));
        continue;
      }
      auto& winner = merged[place->second];
      if (winner.file == file->name && winner.from == file->role)
        winner = std::move(effective);  // a later one of the same file
      else if (winner.shadows.empty() || winner.shadows.back() != file->role)
        winner.shadows.push_back(file->role);
    }
  }
  return merged;
}

}  // namespace provtool
