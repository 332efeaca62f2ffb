// The macros of the phone's URLs: {MODEL}, {MAC}, {mac}, {fwver}.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "device/identity.hpp"
#include "device/sources.hpp"

namespace provtool {

struct Macro {
  std::string_view text;  // with its braces; case-sensitive
  std::string_view meaning;
  Confidence confidence;
  std::optional<std::string> (*value)(const Identity&);  // nothing when we do not know it
};

std::span<const Macro> all_macros();

struct Expansion {
  std::string text;                          // macros without a known value stay in place
  std::vector<std::string> unknown;          // what stands in braces and is no macro, or an unclosed brace
  std::vector<std::string_view> unexpanded;  // macros whose value is not known
};

Expansion expand_macros(std::string_view text, const Identity& identity);

}  // namespace provtool
