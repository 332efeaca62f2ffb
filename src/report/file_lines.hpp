// What was found in a file, as a compiler says it, so that editors and CI jump to the place.
#pragma once

#include <string>

#include "config/file.hpp"
#include "report/disclosure.hpp"

namespace provtool {

// "FILE:LINE:COLUMN: SEVERITY: MESSAGE [ID]" for each finding of `least` severity or above; below it the line
// of the file and a caret, when the line holds no secret. One more line says how many findings were left out.
std::string to_lines(const ConfigFile& file, Severity least, Secrets secrets);

}  // namespace provtool
