// What can be wrong with the phone that is asked for.
#pragma once

#include <array>

#include "findings/kind.hpp"

namespace provtool {

inline constexpr std::array k_device_findings{
    FindingKind{"device.mac-not-phone", Severity::warning,
                "This computer's own MAC was used; servers may answer the phone's MAC differently.",
                "Give the MAC from the phone's label: --mac 0080F0123456."},
};

}  // namespace provtool
