// Pages about this computer and the phone that is asked for; findings/host.hpp and findings/device.hpp have
// their first lines.
#pragma once

#include <array>

#include "explain/finding_page.hpp"

namespace provtool {

inline constexpr std::array k_device_pages{
    FindingPage{"device.mac-not-phone",
                {"It asks with its own MAC address, and puts that into its URLs.", Confidence::sibling},
                {"No --mac was given."},
                "The label at the bottom of the phone has it; so has its menu."},
};

inline constexpr std::array k_host_pages{
    FindingPage{"host.firewall",
                k_not_the_phone,
                {"The firewall of this computer lets no packet in that answers a broadcast or a multicast."},
                ""},
    FindingPage{"host.link-lost",
                k_not_the_phone,
                {"The cable or the adapter has come loose.",
                 "The switch has switched the port off (power, security)."},
                "The log of the kernel has the time: journalctl -k."},
    FindingPage{"host.overslept",
                k_not_the_phone,
                {"The lid was closed, or the program stopped with Ctrl-Z.", "The computer is very busy."},
                ""},
    FindingPage{"host.dropped",
                k_not_the_phone,
                {"Somebody floods the link.", "The computer is too busy to read all that comes."},
                ""},
    FindingPage{
        "host.cannot-wait", k_not_the_phone, {"The kernel refused to wait: limits of this process."}, ""},
    FindingPage{"host.not-read",
                k_not_the_phone,
                {"The name is mistyped.", "The file belongs to somebody else.", "It is a folder."},
                "",
                {},
                again::k_validate},
    FindingPage{"host.silent-link",
                {"A phone at this port hears as little, and gets no address.", Confidence::assumption},
                {"The switch port waits for 802.1X.",
                 "Spanning tree holds the port back for half a minute after link-up.",
                 "The port is in a VLAN that nobody else is in.", "The cable is broken in one direction."},
                ""},
    FindingPage{"host.no-privilege",
                k_not_the_phone,
                {"The program was called without sudo, and its file has no capability."},
                "The package asks once whether a group may ask DHCP: dpkg-reconfigure provtool."},
    FindingPage{
        "host.no-interface",
        k_not_the_phone,
        {"The name is mistyped: ip -br link lists them.", "The adapter is not plugged in or has no driver."},
        ""},
    FindingPage{"host.link-down",
                k_not_the_phone,
                {"The cable is not plugged in at one of its ends.", "The interface was not switched on.",
                 "The switch port is switched off."},
                "--wait-link waits longer for an adapter that negotiates slowly."},
    FindingPage{"host.interface-chosen", k_not_the_phone, {"No -i was given."}, ""},
    FindingPage{"host.lossy",
                {"A phone that asks less often may miss the answer.", Confidence::assumption},
                {"Cable, socket or port are damaged.", "The link is overloaded.",
                 "The server checks the address first."},
                ""},
    FindingPage{"host.mode-differs",
                {"It judges from its own addresses whether it has IPv4 or IPv6.", Confidence::guide},
                {"This computer has addresses that were set by hand.",
                 "A router advertises a prefix that this computer does not take."},
                ""},
    FindingPage{
        "host.wireless", k_not_the_phone, {"No interface by cable was up, or -i names a wireless one."}, ""},
    FindingPage{"host.virtual",
                k_not_the_phone,
                {"-i names a bridge, a VLAN or the interface of a virtual machine."},
                ""},
    FindingPage{"host.not-written",
                k_not_the_phone,
                {"The file is there already: --force overwrites it.",
                 "The folder does not exist, or belongs to somebody else.", "The disk is full."},
                ""},
    FindingPage{"host.rights-kept", k_not_the_phone, {"A container or a security profile forbids it."}, ""},
    FindingPage{"host.root-only",
                k_not_the_phone,
                {"An option that shows other people's traffic was given without sudo."},
                ""},
    FindingPage{"host.window-capped",
                k_not_the_phone,
                {"A file capability lets everybody ask, and nobody is to listen for hours by it."},
                ""},
    FindingPage{"host.no-address",
                {"A phone gets its address by DHCP first, and asks SIP PnP with it.", Confidence::guide},
                {"The interface is not configured: a network manager leaves it alone.",
                 "No DHCP server has given this computer an address yet."},
                "SIP PnP can be asked only from an address: give one by hand or by the DHCP client."},
};

}  // namespace provtool
