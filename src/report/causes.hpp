// What is wrong and what to do about it: causes before what follows from them.
#pragma once

#include <optional>
#include <vector>

#include "report/page.hpp"

namespace provtool {

struct CauseDepth {
  std::optional<Severity> least = Severity::warning;  // what is less is left out; all is without
  bool advice = true;
  bool all = false;  // also of one kind more than a few
};

// Errors first, findings of one kind together. A hint that they share stands once, behind them.
std::vector<AnswerRow> causes_of(const Report& report, const CauseDepth& depth);

// Where it was found, in front of its message: "standard file, line 14: …".
std::string said_with_place(const Report& report, const Finding& finding);

}  // namespace provtool
