// What can be wrong with the decision as a whole.
#pragma once

#include <array>

#include "findings/kind.hpp"

namespace provtool {

inline constexpr std::array k_decision_findings{
    FindingKind{"decision.no-source", Severity::error, "No source gives this phone a provisioning URL.",
                "Set option 160, 159 or 66 on the DHCP server, or a PnP responder, or the URL on the phone."},
    FindingKind{
        "decision.winner-unusable", Severity::error,
        "The winning source holds a value that is no usable URL. The phone takes it all the same and fails.",
        "Correct the value at its source; the phone does not try the next one."},
    FindingKind{"decision.shadowed", Severity::info,
                "A source of lower priority holds another URL, which is never tried.",
                "Remove it or make it agree, so that nobody relies on it."},
    FindingKind{"decision.expectation", Severity::error,
                "The outcome differs from what --expect-source or --expect-url demands.",
                "Compare the expected source and URL with the decision."},
};

}  // namespace provtool
