// What can be odd about DHCPv4: servers, their options, and the exchange.
#pragma once

#include <array>

#include "findings/kind.hpp"

namespace provtool {

inline constexpr std::array k_dhcp4_findings{
    FindingKind{"dhcp4.unexpected-server", Severity::error,
                "A DHCP server answered that is not among those given by --expect-server.",
                "Look for its MAC address in the address table of the switch."},
    FindingKind{
        "dhcp4.no-server", Severity::error,
        "No DHCP server answers. A phone without an address set by hand gets no address here, and no URL.",
        "Check cable, VLAN (is this the phone's port?), 802.1X and spanning tree; then the DHCP server "
        "or relay."},
    FindingKind{"dhcp4.multiple-servers", Severity::warning,
                "Several DHCP servers answer. Which one the phone follows is unknown.",
                "Leave only one server running, or make their options agree."},
    FindingKind{"dhcp4.offer-ack-differ", Severity::warning,
                "OFFER and ACK of one server carry different provisioning values. The phone reads the ACK.",
                "Make the server send the same options in both."},
    FindingKind{"dhcp4.option-duplicate", Severity::warning,
                "An option occurs several times, each time as a complete URL.",
                "Send it once; clients read it differently (RFC 3396 joins the parts)."},
    FindingKind{"dhcp4.option-binary", Severity::warning, "The option's bytes are not text.",
                "Check the option's type in the server's configuration; it must be text."},
    FindingKind{
        "dhcp4.option-empty", Severity::warning,
        "A server sends option 160, 159 or 66 with length 0; phones pass over it.",
        "Check the option's definition on the server: its type must be text, and it must have a value."},
    FindingKind{"dhcp4.malformed", Severity::warning, "A DHCP message is cut short or contradicts itself.",
                "What comes before the fault counts. Check the server or relay that sent it."},
    FindingKind{"dhcp4.server-in-header", Severity::warning,
                "A server or file name is in the header field sname or file, not in option 66; phones ignore "
                "it there.",
                "Send the name as option 66."},
    FindingKind{"dhcp4.captive-portal", Severity::warning,
                "Option 160 looks like a captive-portal URL (it meant that until RFC 8910 moved it to 114).",
                "Move the portal's URL to option 114."},
    FindingKind{"dhcp4.nak", Severity::warning, "The server refused the REQUEST.",
                "Look for the reason in the server's log."},
    FindingKind{"dhcp4.no-ack", Severity::warning,
                "The REQUEST was not answered; the values were read from the OFFER.",
                "Look for the reason in the server's log; the phone needs the ACK."},
    FindingKind{"dhcp4.mac-filtered", Severity::warning,
                "No server answers the phone's MAC, but one answers this computer's own MAC.",
                "Register the phone's MAC with the server, or ask from the phone's wall port (snooping, port "
                "security)."},
    FindingKind{"dhcp4.option-split", Severity::info,
                "A long option came in several parts and was joined (RFC 3396).",
                "Nothing needs to be done."},
    FindingKind{"dhcp4.option-overload", Severity::info,
                "Options continue in the header fields file or sname (option 52).",
                "Nothing needs to be done."},
    FindingKind{"dhcp4.offer-only", Severity::info,
                "The values were read from the OFFER; the phone reads the ACK.",
                "Ask with --dhcp-exchange ack --take-lease to see the ACK."},
    FindingKind{"dhcp4.first-only", Severity::info,
                "Only the DHCP servers that answered first were heard; others may answer differently.",
                "Ask once more without --first, and with the usual times, to hear all servers."},
    FindingKind{"dhcp4.lease-taken", Severity::info, "A lease was taken, as --take-lease allows.",
                "It expires by itself; with --mac random it is released at once."},
    FindingKind{"dhcp4.ignored", Severity::info, "Packets that did not answer this question were ignored.",
                "Nothing needs to be done."},
};

}  // namespace provtool
