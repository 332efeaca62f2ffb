// Values that contradict each other.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace provtool {

// Where it is said, and what.
struct Contradiction {
  std::string_view parameter;
  std::string message;
};

// Whether a parameter is one of those that are compared.
bool is_crossed(std::string_view parameter);

// `value_of` tells a value by the parameter's name; nothing when it is empty or not there.
std::vector<Contradiction> find_contradictions(
    const std::function<std::optional<std::string_view>(std::string_view)>& value_of);

}  // namespace provtool
