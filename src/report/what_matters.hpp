// Of the values that a phone ends up with those that a person looks for first.
#pragma once

#include "report/page.hpp"

namespace provtool {

// Each enabled line; clock, firmware and when the phone loads its files again. Empty without values.
// `contender`: of its files.
FieldsBlock what_matters(const std::vector<EffectiveSection>& values, const std::string& contender);

}  // namespace provtool
