// What can be odd about the redirection server.
#pragma once

#include <array>

#include "findings/kind.hpp"

namespace provtool {

inline constexpr std::array k_redirect_findings{
    FindingKind{"redirect.failed", Severity::warning,
                "The redirection server could not be asked, or gave no answer that makes sense.",
                "Look at its name, the way to it, and its URL (--redirect-url)."},
    FindingKind{"redirect.not-registered", Severity::warning,
                "The redirection server answered without a URL for this phone.",
                "Register the phone's MAC address and URL with the redirection service."},
    FindingKind{"redirect.url-assumed", Severity::info,
                "Under which URL the phone asks the redirection server is not published; one was assumed.",
                "Give another one with --redirect-url."},
};

}  // namespace provtool
