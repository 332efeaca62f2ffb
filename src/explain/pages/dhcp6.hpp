// Pages about DHCPv6 and routers; findings/dhcp6.hpp has their first lines.
#pragma once

#include <array>

#include "explain/finding_page.hpp"

namespace provtool {

inline constexpr Reaction k_follows_one6{"Which of several DHCPv6 servers it follows is not printed.",
                                         Confidence::assumption};

inline constexpr std::array k_dhcp6_pages{
    FindingPage{
        "dhcp6.other-enterprise",
        {"It reads sub-option 1 of option 17; under which enterprise number is not printed.",
         Confidence::assumption},
        {"The number was taken from another maker's example.", "The option is meant for other devices."},
        "",
        {Setting::url_option6}},
    FindingPage{
        "dhcp6.malformed",
        {"It may read what comes before the fault, or drop the whole message.", Confidence::assumption},
        {"The option was entered without the header of its sub-option: code and length, two bytes each.",
         "A length was written by hand and is wrong."},
        "",
        {Setting::url_option6}},
    FindingPage{"dhcp6.multiple-servers",
                k_follows_one6,
                {"Two servers are meant to share the work.",
                 "A router serves DHCPv6 beside the network's own server."},
                "The report names address and MAC of each server: look for the MAC in the address table of "
                "the switch.",
                {Setting::url_option6}},
    FindingPage{"dhcp6.unexpected-server",
                k_follows_one6,
                {"A router serves DHCPv6 beside the network's own server.",
                 "The network's server has moved to another address."},
                "When the server is one of yours, name it by another --expect-server."},
    FindingPage{"dhcp6.ra-says-no",
                {"It may ask DHCPv6 only when a router says so.", Confidence::assumption},
                {"The router advertises its prefix, and its flags were left as they are.",
                 "No router advertises on this link.", "The switch drops router advertisements (RA guard)."},
                "",
                {Setting::router_flags}},
    FindingPage{
        "dhcp6.solicit-needed",
        {"Whether it asks by an Information-request or by a Solicit follows the router's flags.",
         Confidence::assumption},
        {"The option is kept in a pool of addresses, so that only those who ask for an address get it.",
         "The server has no stateless part for this link."},
        ""},
    FindingPage{"dhcp6.advertise-only",
                {"It reads the option from the Reply.", Confidence::guide},
                {"Nothing else was asked for: an Advertise costs no address."},
                ""},
    FindingPage{"dhcp6.many-routers",
                {"It follows the routers that it hears.", Confidence::assumption},
                {"Computers that share their connection advertise themselves as routers.",
                 "Somebody floods the link."},
                "RA guard on the switch keeps advertisements of others off the link."},
    FindingPage{"dhcp6.first-only", k_follows_one6, {"The option --first was given."}, ""},
    FindingPage{"dhcp6.ignored",
                {"It passes over them.", Confidence::assumption},
                {"Other devices on the link ask at the same time.",
                 "A server answers with another transaction number or identifier than it was asked with."},
                "With --trace each of them is printed, and why it was ignored."},
};

}  // namespace provtool
