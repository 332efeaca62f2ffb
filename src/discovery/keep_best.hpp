// Bounds that keep the best: a flood of what says little does not push out what says more.
#pragma once

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace provtool {

// Adds `entry` in order of arrival. When `most` are kept already, the latest of the worst makes room for a
// better one; the first that `is_followed` stays whatever comes, because it is the one that counts. Null when
// `entry` is not kept.
template <class Entry, class Rank, class IsFollowed>
Entry* keep_best(std::vector<Entry>& kept, Entry entry, std::size_t most, Rank rank, IsFollowed is_followed) {
  if (kept.size() >= most) {
    const auto followed = std::find_if(kept.begin(), kept.end(), is_followed);
    auto worst = kept.end();
    for (auto candidate = kept.begin(); candidate != kept.end(); ++candidate)
      if (candidate != followed && (worst == kept.end() || !(rank(*worst) < rank(*candidate))))
        worst = candidate;
    const bool is_first_to_follow = followed == kept.end() && is_followed(entry);
    if (worst == kept.end() || !(is_first_to_follow || rank(*worst) < rank(entry))) return nullptr;
    kept.erase(worst);
  }
  kept.push_back(std::move(entry));
  return &kept.back();
}

// How many different ones were seen, whether they are kept or not. Exact up to a bound.
class Tally {
 public:
  void see(const std::string& name) {
    if (m_names.size() < k_most) m_names.insert(name);
  }
  [[nodiscard]] std::size_t count() const { return m_names.size(); }
  // "100", "at least 4096".
  [[nodiscard]] std::string text() const {
    return (m_names.size() < k_most ? "" : "at least ") + std::to_string(m_names.size());
  }

 private:
  static constexpr std::size_t k_most = 4096;
  std::set<std::string> m_names;
};

}  // namespace provtool
