// What can be wrong with the decision as a whole.
#pragma once

#include <array>

#include "findings/kind.hpp"

namespace provtool {

inline constexpr std::array k_decision_findings{
    FindingKind{
        "decision.contested", Severity::error,
        "Several DHCP servers answer and differ. What the phone loads depends on which one it follows.",
        "Switch one off (find it by its MAC address in the switch), or make them agree."},
    FindingKind{
        "decision.no-source", Severity::error, "No source gives this phone a provisioning URL.",
        "Set option 160, 159 or 66 on the DHCP server, set up a PnP responder, or set the URL on the phone."},
    FindingKind{"decision.winner-unusable", Severity::error,
                "The winning source gives a value that is not a usable URL. The phone uses it all the same "
                "and fails.",
                "Correct the value at its source; the phone does not try the next source."},
    FindingKind{
        "decision.shadowed", Severity::info,
        "A source of lower priority gives another URL, which is never tried. It is a warning where PnP "
        "wins over a DHCP option that names another host: any device on the link may answer PnP.",
        "Remove that URL or make it agree, so that nobody relies on it."},
    FindingKind{"decision.address-family", Severity::warning,
                "The URL names an address of a family that the phone has no address of here.",
                "Use an address of the other family, or a host name that has both."},
    FindingKind{"decision.expectation", Severity::error,
                "The outcome differs from what --expect-source or --expect-url requires.",
                "Compare the expected source and URL with the decision."},
};

}  // namespace provtool
