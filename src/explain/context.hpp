// What a run says of the thing that is explained.
#pragma once

#include <string>
#include <vector>

#include "device/sources.hpp"
#include "explain/values.hpp"

namespace provtool {

struct Context {
  bool is_given = false;
  std::string command{};            // of that run: "check"
  std::vector<std::string> seen{};  // sentences, fit to be shown
  Values values{};
};

// With the option of this source, where it is one of DHCPv4 and the run says another or none.
Context with_option(SourceId source, Context context);

}  // namespace provtool
