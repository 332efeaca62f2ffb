// What is wrong and what to do about it: causes before what follows from them.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "report/page.hpp"

namespace provtool {

// How much stands on a screen, unless all is wanted; what is left out is counted.
struct Room {
  std::size_t of_a_kind = 3;  // findings
  std::size_t kinds = 8;      // of findings
  std::size_t contenders = 8;
};

struct CauseDepth {
  std::optional<Severity> least = Severity::warning;  // what is less is left out; all is without
  bool advice = true;
  bool all = false;  // also what there is no room for
  Room room{};
};

// Errors first, findings of one kind together. A hint that they share stands once, behind them; what the
// answer's sentence has told is not told again where advice stands in its place.
std::vector<AnswerRow> causes_of(const Report& report, const CauseDepth& depth);

// A note that somebody asked for, or that tells the way out of an error: it stands with the causes.
bool is_advice(const Finding& finding);

// Where it was found, in front of its message: "standard file, line 14: …".
std::string said_with_place(const Report& report, const Finding& finding);

}  // namespace provtool
