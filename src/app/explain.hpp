// provtool explain: a page about a finding, a source or a parameter, or the list of all pages.
#pragma once

#include "app/run.hpp"

namespace provtool {

int explain(Run& run);

}  // namespace provtool
