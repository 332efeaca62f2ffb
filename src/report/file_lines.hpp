// What was found in a file, as a compiler says it, so that editors and CI jump to the place.
#pragma once

#include <optional>
#include <string>

#include "config/file.hpp"
#include "report/disclosure.hpp"
#include "report/text.hpp"

namespace provtool {

struct LineStyle {
  TextStyle text{};
  Secrets secrets = Secrets::mask;
  std::optional<Severity> least = Severity::info;  // what is less is left out; all is without
};

// "FILE:LINE:COLUMN: SEVERITY: MESSAGE [ID]" and a line end; without a place in it "FILE: …", and without a
// file "provtool: …". Expects a finding that was disclosed.
std::string to_line(const Finding& finding, bool color = false);

// Such a line for each finding; below it the line of the file and a caret, when the line holds no secret. On
// a terminal that is cut to what fits.
std::string to_lines(const ConfigFile& file, const LineStyle& style);

}  // namespace provtool
