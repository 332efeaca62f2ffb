// What can be odd about DHCPv6 and the router advertisements that go with it.
#pragma once

#include <array>

#include "findings/kind.hpp"

namespace provtool {

inline constexpr std::array k_dhcp6_findings{
    FindingKind{"dhcp6.other-enterprise", Severity::warning,
                "The vendor option stands under another enterprise number than expected. The guide prints no "
                "number; 258 (Matsushita) is assumed.",
                "Try enterprise 258 on the server, or name the one that works: --enterprise."},
    FindingKind{"dhcp6.malformed", Severity::warning,
                "A DHCPv6 message or a router advertisement breaks off or contradicts itself.",
                "What stands before the break counts. Look at the server or router that made it."},
    FindingKind{"dhcp6.multiple-servers", Severity::warning,
                "Several DHCPv6 servers answer. Which one the phone follows is unknown.",
                "Leave one server, or make their options agree."},
    FindingKind{"dhcp6.unexpected-server", Severity::error,
                "A DHCPv6 server answered that --expect-server does not name.",
                "Find it by its MAC address in the switch's tables."},
    FindingKind{"dhcp6.ra-says-no", Severity::warning,
                "No router advertisement tells hosts to ask DHCPv6 (flags M and O): the phone may never ask.",
                "Set the O flag on the router (radvd: AdvOtherConfigFlag on), or M when addresses come by "
                "DHCPv6."},
    FindingKind{"dhcp6.solicit-needed", Severity::info,
                "The server does not answer an Information-request; only the Solicit was answered.",
                "Nothing needs to be done when the routers set the M flag; else let the server answer both."},
    FindingKind{"dhcp6.advertise-only", Severity::info,
                "The value was read from the Advertise; the phone reads the Reply.",
                "Nothing needs to be done: asking for the Reply would take an address."},
    FindingKind{"dhcp6.ignored", Severity::info, "DHCPv6 packets that are no answer to us were left aside.",
                "Nothing needs to be done."},
};

}  // namespace provtool
