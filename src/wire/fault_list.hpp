// The faults of a message: listed, but not without end.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace provtool {

// A message of junk can break in thousands of places; a person reads the first few.
inline constexpr std::size_t k_most_faults = 20;

// Adds a fault; the last one that fits says that there are more.
template <typename Fault>
void add_fault(std::vector<Fault>& faults, std::size_t offset, std::string what) {
  if (faults.size() >= k_most_faults) return;
  if (faults.size() + 1 == k_most_faults) what = "more faults from here on";
  faults.push_back({offset, std::move(what)});
}

}  // namespace provtool
