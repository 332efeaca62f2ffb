// The page of a discovery or a boot: the answer first, then what is wrong and what to do, then the tables,
// then the record.
#pragma once

#include <optional>

#include "report/causes.hpp"
#include "report/page.hpp"

namespace provtool {

// All but validate, and but what was not sent.
bool has_frame(const Report& report);

// `least`: with Depth::outcome, the findings that are told.
Page to_frame(const Report& report, Depth depth, std::optional<Severity> least, const Room& room = {});

}  // namespace provtool
