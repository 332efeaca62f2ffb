// What can be odd about the redirection server.
#pragma once

#include <array>

#include "findings/kind.hpp"

namespace provtool {

inline constexpr std::array k_redirect_findings{
    FindingKind{"redirect.failed", Severity::warning,
                "The redirection server could not be asked, or its answer cannot be used.",
                "Check its name, the route to it, and its URL (--redirect-url)."},
    FindingKind{"redirect.not-registered", Severity::warning,
                "The redirection server answered without a URL for this phone.",
                "Register the phone's MAC address and URL with the redirection service."},
    FindingKind{
        "redirect.url-assumed", Severity::info,
        "The URL that the phone requests from the redirection server is not published; one was assumed.",
        "Give another one with --redirect-url."},
};

}  // namespace provtool
