// What can be wrong, in one table: stable ids, severities, what they mean and what to do.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
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
  Severity severity;  // unless the place where it occurs makes it harmless
  std::string_view meaning;
  std::string_view hint;
};

std::span<const FindingKind> finding_catalogue();
const FindingKind* find_finding_kind(std::string_view id);

struct Finding {
  std::string id;
  Severity severity = Severity::info;
  std::string message;  // as it is: report/disclosure makes it fit to be shown
  std::string hint;
  std::optional<std::string> source;  // "dhcp160"
  // What is shown instead where secrets are not, when the message quotes a part of one: a part cannot be
  // recognized by its shape.
  std::optional<std::string> masked;
};

// `message` may hold text from the network, as it came. An id that is not in the catalogue is a programming
// error.
Finding make_finding(std::string_view id, std::string_view message);
Finding make_finding(std::string_view id, std::string_view message, std::string_view source);

}  // namespace provtool
