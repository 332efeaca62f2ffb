// The page about a finding, a parameter or a source.
#pragma once

#include <string_view>

#include "config/parameter.hpp"
#include "device/phone.hpp"
#include "explain/context.hpp"
#include "explain/explanation.hpp"
#include "explain/finding_page.hpp"

namespace provtool {

Explanation explain_finding(const FindingPage& page, const Context& context);
Explanation explain_parameter(const Parameter& parameter, const Context& context);
Explanation explain_source(SourceId source, const Context& context);

// "guide: printed in the Administrator Guide"
std::string_view meaning_of(Confidence confidence);
std::string in_words(Confidence confidence);

}  // namespace provtool
