// What a saved report says of a topic that is explained.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "explain/context.hpp"
#include "report/report.hpp"

namespace provtool {

// `topic`: an id, a source or a parameter. The report was disclosed.
Context context_of(const Report& report, std::string_view topic);

// The ids of its findings, each once, as they stand there.
std::vector<std::string> topics_in(const Report& report);

}  // namespace provtool
