// What a report would show of a finding.
#pragma once

#include "base/text.hpp"
#include "findings/catalogue.hpp"
#include "fuzz/require.hpp"
#include "report/disclosure.hpp"

namespace provtool {

inline void require_shown_clean(const Finding& finding) {
  const auto shown = disclosed(finding.message, Secrets::mask);
  require(is_utf8(shown) && !clean(shown).escaped);
}

}  // namespace provtool
