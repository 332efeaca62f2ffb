// What is otherwise than it was: two reports of the same check, one after the other.
#pragma once

#include <string>
#include <vector>

#include "report/report.hpp"

namespace provtool {

// A sentence for each change, without its full stop; empty when nothing changed. Times never count. Expects
// reports as they are: a password that changed has changed. disclosed() makes the sentences fit to be shown.
std::vector<std::string> changes(const Report& before, const Report& after);

}  // namespace provtool
