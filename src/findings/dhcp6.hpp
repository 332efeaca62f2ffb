// What can be odd about DHCPv6 and the router advertisements beside it.
#pragma once

#include <array>

#include "findings/kind.hpp"

namespace provtool {

inline constexpr std::array k_dhcp6_findings{
    FindingKind{
        "dhcp6.other-enterprise", Severity::warning,
        "The vendor option has another enterprise number than expected. The guide gives no number; 258 "
        "(Matsushita) is assumed.",
        "Use enterprise 258 on the server, or give the one that works with --enterprise."},
    FindingKind{"dhcp6.malformed", Severity::warning,
                "A DHCPv6 message or a router advertisement is cut short or contradicts itself.",
                "What comes before the fault counts. Check the server or router that sent it."},
    FindingKind{"dhcp6.multiple-servers", Severity::warning,
                "Several DHCPv6 servers answer. Which one the phone follows is unknown.",
                "Leave only one server running, or make their options agree."},
    FindingKind{"dhcp6.unexpected-server", Severity::error,
                "A DHCPv6 server answered that is not among those given by --expect-server.",
                "Look for its MAC address in the address table of the switch."},
    FindingKind{"dhcp6.ra-says-no", Severity::warning,
                "No router advertisement tells hosts to ask DHCPv6 (flags M and O): the phone may never ask.",
                "Set the O flag on the router (radvd: AdvOtherConfigFlag on), or M if addresses come from "
                "DHCPv6."},
    FindingKind{
        "dhcp6.solicit-needed", Severity::info,
        "The server does not answer an Information-request; only the Solicit was answered.",
        "Nothing needs to be done if the routers set the M flag; otherwise make the server answer both."},
    FindingKind{"dhcp6.advertise-only", Severity::info,
                "The value was read from the Advertise; the phone reads the Reply.",
                "Nothing needs to be done: asking for the Reply would take an address."},
    FindingKind{"dhcp6.many-routers", Severity::info,
                "More routers advertise than are shown; those that tell hosts to ask DHCPv6, or give them an "
                "address, were kept first.",
                "Look for a host that floods the link with router advertisements."},
    FindingKind{"dhcp6.first-only", Severity::info,
                "Only the DHCPv6 servers that answered first were heard; others may answer differently.",
                "Ask once more without --first to hear all servers."},
    FindingKind{"dhcp6.ignored", Severity::info,
                "DHCPv6 packets that did not answer this question were ignored.",
                "Nothing needs to be done."},
};

}  // namespace provtool
