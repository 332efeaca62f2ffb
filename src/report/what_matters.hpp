// Of the values that a phone ends up with those that a person looks for first.
#pragma once

#include "report/page.hpp"

namespace provtool {

// Each enabled line; clock, firmware and when the phone loads its files again. Empty without values.
// `contender`: of its files. `is_whole`: no file is missing of which nothing is known.
FieldsBlock what_matters(const std::vector<EffectiveSection>& values, const std::string& contender,
                         bool is_whole = true);

}  // namespace provtool
