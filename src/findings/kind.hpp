// A row of the tables of findings: one kind of thing that can be wrong.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/words.hpp"

namespace provtool {

enum class Severity : std::uint8_t { info, warning, error };
constexpr auto words(Severity) {
  return std::to_array<Word<Severity>>(
      {{Severity::info, "info"}, {Severity::warning, "warning"}, {Severity::error, "error"}});
}

struct FindingKind {
  std::string_view id;
  Severity severity = Severity::info;  // unless the place where it occurs makes it harmless
  std::string_view meaning;
  std::string_view hint;
  bool prevents = false;  // as an error: the command could not do its work (exit code 3)
};

inline constexpr bool k_prevents = true;

}  // namespace provtool
