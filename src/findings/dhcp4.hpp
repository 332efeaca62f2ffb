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
    FindingKind{
        "dhcp4.option-duplicate", Severity::warning,
        "An option occurs several times, each time as a complete value.",
        "Send it once. RFC 3396 joins the parts, and so do udhcpc, dhclient and dhcpcd, equal ones as well; "
        "other clients take one of them."},
    FindingKind{"dhcp4.option-binary", Severity::warning, "The option's bytes are not text.",
                "Check the option's type in the server's configuration; it must be text."},
    FindingKind{
        "dhcp4.option-empty", Severity::warning,
        "A server sends option 160, 159 or 66 with length 0; phones pass over it.",
        "Check the option's definition on the server: its type must be text, and it must have a value."},
    FindingKind{"dhcp4.malformed", Severity::warning, "A DHCP message is cut short or contradicts itself.",
                "What comes before the fault counts. Check the server or relay that sent it."},
    FindingKind{
        "dhcp4.server-in-header", Severity::warning,
        "A server is named in the header (siaddr, the next server, or sname) and not in option 66; phones "
        "do not look there.",
        "If it is the phones' server, set option 66 as text to its address, name or URL. For computers "
        "that boot from the network nothing needs to be done."},
    FindingKind{"dhcp4.captive-portal", Severity::warning,
                "Option 160 looks like a captive-portal URL (it meant that until RFC 8910 moved it to 114).",
                "Remove option 160: option 114 announces the portal."},
    FindingKind{
        "dhcp4.network-boot", Severity::warning,
        "Option 66 is a bare server beside the boot file of a network boot. The phone takes it, and asks "
        "neither the redirection server nor anybody else.",
        "Leave 66 and 67 out where phones are (a scope or class of their own), or set option 160 to the "
        "phones' URL. If it is their server all the same, write 66 as a URL."},
    FindingKind{"dhcp4.nak", Severity::warning, "The server refused the REQUEST.",
                "Look for the reason in the server's log."},
    FindingKind{"dhcp4.no-ack", Severity::warning,
                "The REQUEST was not answered; what the phone would get from the ACK is unknown.",
                "Look for the reason in the server's log, because the phone needs the ACK; or ask with "
                "--dhcp-exchange offer."},
    FindingKind{
        "dhcp4.offer-unusable", Severity::error,
        "A DHCP server offers an address that no host can have: 0.0.0.0, or one of loopback, broadcast "
        "or multicast. A phone does not take it, nor the options beside it.",
        "Check the server's pool and its reservation for this MAC."},
    FindingKind{"dhcp4.bootp", Severity::warning,
                "A server answered with BOOTP, without a DHCP message type. Whether the phone takes that is "
                "unknown.",
                "Give the phone a DHCP lease on that server instead of a BOOTP entry."},
    FindingKind{"dhcp4.lease-time", Severity::warning,
                "An OFFER or ACK gives no lease time, or 0 s; common DHCP clients refuse it.",
                "Set a lease time on the server."},
    FindingKind{
        "dhcp4.answer-too-large", Severity::warning,
        "An answer is longer than what was asked for: 576 bytes with IP and UDP header when there is no "
        "option 57. Common clients drop it or cut it off.",
        "Send fewer or shorter options. Whether the phone asks for more room is unknown."},
    FindingKind{"dhcp4.answer-full", Severity::warning,
                "An answer has no room left. The server may have left options out, which its log alone says.",
                "Ask with --max-message-size 1472 to see them, and keep the options short."},
    FindingKind{"dhcp4.no-router", Severity::warning,
                "The URL's host is outside the phone's subnet, and the server gives no router (option 3).",
                "Set option 3 on the server, or use a host inside the subnet."},
    FindingKind{"dhcp4.no-dns", Severity::warning,
                "The URL names a host, and the server gives no DNS server (option 6).",
                "Set option 6 on the server, or put an address into the URL."},
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
    FindingKind{
        "dhcp4.other-option", Severity::info,
        "A server sends an option that other devices read, and this phone is not known to. A warning when "
        "no source wins: it may be meant for this phone.",
        "This phone looks at options 160, 159 and 66."},
    FindingKind{"dhcp4.lease-taken", Severity::info, "A lease was taken, as --take-lease allows.",
                "It expires by itself; with --mac random it is released at once."},
    FindingKind{"dhcp4.ignored", Severity::info, "Packets that did not answer this question were ignored.",
                "Nothing needs to be done."},
};

}  // namespace provtool
