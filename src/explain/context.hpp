// What a run says of the thing that is explained.
#pragma once

#include <string>
#include <vector>

#include "explain/values.hpp"

namespace provtool {

struct Context {
  bool is_given = false;
  std::string command{};            // of that run: "check"
  std::vector<std::string> seen{};  // sentences, fit to be shown
  Values values{};
};

}  // namespace provtool
