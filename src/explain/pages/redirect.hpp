// Pages about the redirection server; findings/redirect.hpp has their first lines.
#pragma once

#include <array>

#include "explain/finding_page.hpp"

namespace provtool {

namespace again {
inline constexpr std::string_view k_redirect = "provtool discover redirect -i @INTERFACE@ --mac @MAC@";
}

inline constexpr std::array k_redirect_pages{
    FindingPage{
        "redirect.failed",
        {"It has no URL then, and starts with the configuration that it has saved.", Confidence::guide},
        {"The network lets phones not out to the Internet.", "The DNS server does not know the name.",
         "The service is no longer there: its maker does not publish how long it runs."},
        "",
        {Setting::url_option},
        again::k_redirect},
    FindingPage{
        "redirect.not-registered",
        {"It has no URL then, and starts with the configuration that it has saved.", Confidence::guide},
        {"The MAC address was never registered, or mistyped.",
         "It is registered for another customer, who has to give it up first."},
        "",
        {Setting::url_option},
        again::k_redirect},
    FindingPage{"redirect.url-assumed",
                {"What it asks for is not published.", Confidence::assumption},
                {"No --redirect-url was given."},
                "A capture of a phone's own start shows what it asks for.",
                {},
                again::k_redirect},
};

}  // namespace provtool
