// The first word and sentence of a page, and below it what is wrong and what to do.
#pragma once

#include <optional>

#include "report/causes.hpp"
#include "report/page.hpp"

namespace provtool {

// `least`: with Depth::outcome, the findings that are told.
AnswerBlock to_answer(const Report& report, Depth depth, std::optional<Severity> least,
                      const Room& room = {});

}  // namespace provtool
