// The page of a boot: the answer first, then what is wrong and what to do, then the tables, then the record.
#pragma once

#include <optional>

#include "report/page.hpp"

namespace provtool {

// fetch and check, unless nothing was sent.
bool has_frame(const Report& report);

// `least`: with Depth::outcome, the findings that are told.
Page to_frame(const Report& report, Depth depth, std::optional<Severity> least);

}  // namespace provtool
